"""What changed of something that an account follows, since it was told last: the net of it, read from the tables.

Of a region: the state that is shown, or the possible one, on the newest day. Of a breach that matches a filter: that it
is new, or that its verification is another. A filter's dates are left out, and a breach counts where its verification
matches now or did before: who follows what is confirmed hears of what is so no more.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import F, Q

from tracker.actions.follows import as_it_is
from tracker.models import Agreement, Breach, Change, Follow, RegionStatus, Told
from tracker.outputs.filters import Filters
from tracker.vocab import State

# Of each list; the rest is a number and a link.
MOST_TOLD = 10
UNKNOWN = [State.NO_INFORMATION.value, State.NO_INFORMATION.value]


@dataclass(frozen=True)
class Move:
    """A region whose state moved, from and to (state, possible state).

    `breaches` are the gravest of those that the result rests on, `count` how many there are.
    """

    status: RegionStatus
    was: list[str]
    now: list[str]
    breaches: list[Breach]
    count: int


@dataclass(frozen=True)
class Happened:
    """A breach that is new (`was` is empty) or whose verification changed, as it stood at the cursor."""

    breach: Breach
    was: str
    verification: str


@dataclass(frozen=True)
class News:
    """All that is to be told; false where there is nothing. `happened` holds the gravest of `count` breaches."""

    follow: Follow
    at: dt.datetime
    moves: list[Move] = field(default_factory=list)
    happened: list[Happened] = field(default_factory=list)
    count: int = 0

    def __bool__(self) -> bool:
        return bool(self.moves or self.happened)


def news(follow: Follow, since: Told, told: Told, now: dt.datetime) -> News:
    """What moved between two looks at the same follow."""
    filters = Filters.of_query(follow.agreement, follow.query) if follow.query else None
    moves = _moves(follow, since, told, now) if filters is None or filters.is_open else []
    happened, count = _happened(filters, since.cursor, told.cursor) if filters else ([], 0)
    return News(follow, now, moves, happened, count)


def look(follow: Follow, now: dt.datetime) -> Told:
    """What there is to know now of the regions that are followed."""
    told = as_it_is(follow.agreement, now)
    if not follow.region_id:
        return told
    return Told(told.cursor, {code: pair for code, pair in told.states.items() if code == follow.region.code})


def _moves(follow: Follow, since: Told, told: Told, now: dt.datetime) -> list[Move]:
    moved = [code for code, pair in told.states.items() if pair != since.states.get(code, UNKNOWN)]
    if not moved:
        return []
    statuses = RegionStatus.objects.newest(follow.agreement, now)
    return [
        _move(follow.agreement, statuses[code], since.states.get(code, UNKNOWN), told.states[code])
        for code in moved
        if code in statuses
    ]


def _move(agreement: Agreement, status: RegionStatus, was: list[str], is_now: list[str]) -> Move:
    labels = {*status.result["breach_ids"], *status.result["breach_ids_possible"]}
    numbers = [int(label.removeprefix("B-")) for label in labels]
    rows = Breach.objects.filter(agreement=agreement, number__in=numbers).with_names()
    return Move(
        status, was, is_now, list(rows.order_by("-severity", "-date_from", "-number")[:MOST_TOLD]), len(numbers)
    )


def _happened(filters: Filters, since: int, until: int) -> tuple[list[Happened], int]:
    changed = Change.objects.filter(agreement=filters.agreement, pk__gt=since, pk__lte=until, breach__isnull=False)
    rows = filters.without("verification").breaches(Breach.objects.filter(pk__in=changed.values("breach")))
    rows = rows.annotate(
        was=Change.objects.verification_at(since), stood_at=Change.objects.verification_at(until)
    ).filter(Q(was__isnull=True) | ~Q(was=F("stood_at")))  # fmt: skip
    if filters.verification:
        rows = rows.filter(Q(was__in=filters.verification) | Q(stood_at__in=filters.verification))
    first = rows.with_names().order_by("-severity", "-number")[:MOST_TOLD]
    return [Happened(row, row.was or "", row.stood_at) for row in first], rows.count()
