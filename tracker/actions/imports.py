"""Importing a table: taken in, looked at, stored in parts that survive a crash, undone whole."""

import datetime as dt
import hashlib
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath

from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat

from tracker.actions import log, matching
from tracker.actions.coded import CodedFacts
from tracker.actions.status import mark_reports_due
from tracker.actions.steps import LEASE
from tracker.actions.terms import scope_terms
from tracker.actions.withdrawing import settle_without
from tracker.models import Account, Agreement, Batch, Breach, Report, Source
from tracker.sources.tables import columns as meanings
from tracker.sources.tables import sheet
from tracker.sources.tables.facts import Fact, Fault, facts
from tracker.vocab import BatchState, StepName, StepState, Verb

PART = 500
PARTS_AT_ONCE = 40  # then the task begins anew, so that it never comes near its time limit
MATCHED_AT_ONCE = 25
SHOWN = 10
MOST_FAULTS_SHOWN = 20


class NotImported(ValueError):
    """The import cannot be done; the message says why, for a person."""


@dataclass
class Preview:
    """What an import would do, without doing it."""

    rows: int = 0
    good: int = 0
    known: int = 0
    placed: int = 0
    region_only: int = 0
    nowhere: int = 0
    swapped: int = 0
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0
    unknown_names: Counter = field(default_factory=Counter)
    sample: list[Fact] = field(default_factory=list)

    @property
    def names(self) -> list[tuple[str, int]]:
        """Names that no party has, the most frequent first."""
        return self.unknown_names.most_common()


@transaction.atomic
def take_in(
    *, source: Source, agreement: Agreement, data: bytes, file_name: str, by: Account | None, now: dt.datetime
) -> Batch:
    """Keep a file, with suggestions for its columns: those of the source's last import where the header is the same.

    Raises sources.items.SourceError for what is no table.
    """
    table = sheet.read(data)
    digest = hashlib.sha256(data).hexdigest()
    batch = Batch.objects.create(
        source=source,
        agreement=agreement,
        created_by=by,
        created_at=now,
        file_name=PurePath(file_name).name[:200] or "table",
        content=zlib.compress(data),
        content_hash=digest,
        columns=_last_columns(source, table) or meanings.suggest(table),
        rows=sum(1 for _ in table.rows()),
    )
    _log(Verb.SAVED, batch, by=by, now=now, after={"file": batch.file_name})
    return batch


@transaction.atomic
def take_in_rows(*, source: Source, table: bytes, now: dt.datetime) -> list[Batch]:
    """Rows that a source's service gave, as running imports: one under each agreement that it is listed for.

    Raises NotImported where it is listed for none, sources.items.SourceError for what is no table.
    """
    agreements = list(source.agreements.all())
    if not agreements:
        raise NotImported("Its rows need an agreement. List the source for one.")
    name = f"{source.key}-{now:%Y-%m-%d-%H%M}.csv"
    batches = [
        take_in(source=source, agreement=agreement, data=table, file_name=name, by=None, now=now)
        for agreement in agreements
    ]
    for batch in batches:
        start(batch=batch, by=None, now=now)
    return batches


def _log(verb: Verb, batch: Batch, *, by: Account | None, now: dt.datetime, **states: dict) -> None:
    """A person's act is a decision; what a command or the queue does is a change."""
    if by is None:
        log.change(verb, now=now, agreement=batch.agreement, source=batch.source)
    else:
        log.decision(verb, by=by, now=now, agreement=batch.agreement, subject=f"import {batch.pk}", **states)


def _last_columns(source: Source, table: sheet.Sheet) -> dict[str, int] | None:
    last = Batch.objects.filter(source=source, state=BatchState.DONE.value).first()
    return dict(last.columns) if last and table_of(last).header == table.header else None


def table_of(batch: Batch) -> sheet.Sheet:
    return sheet.read(zlib.decompress(batch.content))


