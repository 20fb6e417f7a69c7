"""What the rule would say of a breach's region on its day, for each decision that can be made about the breach."""

import datetime as dt
from dataclasses import dataclass, replace

from tracker.actions.status_inputs import Inputs, inputs_of, status_breach, summed_up
from tracker.models import AgreementRegion, Breach, RegionStatus
from tracker.rules.parameters import Parameters
from tracker.rules.status_day import DayStatus
from tracker.rules.status_series import StatusBreach, series
from tracker.vocab import State, Verification

ONE_DAY = dt.timedelta(days=1)
DROPPED = "dropped"


@dataclass(frozen=True)
class Outcome:
    """`state` and `possible` of the region on the breach's last day."""

    state: State
    possible: State


def outcomes(breach: Breach, choices: list[str], now: dt.datetime) -> dict[str, Outcome]:
    """Choice → outcome; a choice is a verification, "dropped", or "" for as it stands. Empty where no status is kept:
    a breach without a region or a day, outside the territory's regions, or beyond the data.

    `breach` comes with its claims. Nothing is written.
    """
    covered = AgreementRegion.objects.filter(agreement=breach.agreement, region=breach.region_id).first()
    if covered is None or breach.date_from is None:
        return {}
    first = max(breach.date_from, breach.agreement.first_day)
    last = max(breach.date_to or breach.date_from, first)
    if last > breach.agreement.last_day(now):
        return {}
    rows = RegionStatus.objects.current().filter(agreement=breach.agreement, region=breach.region_id)
    stored = {row.day: row for row in rows.filter(day__gte=first - ONE_DAY, day__lte=last).order_by()}
    before = stored.get(first - ONE_DAY)
    if before is None and first > breach.agreement.first_day:
        first = breach.agreement.first_day
    days = [first + ONE_DAY * step for step in range((last - first).days + 1)]
    # No decision changes what was published.
    known = summed_up(stored.values())
    inputs = inputs_of(breach.agreement, covered, first, last, coverage=known if known.has(days) else None)
    mine = status_breach(breach)
    found, known = {}, {}
    for choice in choices:
        as_if = _as_if(mine, choice)
        counts_as = (as_if.cell, as_if.blocks)  # all that the rule sees of a decision
        if counts_as not in known:
            known[counts_as] = _results(inputs, days, as_if, before)
        if (results := known[counts_as]) and results[-1].day == last:
            found[choice] = Outcome(results[-1].state, results[-1].possible_state)
    return found


def _as_if(mine: StatusBreach, choice: str) -> StatusBreach:
    if choice == DROPPED:
        return replace(mine, dropped=True)
    return replace(mine, verification=Verification(choice), dropped=False) if choice else mine


def _results(inputs: Inputs, days: list[dt.date], mine: StatusBreach, before: RegionStatus | None) -> list[DayStatus]:
    breaches = [mine, *(other for other in inputs.breaches if other.id != mine.id)]
    former = DayStatus.from_json(before.result) if before else None
    return list(series(days, breaches, inputs.coverage, inputs.baseline, inputs.terms, Parameters(), former))
