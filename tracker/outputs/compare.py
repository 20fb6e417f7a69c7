"""Two dates beside each other: how each region stood, as it is known now or was known then."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from tracker.models import Agreement, Breach
from tracker.outputs.board import Change, Row, board, change_between, country_line
from tracker.outputs.counts import IN_SCOPE
from tracker.outputs.dashboard import region_query
from tracker.outputs.filters import Filters
from tracker.rules.parameters import Parameters
from tracker.vocab import Verification


@dataclass(frozen=True)
class Side:
    """One date of the comparison. `known_day`: by whose end it was known (none: now); `week` are the days of the rule's
    window; `query` is the list that is counted.
    """

    day: dt.date
    known_day: dt.date | None
    rows: list[Row]
    line: str
    week: tuple[dt.date, dt.date]
    counted: dict[str, int]
    query: str
    region_query: str


@dataclass(frozen=True)
class Pair:
    """A region on both dates; `change` is what moved from the first to the second."""

    first: Row
    second: Row
    change: Change


def compare(agreement: Agreement, first: Filters, second: Filters) -> dict:
    """The context of the page; of each filter only its last day and its data cut-off are read."""
    sides = [_side(agreement, one.last, one.known) for one in (first, second)]
    before = {row.region.pk: row for row in sides[0].rows}
    pairs = [
        Pair(before[row.region.pk], row, change_between(before[row.region.pk].status, row.status))
        for row in sides[1].rows
    ]
    return {"agreement": agreement, "sides": sides, "pairs": pairs, "moved": sum(pair.change.moved for pair in pairs)}


def _side(agreement: Agreement, day: dt.date, known: dt.datetime | None) -> Side:
    first = max(day - dt.timedelta(days=Parameters().window_days - 1), agreement.first_day)
    filters = Filters(agreement, first, day, known, scope=IN_SCOPE)
    shown = filters.breaches(Breach.objects.order_by()).values_list(filters.verification_field)
    counted = dict(shown.annotate(count=Count("pk")))
    words = {one.value: counted.get(one.value, 0) for one in Verification}
    rows = board(agreement, day, known)
    known_day = agreement.local_day(known) if known else None
    return Side(
        day, known_day, rows, country_line(rows), (first, day), words, filters.query(), region_query(day, filters)
    )
