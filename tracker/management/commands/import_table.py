"""`manage.py import_table FILE`: a spreadsheet or a conflict data set, as claims of one source under one agreement."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.actions import imports
from tracker.actions import sources as source_actions
from tracker.actions.coded import CodedFacts
from tracker.management.worked import match_waiting
from tracker.models import Agreement, Batch
from tracker.sources.items import SourceError
from tracker.sources.tables.columns import MEANINGS
from tracker.vocab import BatchState, SourceKind


class Command(BaseCommand):
    help = (
        "Import a CSV or XLSX file whose rows are events: UCDP GED, ACLED, or a partner's own table. Columns are "
        "recognised by their names or HXL tags. A second import of the same rows adds nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="Name or key of the source; a new name makes a new source.")
        parser.add_argument("--agreement", required=True, help="Key of the agreement.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and store nothing.")
        parser.add_argument("--no-match", action="store_true", help="Leave the matching to the worker.")

    def handle(self, *, file, source, agreement, dry_run, no_match, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        under = Agreement.objects.filter(key=agreement).first()
        if under is None:
            keys = ", ".join(Agreement.objects.values_list("key", flat=True))
            raise CommandError(f"There is no agreement “{agreement}”. There are: {keys or 'none'}.")
        now = timezone.now()
        publisher = source_actions.find_or_add(name=source, by=None, now=now, kind=SourceKind.MONITOR, agreement=under)
        try:
            batch = imports.take_in(
                source=publisher, agreement=under, data=file.read_bytes(), file_name=file.name, by=None, now=now
            )
            self._told(batch, imports.preview(batch))
            if dry_run:
                imports.discard(batch=batch, by=None, now=now)
                return
            imports.start(batch=batch, by=None, now=now)
        except (SourceError, imports.NotImported) as error:
            raise CommandError(str(error)) from error
        self._run(batch)
        if not no_match:
            match_waiting(batch)

    def _run(self, batch: Batch) -> None:
        taken = imports.take(pk=batch.pk, now=timezone.now())
        desk = CodedFacts(taken)
        while taken.rows_done < taken.rows:
            for part in imports.parts(taken):
                imports.store_part(batch=taken, desk=desk, part=part, now=timezone.now())
        imports.finish(batch=taken, now=timezone.now())
        self.stdout.write(f"{taken.added:,} claims added, {taken.known:,} were here, {taken.faulty:,} rows left out.")
        if taken.state == BatchState.FAILED:
            raise CommandError(taken.error)

    def _told(self, batch: Batch, seen: imports.Preview) -> None:
        header = imports.table_of(batch).header
        for meaning in MEANINGS:
            if meaning.key in batch.columns:
                self.stdout.write(f"  {meaning.label}: {header[batch.columns[meaning.key]]}")
        self.stdout.write(
            f"{seen.rows:,} rows: {seen.placed:,} at a point, {seen.region_only:,} by region, {seen.nowhere:,} in no "
            f"region of the agreement's countries, {seen.known:,} here already, {seen.faulty:,} left out."
        )
        if seen.swapped:
            self.stdout.write(f"  {seen.swapped:,} points would lie there with latitude and longitude exchanged.")
        for fault in seen.faults[: imports.SHOWN]:
            self.stdout.write(f"  line {fault.line}: {fault.why}")
        for name, rows in seen.names[: imports.SHOWN]:
            self.stdout.write(f"  no party is called “{name}” ({rows:,} rows)")
