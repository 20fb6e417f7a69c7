"""Writes about sources: a new one, and how its feed is doing."""

import datetime as dt
import random
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from tracker.actions import log, steps
from tracker.actions.steps import LEASE
from tracker.models import Account, Agreement, Report, Source
from tracker.vocab import SourceKind, Verb

PAUSE_AFTER = 12
LONGEST_PAUSE = dt.timedelta(hours=6)
MOST_NOTES = 20


class HostBusy(Exception):
    """A host is asked one thing at a time."""


@transaction.atomic
def find_or_add(
    *,
    name: str,
    by: Account | None,
    now: dt.datetime,
    kind: SourceKind = SourceKind.OUTLET,
    url: str = "",
    agreement: Agreement | None = None,
) -> Source:
    """The source of that name or key, or a new one: ungraded, until an editor grades it."""
    name = " ".join(name.split())[:200]
    key = slugify(name, allow_unicode=True)[:80] or "unnamed"
    known = Source.objects.filter(name__iexact=name).first() or Source.objects.filter(key=key).first()
    if known:
        return known
    source = Source.objects.create(key=key, name=name, kind=kind.value, url=url)
    if agreement:
        source.agreements.add(agreement)
    if by:
        log.decision(Verb.SAVED, by=by, now=now, agreement=agreement, subject=f"source {key}", after={"name": name})
    else:
        log.change(Verb.SAVED, now=now, agreement=agreement, source=source)
    return source


@transaction.atomic
def take_for_poll(*, pk: int, now: dt.datetime) -> Source | None:
    """The source, if its poll is due and no worker has it; else None. The lease on it runs out if the worker is lost.

    Raises HostBusy where another source of the same host is being asked; the poll stays due.
    """
    log.one_at_a_time(log.POLL_LOCK)
    due, polled = Source.objects.due(now), Source.objects.polled(now)
    rows = {row.pk: row for row in Source.objects.filter(Q(pk__in=polled.values("pk")) | Q(pk=pk))}
    source = rows.pop(pk, None)
    if source is None:
        return None
    if any(other.host == source.host for other in rows.values()):
        raise HostBusy(source.host)
    lease = now + LEASE
    return source if due.filter(pk=pk).update(next_poll_at=lease, polling_until=lease) else None


@transaction.atomic
def poll_succeeded(
    *,
    source: Source,
    state: dict,
    new_documents: int,
    now: dt.datetime,
    notes: Sequence[str] = (),
    again_after: float | None = None,
) -> None:
    """It answered. Its state (ETag and the like) is kept for the next, conditional request.

    `again_after`: seconds after which there is more of this answer to fetch.
    """
    pause = again_after if again_after is not None else source.poll_every * _jitter()
    Source.objects.filter(pk=source.pk).update(
        poll_state=state,
        poll_failures=0,
        poll_error="",
        poll_notes=list(notes)[:MOST_NOTES],
        last_poll_at=now,
        last_success_at=now,
        polling_until=None,
        next_poll_at=now + dt.timedelta(seconds=pause),
    )
    if new_documents:
        log.change(Verb.POLLED, now=now, source=source)


@transaction.atomic
def poll_failed(*, source: Source, error: str, now: dt.datetime, retry_after: dt.timedelta | None = None) -> bool:
    """It did not answer as it should: back off, and pause it after the twelfth failure in a row.

    Returns whether it was paused by this.
    """
    failures = source.poll_failures + 1
    pause = retry_after or min(dt.timedelta(seconds=source.poll_every) * 2 ** min(failures, 12), LONGEST_PAUSE)
    is_paused = failures >= PAUSE_AFTER
    Source.objects.filter(pk=source.pk).update(
        poll_failures=failures,
        poll_error=error[:500],
        last_poll_at=now,
        polling_until=None,
        next_poll_at=now + pause * _jitter(),
        is_paused=is_paused,
    )
    log.change(Verb.PAUSED if is_paused else Verb.FAILED, now=now, source=source)
    return is_paused


def _jitter() -> float:
    """Sources that were added together drift apart, so that they are not all asked in one second for ever."""
    return random.uniform(0.9, 1.1)  # noqa: S311 - nothing secret about it


@transaction.atomic
def ask_for_poll(*, source: Source, by: Account, now: dt.datetime) -> None:
    """A person asks for the feed to be read now, and lifts the pause."""
    Source.objects.filter(pk=source.pk).update(is_paused=False, poll_failures=0, next_poll_at=now)
    log.decision(Verb.RETRIED, by=by, now=now, subject=f"source {source.key}")


@transaction.atomic
def retry_failed(*, source: Source, by: Account, now: dt.datetime) -> int:
    """A person asks for all that failed of a source to be taken up again; returns how many rows that are."""
    failed = [*source.documents.failed(), *Report.objects.failed().filter(document__source=source)]
    for row in failed:
        steps.retry(row, now=now)
    log.decision(
        Verb.RETRIED, by=by, now=now, subject=f"source {source.key}", after={"documents and claims": len(failed)}
    )
    return len(failed)
