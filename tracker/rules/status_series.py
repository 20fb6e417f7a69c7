"""The status of one region, day after day: windows, counts, the two tracks, and what stands over from the day before.

DESIGN §8, RULES 1-8. Everything comes in as arguments; nothing here reads a clock or a database. What was known on a
date is had by passing only what was known then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from tracker.rules.baseline import Baseline, Ratio, compare
from tracker.rules.counting import independent_origins
from tracker.rules.coverage import Coverage, CoverageSummary, SummedUp, window
from tracker.rules.days import is_undated
from tracker.rules.parameters import Parameters
from tracker.rules.status import DayFacts, day_result
from tracker.rules.status_counts import RegionInputs, StatusBreach, StatusTerms
from tracker.rules.status_day import DayStatus, Track
from tracker.rules.status_hold import Held, hold
from tracker.vocab import Cell

__all__ = ["DayStatus", "StatusBreach", "StatusTerms", "Track", "reach_of", "series"]


def series(
    days: Iterable[date],
    breaches: Sequence[StatusBreach],
    coverage: Coverage | SummedUp,
    baseline: Baseline | None,
    terms: StatusTerms,
    parameters: Parameters,
    previous: DayStatus | None = None,
) -> list[DayStatus]:
    """The status of a region on each of the days, which must follow one another; none beyond the data horizon.

    `previous` is the stored result of the day before the first one; a change on a past day is replayed from that day
    on. `breaches` may reach further back and ahead. Raises ValueError where days or `previous` leave a gap.
    """
    region = RegionInputs(_by_day(breaches, terms), coverage, baseline, terms, parameters)
    results: list[DayStatus] = []
    for day in _in_order(days, terms, previous):
        previous = _day_status(day, region, previous)
        results.append(previous)
    return results


def reach_of(parameters: Parameters) -> timedelta:
    """How long after its own day a breach is counted: in the windows that hold the day, and where these are looked back
    at. What follows later goes on from the results up to then, and from nothing else of it.
    """
    return timedelta(days=parameters.window_days + parameters.collapsed_days_running - 2)


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


def _day_status(day: date, region: RegionInputs, previous: DayStatus | None) -> DayStatus:
    first, last = window(day, region.terms.effect, region.parameters)
    coverage = region.coverage.summary(first, last, region.parameters)
    by_cell = region.by_cell(day)
    tallies = region.terms.mission_tallies
    return DayStatus(
        day=day,
        confirmed=_track(day, region, coverage, previous.confirmed.held if previous else None, possible=False),
        possible=_track(day, region, coverage, previous.possible.held if previous else None, possible=True),
        c=by_cell[Cell.CONFIRMED] if tallies is None else region.counted(day, possible=False).n,
        u=by_cell[Cell.POSSIBLE],
        badges=by_cell[Cell.BADGE],
        unverified=region.counted(day, possible=True).unverified,
        ledgers=_ledgers(region, day),
        provisional=region.terms.is_provisional(day, region.parameters),
        coverage=coverage,
    )


def _track(day: date, region: RegionInputs, coverage: CoverageSummary, before: Held | None, *, possible: bool) -> Track:
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
        breach_ids=region.counted(day, possible).ids,
        ratio=ratio.ratio if ratio else None,
        ratio_low=ratio.low if ratio else None,
        ratio_high=ratio.high if ratio else None,
        p_over=ratio.p_over if ratio else None,
        ladder=result.ladder,
    )


def _facts(day: date, region: RegionInputs, coverage: CoverageSummary, possible: bool) -> DayFacts:
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
        days_with=counted.days_with,
        severity=counted.severity,
        origins=independent_origins(counted.origins).independent,
        unverified=counted.unverified,
        ledgers=_ledgers(region, day),
        baseline=region.baseline,
        ratios=_ratios(day, region, possible),
        mission=region.terms.mission_tallies is not None,
    )


def _ledgers(region: RegionInputs, day: date) -> int:
    """Monitors' counts above zero whose period touches the window."""
    days = region.window_days(day)
    return region.terms.ledgers_in(days[0], days[-1]) if days else 0


def _ratios(day: date, region: RegionInputs, possible: bool) -> tuple[Ratio, ...]:
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
