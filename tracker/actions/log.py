"""The two logs that every action writes to, in its own transaction."""

import datetime as dt

from django.db import connection, transaction

from tracker.models import Account, Agreement, Breach, Change, Decision, Document, Source
from tracker.vocab import Verb

# One writer at a time on PostgreSQL, so that ids become visible in their order and a reader that follows
# "id > cursor" never skips a row that commits late. SQLite's IMMEDIATE transactions are in order already.
_LOG_LOCK = 7_301_630
POLL_LOCK = 7_301_631


def one_at_a_time(lock: int) -> None:
    """Hold a lock until the transaction ends. SQLite has one writer at any time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock])


def change(
    verb: Verb,
    *,
    now: dt.datetime,
    agreement: Agreement | None = None,
    breach: Breach | None = None,
    document: Document | None = None,
    source: Source | None = None,
) -> Change:
    """Say to whoever follows the log that something is different; its id is the live cursor."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A change is written inside the transaction of what it speaks of.")
    one_at_a_time(_LOG_LOCK)
    verification = Breach.objects.values_list("verification", flat=True).get(pk=breach.pk) if breach else ""
    return Change.objects.create(
        verb=verb,
        at=now,
        agreement=agreement,
        breach=breach,
        document=document,
        source=source,
        verification=verification,
    )


def decision(
    verb: Verb,
    *,
    by: Account | None,
    now: dt.datetime,
    agreement: Agreement | None = None,
    breach: Breach | None = None,
    subject: str = "",
    before: dict | None = None,
    after: dict | None = None,
    reason_code: str = "",
    reason: str = "",
    is_example: bool = False,
    bulk: str = "",
    undoes: Decision | None = None,
) -> Decision:
    """Write down an editorial act: who, what, from, to, why; and the change that live pages follow."""
    change(verb, now=now, agreement=agreement, breach=breach)
    return Decision.objects.create(
        verb=verb,
        by=by,
        at=now,
        agreement=agreement,
        breach=breach,
        subject=subject,
        before=before or {},
        after=after or {},
        reason_code=reason_code,
        reason=reason,
        is_example=is_example,
        bulk=bulk,
        undoes=undoes,
    )
