"""The status board: a row a region, with its state, its range, and what moved since yesterday."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Agreement, Region, RegionStatus
from tracker.outputs import known
from tracker.outputs.counts import daily_by_region
from tracker.outputs.words import state_words
from tracker.vocab import State

SPARK_DAYS = 14
ONE_DAY = dt.timedelta(days=1)
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


@dataclass(frozen=True)
class Change:
    word: str
    was: str = ""

    @property
    def moved(self) -> bool:
        return bool(self.was)


@dataclass(frozen=True)
class Row:
    region: Region
    status: RegionStatus | None
    spark: list[dict]
    change: Change

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
    def state(self) -> State:
        return State(self.status.state) if self.status else State.NO_INFORMATION


def board(agreement: Agreement, day: dt.date, known_by: dt.datetime | None = None) -> list[Row]:
    """The rows for a local day, worst first. Two queries, for an agreement fetched `with_terms`; some more for how it
    was known by a moment.
    """
    statuses = known.statuses(agreement, day - ONE_DAY, day, known_by)
    sparks = daily_by_region(agreement, day - dt.timedelta(days=SPARK_DAYS - 1), day, known_by)
    rows = []
    for covered in agreement.coverage.all():
        region = covered.region
        today, before = statuses.get((region.pk, day)), statuses.get((region.pk, day - ONE_DAY))
        rows.append(Row(region, today, _spark(sparks.get(region.code, {}), day), change_between(before, today)))
    return sorted(rows, key=_gravity)


def _spark(days: dict[dt.date, Counter], last: dt.date) -> list[dict]:
    first = last - dt.timedelta(days=SPARK_DAYS - 1)
    each = (first + dt.timedelta(days=offset) for offset in range(SPARK_DAYS))
    return [{"day": day, "confirmed": days[day]["confirmed"] if day in days else 0,
             "other": days[day]["other"] if day in days else 0} for day in each]  # fmt: skip


def _gravity(row: Row) -> tuple:
    possible = State(row.status.possible_state) if row.status else State.NO_INFORMATION
    return GRAVITY.index(row.state), GRAVITY.index(possible), -row.confirmed, -row.other, row.region.name


def change_between(before: RegionStatus | None, today: RegionStatus | None) -> Change:
    """What moved since the day before, in one word, and what it was."""
    if before is None or today is None:
        return Change("")
    was = State(before.state).label
    if before.state != today.state:
        return Change(_direction(State(before.state), State(today.state)), was)
    if before.possible_state != today.possible_state:
        wider = today.has_range and not before.has_range
        return Change(_("Wider range") if wider else _("Range moved"), state_words(before.state, before.possible_state))
    return Change("")


def _direction(was: State, now: State) -> str:
    if was in COMPARABLE and now in COMPARABLE:
        return _("Worse") if COMPARABLE.index(now) < COMPARABLE.index(was) else _("Better")
    if was == State.NO_INFORMATION:
        return _("Now known")
    return _("Changed")


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
