"""What the status of one region is made of, counted by day and by window: breaches, and the agreement's terms."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import chain

from tracker.rules.baseline import Baseline
from tracker.rules.counting import Origin, blocks_holding, cell_of, independent_origins
from tracker.rules.coverage import Coverage, SummedUp, window
from tracker.rules.days import day_starts_within, local_day
from tracker.rules.parameters import Parameters
from tracker.vocab import Cell, Scope, Verification


@dataclass(frozen=True)
class StatusBreach:
    """A breach placed at least to the region. Days are local; `count` is how many it stands for ("three raids")."""

    id: str
    date_from: date | None
    date_to: date | None
    verification: Verification
    scope: Scope
    severity: int
    origins: tuple[Origin, ...] = ()
    count: int = 1
    dropped: bool = False

    @cached_property
    def cell(self) -> Cell:
        return cell_of(self.verification, self.scope, independent_origins(self.origins), dropped=self.dropped)

    @cached_property
    def blocks(self) -> bool:
        return blocks_holding(self.verification, self.scope, dropped=self.dropped)


@dataclass(frozen=True)
class StatusTerms:
    """What the status of one region needs of its agreement. Datetimes are aware, days local, spans closed.

    `covered`: the region lies in the territory. `data_horizon`: the last day that data reach to; nothing is computed
    beyond. `collapsed`: days on which an editor recorded a collapse (an open end is None). `mission_tallies`: tallies
    by day of the mission that the agreement names, standing for C; None where it names none. `ledgers`: the periods
    (first and last day) for which a monitor's count of the region is above zero: claims that are counted nowhere.
    """

    effective_at: datetime | None
    ended_at: datetime | None
    timezone: str
    covered: bool = True
    data_horizon: date | None = None
    collapsed: tuple[tuple[date, date | None], ...] = ()
    mission_tallies: Mapping[date, int] | None = None
    ledgers: tuple[tuple[date, date], ...] = ()

    @cached_property
    def effect(self) -> date | None:
        """Day 1."""
        return local_day(self.effective_at, self.timezone) if self.effective_at else None

    def has_ended(self, day: date) -> bool:
        return self.ended_at is not None and day >= local_day(self.ended_at, self.timezone)

    def is_collapsed(self, day: date) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in self.collapsed)

    def ledgers_in(self, first: date, last: date) -> int:
        """How many ledgers speak of a day between the two, both included."""
        return sum(start <= last and first <= end for start, end in self.ledgers)

    def is_provisional(self, day: date, parameters: Parameters) -> bool:
        if self.effective_at is None or day < self.effect:
            return False
        return day_starts_within(day, self.effective_at, parameters.provisional_hours, self.timezone)


@dataclass(frozen=True)
class Counted:
    """What one track counts on one day, or in the days of one window. `unverified`: what stands against Holding and is
    not counted.
    """

    n: int
    days_with: int
    ids: tuple[str, ...]
    severity: int
    origins: frozenset[Origin]
    unverified: int


@dataclass(frozen=True)
class RegionInputs:
    """The inputs of a series, with breaches by the day they count on."""

    by_day: Mapping[date, list[StatusBreach]]
    coverage: Coverage | SummedUp
    baseline: Baseline | None
    terms: StatusTerms
    parameters: Parameters
    days: dict[tuple[date, bool], Counted] = field(default_factory=dict)
    windows: dict[tuple[date, bool], Counted] = field(default_factory=dict)
    cells: dict[date, Counter] = field(default_factory=dict)

    def by_cell(self, day: date) -> Counter:
        """Events of the window that ends on `day`, by cell."""
        return sum((self._cells_of(at) for at in self.window_days(day)), Counter())

    def _cells_of(self, at: date) -> Counter:
        if at not in self.cells:
            self.cells[at] = Counter()
            for breach in self.by_day.get(at, ()):
                self.cells[at][breach.cell] += breach.count
        return self.cells[at]

    def window_days(self, day: date) -> list[date]:
        first, last = window(day, self.terms.effect, self.parameters)
        return [first + timedelta(days=step) for step in range((last - first).days + 1)]

    def counted(self, day: date, possible: bool) -> Counted:
        """The track's count over the window that ends on `day`; computed once, the next day looks back at it."""
        key = (day, possible)
        if key not in self.windows:
            self.windows[key] = _together([self._of_day(at, possible) for at in self.window_days(day)])
        return self.windows[key]

    def _of_day(self, at: date, possible: bool) -> Counted:
        """Counted once, though seven windows look at it."""
        key = (at, possible)
        if key not in self.days:
            self.days[key] = self._count(at, possible)
        return self.days[key]

    def _count(self, at: date, possible: bool) -> Counted:
        tallies = self.terms.mission_tallies
        cells = {Cell.CONFIRMED} if tallies is None else set()
        cells |= {Cell.POSSIBLE} if possible else set()
        told = (tallies.get(at) or 0) if tallies is not None else 0
        of_day = self.by_day.get(at, ())
        found = [breach for breach in of_day if breach.cell in cells]
        return Counted(
            n=told + sum(breach.count for breach in found),
            days_with=bool(told or found),
            ids=tuple(breach.id for breach in found),
            severity=max((breach.severity for breach in found), default=0),
            origins=frozenset(origin for breach in found for origin in breach.origins),
            unverified=sum(breach.blocks and breach.cell not in cells for breach in of_day),
        )


def _together(days: Sequence[Counted]) -> Counted:
    return Counted(
        n=sum(day.n for day in days),
        days_with=sum(day.days_with for day in days),
        ids=tuple(chain.from_iterable(day.ids for day in days)),
        severity=max((day.severity for day in days), default=0),
        origins=frozenset().union(*(day.origins for day in days)),
        unverified=sum(day.unverified for day in days),
    )
