"""The status of one region, day after day: windows, counts, the two tracks, and what stands over from the day before.

DESIGN §8, RULES 1-8. Everything comes in as arguments; nothing here reads a clock or a database. What was known on a
date is had by passing only what was known then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from tracker.rules.baseline import Baseline, Ratio, compare
from tracker.rules.counting import Origin, blocks_holding, cell_of, independent_origins
from tracker.rules.coverage import Coverage, CoverageSummary, window
from tracker.rules.days import day_starts_within, is_undated, local_day
from tracker.rules.parameters import Parameters
from tracker.rules.status import DayFacts, day_result
from tracker.rules.status_day import DayStatus, Track
from tracker.rules.status_hold import Held, hold
from tracker.vocab import Cell, Scope, Verification

__all__ = ["DayStatus", "StatusBreach", "StatusTerms", "Track", "series"]


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
class _Counted:
    """What one track counts in one window."""

    n: int
    days: frozenset[date]
    breaches: tuple[StatusBreach, ...]


@dataclass(frozen=True)
class _Region:
    """The inputs of a series, with breaches by the day they count on."""

    by_day: Mapping[date, list[StatusBreach]]
    coverage: Coverage
    baseline: Baseline | None
    terms: StatusTerms
    parameters: Parameters
    windows: dict[tuple[date, bool], _Counted] = field(default_factory=dict)

    def in_window(self, day: date) -> list[StatusBreach]:
        return [breach for at in self.window_days(day) for breach in self.by_day.get(at, ())]

    def window_days(self, day: date) -> list[date]:
        first, last = window(day, self.terms.effect, self.parameters)
        return [first + timedelta(days=step) for step in range((last - first).days + 1)]

    def counted(self, day: date, possible: bool) -> _Counted:
        """The track's count over the window that ends on `day`; computed once, the next day looks back at it."""
        key = (day, possible)
        if key not in self.windows:
            self.windows[key] = self._count(day, possible)
        return self.windows[key]

    def _count(self, day: date, possible: bool) -> _Counted:
        tallies = self.terms.mission_tallies
        cells = {Cell.CONFIRMED} if tallies is None else set()
        cells |= {Cell.POSSIBLE} if possible else set()
        days = self.window_days(day)
        found = [(at, breach) for at in days for breach in self.by_day.get(at, ()) if breach.cell in cells]
        told = {at: tallies[at] for at in days if tallies.get(at)} if tallies is not None else {}
        return _Counted(
            n=sum(told.values()) + sum(breach.count for _, breach in found),
            days=frozenset(told) | {at for at, _ in found},
            breaches=tuple(breach for _, breach in found),
        )


def series(
    days: Iterable[date],
    breaches: Sequence[StatusBreach],
    coverage: Coverage,
    baseline: Baseline | None,
    terms: StatusTerms,
    parameters: Parameters,
    previous: DayStatus | None = None,
) -> list[DayStatus]:
    """The status of a region on each of the days, which must follow one another; none beyond the data horizon.

    `previous` is the stored result of the day before the first one; a change on a past day is replayed from that day
    on. `breaches` may reach further back and ahead. Raises ValueError where days or `previous` leave a gap.
    """
    region = _Region(_by_day(breaches, terms), coverage, baseline, terms, parameters)
    results: list[DayStatus] = []
    for day in _in_order(days, terms, previous):
        previous = _day_status(day, region, previous)
        results.append(previous)
    return results


def _in_order(days: Iterable[date], terms: StatusTerms, previous: DayStatus | None) -> Iterator[date]:
    last = previous.day if previous else None
    for day in days:
        if last is not None and day != last + timedelta(days=1):
            raise ValueError(f"The day after {last} is missing: got {day}.")
        if terms.data_horizon is not None and day > terms.data_horizon:
            return
        yield day
        last = day


def _by_day(breaches: Iterable[StatusBreach], terms: StatusTerms) -> Mapping[date, list[StatusBreach]]:
    """Each dated breach on its first day, but not before day 1; undated ones are in no window."""
    by_day: dict[date, list[StatusBreach]] = defaultdict(list)
    for breach in breaches:
        if terms.effect is None or is_undated(breach.date_from, breach.date_to):
            continue
        if (breach.date_to or breach.date_from) >= terms.effect:
            by_day[max(breach.date_from, terms.effect)].append(breach)
    return by_day


