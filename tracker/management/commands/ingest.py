"""`manage.py ingest FILE|URL|-`: take in a document, read it, and say what was found."""

import datetime as dt
import json
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from tracker import live
from tracker.actions import documents
from tracker.actions import sources as source_actions
from tracker.actions.status import recompute_due
from tracker.actions.terms import local_noon
from tracker.management.worked import work_through
from tracker.models import Agreement, Document, Source
from tracker.outputs.report_json import report_json
from tracker.sources import page, textfile
from tracker.sources.items import Item, SourceError

UNNAMED = "Command line"


class Command(BaseCommand):
    help = "Take in a document (a file, an address, or - for standard input), read it, place and match its claims."

    def add_arguments(self, parser):
        parser.add_argument("what", help="A text file, an http(s) address, or - for standard input.")
        parser.add_argument("--source", default="", help="Key or name of who published it; a new name is added.")
        parser.add_argument("--published-at", default="", help="Day or moment of publication, ISO 8601.")
        parser.add_argument("--agreement", default="", help="Key of the agreement to read it under.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print the document and its reports.")

    def handle(self, *, what, source, published_at, agreement, as_json, **options):
        now = timezone.now()
        under = self._agreement(agreement)
        item = self._item(what)
        published = self._moment(published_at, under) or item.published_at
        by = self._source(source, now)
        try:
            received = documents.receive_item(source=by, item=item, published_at=published, agreement=under, now=now)
        except documents.NotAccepted as refusal:
            raise CommandError(str(refusal)) from refusal
        work_through(received.document)
        recompute_due(now=timezone.now())
        live.announce()
        self._say(Document.objects.get(pk=received.document.pk), received.is_new, as_json)

    def _agreement(self, key: str) -> Agreement | None:
        if not key:
            return None
        found = Agreement.objects.filter(key=key).first()
        if found is None:
            known = ", ".join(Agreement.objects.values_list("key", flat=True)) or "none yet"
            raise CommandError(f"There is no agreement “{key}”. Known: {known}.")
        return found

    def _item(self, what: str) -> Item:
        try:
            if what.startswith(("http://", "https://")):
                return page.fetch(what, {}, allow_private=settings.FETCH_PRIVATE_ADDRESSES).items[0]
            if what == "-":
                return textfile.from_bytes(sys.stdin.buffer.read(), "standard input")
            path = Path(what)
            if not path.is_file():
                raise CommandError(f"There is no file {what}.")
            return textfile.from_bytes(path.read_bytes(), path.name)
        except SourceError as error:
            raise CommandError(error.message) from error

    def _moment(self, words: str, agreement: Agreement | None) -> dt.datetime | None:
        """A day alone is noon of that day, where the agreement is."""
        if not words:
            return None
        try:
            day = parse_date(words)
            moment = None if day else parse_datetime(words)
        except ValueError as error:
            raise CommandError(f"“{words}” is no date: {error}.") from error
        if day:
            return local_noon(agreement, day) if agreement else dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
        if moment is None:
            raise CommandError(f"“{words}” is no date. Write it as 2016-12-30, or 2016-12-30T14:00+02:00.")
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)

    def _source(self, words: str, now: dt.datetime) -> Source:
        return Source.objects.filter(key=words).first() or source_actions.find_or_add(
            name=words or UNNAMED, by=None, now=now
        )

    def _say(self, document: Document, is_new: bool, as_json: bool) -> None:
        reports = document.reports.for_lists().order_by("position")
        if as_json:
            answer = {
                "document": {
                    "id": document.pk,
                    "source": document.source.name,
                    "title": document.title,
                    "language": document.language,
                    "published_at": document.published_at.isoformat() if document.published_at else None,
                    "is_new": is_new,
                    "content_hash": document.content_hash,
                    "warnings": document.warnings,
                },
                "reports": [report_json(report) for report in reports],
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"Document {document.pk}: {'stored' if is_new else 'was here already'}.")
        for report in reports:
            breach = ", ".join(one.label for one in report.breaches.all()) or "no breach"
            self.stdout.write(
                f"  {report.get_kind_display()}: {report.place_text or report.region_text or '-'}, {breach}"
            )
        if not reports:
            self.stdout.write("  No claim was found in it.")