def faults_of(batch: Batch) -> Iterator[Fault]:
    return (row for row in facts(table_of(batch), batch.columns) if isinstance(row, Fault))


def preview(batch: Batch) -> Preview:
    """The dry run: every row is read and placed, none is stored."""
    desk, seen = CodedFacts(batch), Preview()
    rows = facts(table_of(batch), batch.columns)
    while part := list(islice(rows, PART)):
        good = [row for row in part if isinstance(row, Fact)]
        faults = [row for row in part if isinstance(row, Fault)]
        seen.rows += len(part)
        seen.good += len(good)
        seen.faulty += len(faults)
        seen.faults += faults[: MOST_FAULTS_SHOWN - len(seen.faults)]
        seen.sample += good[: SHOWN - len(seen.sample)]
        seen.known += len(_known(desk, good))
        seen.unknown_names += desk.unknown_names(good)
        for each in desk.placed(good):
            seen.swapped += each.is_swapped
            seen.placed += each.fact.has_point and each.region is not None
            seen.region_only += not each.fact.has_point and each.region is not None
            seen.nowhere += each.region is None
    return seen


def _known(desk: CodedFacts, good: list[Fact]) -> set[str]:
    ids = [desk.external_id(fact) for fact in good]
    known = Report.objects.filter(agreement=desk.agreement, external_id__in=ids)
    return set(known.values_list("external_id", flat=True))


@transaction.atomic
def set_columns(*, batch: Batch, columns: dict[str, int], by: Account, now: dt.datetime) -> None:
    """Say which column means what. Raises NotImported where the day is missing or a column is meant twice."""
    missing = [name for name in meanings.NEEDED if name not in columns]
    if missing:
        raise NotImported("Say which column holds the first day of the event.")
    if len(set(columns.values())) < len(columns):
        raise NotImported("One column is chosen for two meanings.")
    before = batch.columns
    batch.columns = columns
    batch.save(update_fields=["columns"])
    _log(Verb.SAVED, batch, by=by, now=now, before={"columns": before}, after={"columns": columns})


@transaction.atomic
def discard(*, batch: Batch, by: Account | None, now: dt.datetime) -> None:
    """Forget a file that was never imported. Raises NotImported for one that was."""
    if batch.state != BatchState.MAPPED:
        raise NotImported("It was imported; undo it instead.")
    _log(Verb.UNDONE, batch, by=by, now=now)
    batch.delete()


@transaction.atomic
def start(*, batch: Batch, by: Account | None, now: dt.datetime) -> None:
    """Let the import run in the background. Raises NotImported where it ran already, or the day has no column."""
    if any(name not in batch.columns for name in meanings.NEEDED):
        raise NotImported("Say which column holds the first day of the event.")
    states = (BatchState.MAPPED.value, BatchState.FAILED.value)
    if not Batch.objects.filter(pk=batch.pk, state__in=states).update(
        state=BatchState.RUNNING.value, rows_done=0, added=0, known=0, faulty=0, error="", unknown_names={}
    ):
        raise NotImported("This import is running, or has run.")
    _log(Verb.IMPORTED, batch, by=by, now=now)


@transaction.atomic
def take(*, pk: int, now: dt.datetime) -> Batch | None:
    """A running import that no worker holds, for the caller; None otherwise."""
    if not Batch.objects.due(now).filter(pk=pk).update(lease_until=now + LEASE):
        return None
    return Batch.objects.select_related("source", "agreement").get(pk=pk)


def parts(batch: Batch) -> Iterator[list[Fact | Fault]]:
    """The rows that are not stored yet, in some parts; the import goes on where it stood, after a crash too."""
    rows = islice(facts(table_of(batch), batch.columns), batch.rows_done, None)
    for _ in range(PARTS_AT_ONCE):
        if not (part := list(islice(rows, PART))):
            return
        yield part


