"""The status board: a row a region, with its state, its range, and what moved since yesterday and since last week."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Agreement, Region, RegionStatus
from tracker.outputs import known
from tracker.outputs.counts import daily_by_region
from tracker.vocab import State

SPARK_DAYS = 14
NO_BREACH = {"confirmed": 0, "other": 0}
# What the board shows of a result, in the order of the model's fields.
SHOWN = ("id", "region_id", "day", "state", "possible_state", "confirmed_count", "other_count", "badge_count",
         "origins_count", "is_provisional", "is_stale", "last_known", "method_version", "data_cutoff")  # fmt: skip
A_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
# Worst first: the order of the board, and what "worse" and "better" mean.
GRAVITY = (
    State.COLLAPSED,
    State.VIOLATED,
    State.STRAINED,
    State.HOLDING,
    State.NO_INFORMATION,
    State.ENDED,
    State.NOT_COVERED,
)
COMPARABLE = GRAVITY[:4]


class Stood(NamedTuple):
    """How a region stood on a past day."""

    state: str
    possible_state: str

    @property
    def has_range(self) -> bool:
        return self.possible_state != self.state


class Way(StrEnum):
    """Which way a state moved; each has an arrow and a word."""

    WORSE = "worse"
    BETTER = "better"
    WIDER = "wider"
    RANGE = "range"
    KNOWN = "known"
    OTHER = "other"
    SAME = "same"
    NOTHING = ""  # one of the two days has no result


WAY_WORDS = {
    Way.WORSE: "Worse",
    Way.BETTER: "Better",
    Way.WIDER: "Wider range",
    Way.RANGE: "Range moved",
    Way.KNOWN: "Now known",
    Way.OTHER: "Changed",
    Way.SAME: "No change",
}


@dataclass(frozen=True)
class Change:
    """`was`: the state, or state and range, that it moved from."""

    way: Way
    was: str = ""

    @property
    def moved(self) -> bool:
        return bool(self.was)

    @property
    def word(self) -> str:
        """What moved, in a word; empty where there is nothing to compare."""
        return _(WAY_WORDS[self.way]) if self.way else ""


@dataclass(frozen=True)
class Row:
    region: Region
    status: RegionStatus | None
    spark: list[dict]
    change: Change
    week: Change

    @property
    def confirmed(self) -> int:
        return self.status.confirmed_count if self.status else 0

    @property
    def other(self) -> int:
        return self.status.other_count if self.status else 0

    @property
    def badges(self) -> int:
        return self.status.badge_count if self.status else 0

    @property
    def origins(self) -> int:
        return self.status.origins_count if self.status else 0

    @property
    def is_spoken_of(self) -> bool:
        """Some breach is claimed, whatever it counts for."""
        return bool(self.confirmed or self.other or self.badges)

    @property
    def is_covered(self) -> bool:
        return self.state != State.NOT_COVERED

    @property
    def state(self) -> State:
        return State(self.status.state) if self.status else State.NO_INFORMATION


def board(agreement: Agreement, day: dt.date, known_by: dt.datetime | None = None) -> list[Row]:
    """The rows for a local day, worst first. Two queries, for an agreement fetched `with_terms`; some more for how it
    was known by a moment.
    """
    today, past = _results_known(agreement, day, known_by) if known_by else _results(agreement, day)
    days = [day - A_DAY * ago for ago in reversed(range(SPARK_DAYS))]
    found = daily_by_region(agreement, days[0], day, known_by)
    rows = []
    for covered in agreement.coverage.all():
        region, now = covered.region, today.get(covered.region_id)
        since_day, since_week = (change_between(past.get((region.pk, day - ago)), now) for ago in (A_DAY, A_WEEK))
        rows.append(Row(region, now, _spark(found.get(region.code, {}), days), since_day, since_week))
    return sorted(rows, key=_gravity)


def _results(agreement: Agreement, day: dt.date) -> tuple[dict[int, RegionStatus], dict[tuple[int, dt.date], "Stood"]]:
    """By region, the result of the day; by region and day, how it stood the day before and a week before.

    One query of plain values: three models a region would take most of the board's time.
    """
    today: dict[int, RegionStatus] = {}
    past: dict[tuple[int, dt.date], Stood] = {}
    rows = RegionStatus.objects.filter(agreement=agreement).on_days((day, day - A_DAY, day - A_WEEK)).order_by()
    for values in rows.values_list(*SHOWN):
        _pk, region_id, on, state, possible_state, *_rest = values
        if on == day:
            today[region_id] = RegionStatus.from_db(rows.db, SHOWN, values)
            today[region_id].agreement = agreement
        else:
            past[region_id, on] = Stood(state, possible_state)
    return today, past


def _results_known(
    agreement: Agreement, day: dt.date, known_by: dt.datetime
) -> tuple[dict[int, RegionStatus], dict[tuple[int, dt.date], "Stood"]]:
    """The same, as it was known by a moment."""
    found = known.statuses(agreement, day - A_WEEK, day, known_by)
    today = {region: row for (region, on), row in found.items() if on == day}
    return today, {key: Stood(row.state, row.possible_state) for key, row in found.items()}


def _spark(found: dict[dt.date, dict[str, int]], days: list[dt.date]) -> list[dict]:
    return [{"day": day, **found.get(day, NO_BREACH)} for day in days]


# How the board can be ordered, each the way one wants first: the worst, the most, or by the alphabet.
ORDERS = {
    "state": lambda row: _gravity(row),
    "region": lambda row: row.region.name,
    "days": lambda row: -sum(day["confirmed"] + day["other"] for day in row.spark),
    "confirmed": lambda row: -row.confirmed,
    "other": lambda row: -row.other,
    "single": lambda row: -row.badges,
    "coverage": lambda row: -row.origins,
    "day": lambda row: WAY_ORDER.index(row.change.way),
    "week": lambda row: WAY_ORDER.index(row.week.way),
}
WAY_ORDER = tuple(Way)


@dataclass(frozen=True)
class Order:
    """An order of the board's rows, or the opposite of it. `name`: one of ORDERS."""

    name: str
    is_reversed: bool = False

    @classmethod
    def parse(cls, text: str) -> "Order":
        """From the address: "confirmed", "-confirmed"; by state where it makes no sense."""
        name = text.removeprefix("-")
        return cls(name, text.startswith("-")) if name in ORDERS else cls("state")

    def sorted(self, rows: list[Row]) -> list[Row]:
        """Rows that are alike stay as the board has them: the worst first."""
        return sorted(rows, key=ORDERS[self.name], reverse=self.is_reversed)

    def toggled(self, name: str) -> str:
        """What the head of a column leads to: its order, or the opposite where that is the order now."""
        return f"-{name}" if name == self.name and not self.is_reversed else name

    def said(self, name: str) -> str:
        """The value of aria-sort at a column; empty where the rows are not ordered by it."""
        if name != self.name:
            return ""
        return "ascending" if (name == "region") != self.is_reversed else "descending"


