"""Which columns this process holds, and how they follow what is committed."""

import threading
from dataclasses import replace

from django.db.models import Count, Max, Sum

from tracker.models import Agreement, Breach, Change
from tracker.outputs.columns.table import Columns, read

SMALLEST = 3_000  # breaches; below, SQL is as fast, and nothing is held
MOST_ANEW = 900  # changed breaches that no change names; beyond, all are read
MOST_AGREEMENTS = 4

_kept: dict[int, Columns] = {}
_lock = threading.Lock()


def forget() -> None:
    """Let go of all columns: for tests, whose databases come and go."""
    _kept.clear()


def columns_of(agreement: Agreement) -> Columns | None:
    """The columns of an agreement, no older than its `cursor`; None for a small one, or one fetched without a cursor.

    Every write leaves a change in its own transaction, and changes become visible in the order of their keys. So what
    is held up to the agreement's cursor lacks nothing that the rest of the page shows.
    """
    cursor, highest = getattr(agreement, "cursor", None), getattr(agreement, "highest_number", None)
    if cursor is None or (highest or 0) < SMALLEST:
        return None
    held = _kept.get(agreement.pk)
    if held and held.cursor >= cursor:
        return held
    with _lock:
        held = _kept.pop(agreement.pk, None)
        if held is None or held.cursor < cursor:
            held = _followed(held, cursor) if held else read(agreement.pk, cursor)
        _kept[agreement.pk] = held  # at the end: the one that was asked for last
        while len(_kept) > MOST_AGREEMENTS:
            del _kept[next(iter(_kept))]
    return held


def _followed(held: Columns, cursor: int) -> Columns:
    """The columns as of `cursor` or later.

    Changes name most of the breaches that differ, but not all: an import names none, and the undoing of a merge only
    one of two. So the named ones are read first, then the stamp of the table is compared, and where it still differs
    the version of every breach.
    """
    named = Change.objects.filter(pk__gt=held.cursor, agreement=held.agreement, breach__isnull=False).order_by()
    held = held.with_breaches(named.values("breach"))
    if held.stamp != stamp_of(held.agreement):
        differing = _differing(held)
        if differing is None or len(differing) > MOST_ANEW:
            return read(held.agreement, cursor)
        held = held.with_breaches(sorted(differing))
    return replace(held, cursor=cursor)


def stamp_of(agreement: int) -> tuple[int, int, int]:
    found = Breach.objects.filter(agreement=agreement).aggregate(
        rows=Count("pk"), versions=Sum("version"), newest=Max("pk")
    )
    return found["rows"], found["versions"] or 0, found["newest"] or 0


def _differing(held: Columns) -> set[int] | None:
    """The breaches whose version is another than the one held; None where one that is held exists no more."""
    pairs = zip(held.breaches["pk"].tolist(), held.breaches["version"].tolist(), strict=True)
    mine = set(pairs)
    theirs = set(Breach.objects.filter(agreement=held.agreement).order_by().values_list("pk", "version"))
    changed = {pk for pk, _ in theirs - mine}
    gone = {pk for pk, _ in mine - theirs} - changed
    return None if gone else changed