@transaction.atomic
def store_part(*, batch: Batch, desk: CodedFacts, part: list[Fact | Fault], now: dt.datetime) -> None:
    """Store one part, and how far the import is, together; the new claims wait to be matched."""
    good = [row for row in part if isinstance(row, Fact)]
    known = _known(desk, good)
    new = [fact for fact in good if desk.external_id(fact) not in known]
    desk.store(new, now)
    batch.rows_done += len(part)
    batch.added += len(new)
    batch.known += len(known)
    batch.faulty += len(part) - len(good)
    batch.unknown_names = dict(Counter(batch.unknown_names) + desk.unknown_names(new))
    batch.lease_until = now + LEASE
    batch.save(update_fields=["rows_done", "added", "known", "faulty", "unknown_names", "lease_until"])
    log.change(Verb.IMPORTED, now=now, agreement=batch.agreement, source=batch.source)


def match_some(*, batch: Batch, now: dt.datetime) -> bool:
    """Match a few of an import's claims; whether more are waiting. Small portions let other work of the queue pass."""
    waiting = Report.objects.due(now).filter(batch=batch, step_name=StepName.MATCH.value).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True)[:MATCHED_AT_ONCE])
    _hold(batch, now + LEASE if keys else None)
    terms = scope_terms(batch.agreement) if keys else None
    for key in keys:
        matching.match_report(report_id=key, now=now, terms=terms)
    return bool(keys)


@transaction.atomic
def let_go(*, batch: Batch) -> None:
    """Rows are left; whoever takes the import next goes on with them."""
    _hold(batch, None)


@transaction.atomic
def _hold(batch: Batch, until: dt.datetime | None) -> None:
    Batch.objects.filter(pk=batch.pk).update(lease_until=until)


@transaction.atomic
def finish(*, batch: Batch, now: dt.datetime) -> None:
    """All rows were looked at. An import of which every row was left out is not done."""
    if batch.rows_done < batch.rows:
        raise ValueError("Rows are left.")
    stored = batch.added + batch.known
    if stored:
        batch.state, batch.error = BatchState.DONE.value, ""
    else:
        batch.state = BatchState.FAILED.value
        batch.error = f"All {batch.faulty:,} rows were left out. Look at the faults, and at the columns."
    batch.lease_until = None
    batch.save(update_fields=["state", "error", "lease_until"])
    log.change(Verb.IMPORTED if stored else Verb.FAILED, now=now, agreement=batch.agreement, source=batch.source)


@transaction.atomic
def undo(*, batch: Batch, by: Account, now: dt.datetime) -> int:
    """Take back what an import brought: its claims stand behind no breach any more. Returns how many breaches went.

    A breach that has no other claim and that nobody decided on is dropped; one that was decided on stays, without
    these claims. Raises NotImported for an import that is not done.
    """
    undoable = (BatchState.DONE.value, BatchState.FAILED.value)
    if not Batch.objects.filter(pk=batch.pk, state__in=undoable).update(state=BatchState.UNDONE.value):
        raise NotImported("Only an import that has ended can be undone.")
    reports = Report.objects.filter(batch=batch)
    mark_reports_due(reports)
    behind = Breach.objects.filter(links__report__batch=batch).distinct()
    reports.update(
        is_superseded=True,
        step=StepState.DONE.value,
        external_id=Concat(F("external_id"), Value(f"~{batch.pk}"), output_field=CharField()),
    )
    dropped = settle_without(behind, now=now)
    _log(Verb.UNDONE, batch, by=by, now=now, before={"reports": batch.added}, after={"breaches_dropped": len(dropped)})
    return len(dropped)


@transaction.atomic
def stop(*, batch: Batch, error: str, now: dt.datetime) -> None:
    """The import broke off for a reason of ours; what is stored stays, and `start` looks at all rows again."""
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.FAILED.value, error=error[:500], lease_until=None)
    log.change(Verb.FAILED, now=now, agreement=batch.agreement, source=batch.source)