def _gravity(row: Row) -> tuple:
    possible = State(row.status.possible_state) if row.status else State.NO_INFORMATION
    return GRAVITY.index(row.state), GRAVITY.index(possible), -row.confirmed, -row.other, row.region.name


def change_between(before: RegionStatus | Stood | None, today: RegionStatus | None) -> Change:
    """What moved between two days, and from what."""
    if before is None or today is None:
        return Change(Way.NOTHING)
    if before.state != today.state:
        return Change(_direction(State(before.state), State(today.state)), _(State(before.state).label))
    if before.possible_state != today.possible_state:
        wider = today.has_range and not before.has_range
        return Change(Way.WIDER if wider else Way.RANGE, _range_words(before))
    return Change(Way.SAME)


def _direction(was: State, now: State) -> Way:
    if was in COMPARABLE and now in COMPARABLE:
        return Way.WORSE if COMPARABLE.index(now) < COMPARABLE.index(was) else Way.BETTER
    return Way.KNOWN if was == State.NO_INFORMATION else Way.OTHER


def _range_words(status: RegionStatus | Stood) -> str:
    """The range of a day whose state is the same as now: "possibly Strained", or the state where there was none."""
    label = _(State(status.possible_state).label)
    return _("possibly %(state)s") % {"state": label} if status.has_range else label


def country_line(rows: list[Row]) -> str:
    """How the ceasefire stands, in words built from the regions: never one adjective for all."""
    wider = sum(1 for row in rows if row.status and row.status.has_range)
    line = state_line(Counter(row.state for row in rows))
    if wider:
        line += " " + ngettext(
            "In %(count)s of them the state is a range.", "In %(count)s of them the state is a range.", wider
        ) % {"count": wider}
    return line


def state_line(counts: Counter) -> str:
    """How many regions are in which state, worst first."""
    total = sum(counts.values())
    if not total:
        return _("No region has a result yet.")
    parts = ", ".join(f"{counts[state]} {state.label}" for state in GRAVITY if counts[state])
    return ngettext("%(count)s region: %(parts)s.", "%(count)s regions: %(parts)s.", total) % {
        "count": total, "parts": parts}  # fmt: skip
