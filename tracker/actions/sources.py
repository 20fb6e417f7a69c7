"""Writes about sources: a new one, and how its feed is doing."""

import datetime as dt

from django.db import transaction
from django.utils.text import slugify

from tracker.actions import log
from tracker.actions.steps import LEASE
from tracker.models import Account, Agreement, Source
from tracker.vocab import SourceKind, Verb

PAUSE_AFTER = 12
LONGEST_PAUSE = dt.timedelta(hours=6)


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
    """The source, if its poll is due and no other worker has it; its next poll moves out while it is fetched."""
    taken = Source.objects.due(now).filter(pk=pk).update(next_poll_at=now + LEASE)
    return Source.objects.get(pk=pk) if taken else None


@transaction.atomic
def poll_succeeded(*, source: Source, state: dict, new_documents: int, now: dt.datetime) -> None:
    """The feed answered. Its state (ETag and the like) is kept for the next, conditional request."""
    Source.objects.filter(pk=source.pk).update(
        poll_state=state,
        poll_failures=0,
        poll_error="",
        last_poll_at=now,
        last_success_at=now,
        next_poll_at=now + dt.timedelta(seconds=source.poll_every),
    )
    if new_documents:
        log.change(Verb.POLLED, now=now, source=source)


@transaction.atomic
def poll_failed(*, source: Source, error: str, now: dt.datetime, retry_after: dt.timedelta | None = None) -> None:
    """The feed did not answer as it should: back off, and pause it after the twelfth failure in a row."""
    failures = source.poll_failures + 1
    pause = retry_after or min(dt.timedelta(seconds=source.poll_every) * 2 ** min(failures, 12), LONGEST_PAUSE)
    Source.objects.filter(pk=source.pk).update(
        poll_failures=failures,
        poll_error=error[:500],
        last_poll_at=now,
        next_poll_at=now + pause,
        is_paused=failures >= PAUSE_AFTER,
    )
    log.change(Verb.PAUSED if failures >= PAUSE_AFTER else Verb.FAILED, now=now, source=source)


@transaction.atomic
def ask_for_poll(*, source: Source, by: Account, now: dt.datetime) -> None:
    """A person asks for the feed to be read now, and lifts the pause."""
    Source.objects.filter(pk=source.pk).update(is_paused=False, poll_failures=0, next_poll_at=now)
    log.decision(Verb.RETRIED, by=by, now=now, subject=f"source {source.key}")