def _day_status(day: date, region: _Region, previous: DayStatus | None) -> DayStatus:
    first, last = window(day, region.terms.effect, region.parameters)
    coverage = region.coverage.summary(first, last, region.parameters)
    found = region.in_window(day)
    by_cell = {cell: sum(breach.count for breach in found if breach.cell is cell) for cell in Cell}
    tallies = region.terms.mission_tallies
    return DayStatus(
        day=day,
        confirmed=_track(day, region, coverage, previous.confirmed.held if previous else None, possible=False),
        possible=_track(day, region, coverage, previous.possible.held if previous else None, possible=True),
        c=by_cell[Cell.CONFIRMED] if tallies is None else region.counted(day, possible=False).n,
        u=by_cell[Cell.POSSIBLE],
        badges=by_cell[Cell.BADGE],
        unverified=_unverified(region, day, possible=True),
        ledgers=_ledgers(region, day),
        provisional=region.terms.is_provisional(day, region.parameters),
        coverage=coverage,
    )


def _track(day: date, region: _Region, coverage: CoverageSummary, before: Held | None, *, possible: bool) -> Track:
    facts = _facts(day, region, coverage, possible)
    result = day_result(facts, region.parameters)
    shown = hold(before, result.state, coverage=coverage.met, day=day, parameters=region.parameters)
    ratio = facts.ratios[0] if facts.ratios else None
    return Track(
        state=shown.state,
        raw_state=result.state,
        rule=result.rule,
        held_because=shown.held_because,
        stale_since=shown.stale_since,
        last_known=shown.last_known,
        days_with=facts.days_with,
        origins=facts.origins,
        breach_ids=tuple(breach.id for breach in region.counted(day, possible).breaches),
        ratio=ratio.ratio if ratio else None,
        ratio_low=ratio.low if ratio else None,
        ratio_high=ratio.high if ratio else None,
        p_over=ratio.p_over if ratio else None,
        ladder=result.ladder,
    )


def _facts(day: date, region: _Region, coverage: CoverageSummary, possible: bool) -> DayFacts:
    counted = region.counted(day, possible)
    effect = region.terms.effect
    return DayFacts(
        day_number=(day - effect).days + 1 if effect else 0,
        window_days=len(region.window_days(day)),
        coverage=coverage,
        covered=region.terms.covered,
        ended=region.terms.has_ended(day),
        collapsed_by_editor=region.terms.is_collapsed(day),
        n=counted.n,
        days_with=len(counted.days),
        severity=max((breach.severity for breach in counted.breaches), default=0),
        origins=independent_origins(origin for breach in counted.breaches for origin in breach.origins).independent,
        unverified=_unverified(region, day, possible=possible),
        ledgers=_ledgers(region, day),
        baseline=region.baseline,
        ratios=_ratios(day, region, possible),
        mission=region.terms.mission_tallies is not None,
    )


def _unverified(region: _Region, day: date, *, possible: bool) -> int:
    """Claims of the window that stand against Holding and that the track does not count."""
    ids = {breach.id for breach in region.counted(day, possible).breaches}
    return sum(breach.blocks and breach.id not in ids for breach in region.in_window(day))


def _ledgers(region: _Region, day: date) -> int:
    """Monitors' counts above zero whose period touches the window."""
    days = region.window_days(day)
    return region.terms.ledgers_in(days[0], days[-1]) if days else 0


def _ratios(day: date, region: _Region, possible: bool) -> tuple[Ratio, ...]:
    """The comparison with the baseline on this day and on those before it, newest first, none before day 1."""
    effect, parameters = region.terms.effect, region.parameters
    if effect is None or region.baseline is None or region.baseline.total < parameters.baseline_events:
        return ()
    days = (day - timedelta(days=back) for back in range(parameters.collapsed_days_running))
    return tuple(
        compare(
            region.counted(at, possible).n,
            len(region.window_days(at)),
            region.baseline,
            share=parameters.collapsed_share,
            level=parameters.interval,
        )
        for at in days
        if at >= effect
    )
