"""From a day's raw result to the state that is shown: silence improves nothing, and better goes one step a day.

DESIGN §8 and RULES 4. Worse counts at once. Better counts where the day has coverage, one step a day; without it the
last state stands and is stale, and after seven days turns to "No information (last known X)". From there one goes on
from X: worse or the same at once, better with coverage only, one step a day. One thing is ours (docs/decisions/0011):
after the seven days a day whose own events fire Violated shows it, for they are information.
"""

from dataclasses import dataclass
from datetime import date

from tracker.rules.parameters import Parameters
from tracker.vocab import State

# From worst to best. No information stands outside: it is not a grade of calm.
GRADES = (State.COLLAPSED, State.VIOLATED, State.STRAINED, State.HOLDING)

NO_COVERAGE = "Silence improves nothing: too few reported, so the last state stands."
ONE_STEP = "A better state is reached one step a day."


@dataclass(frozen=True)
class Held:
    """The shown state of one track. `held_because` says why it differs from the raw one, empty where it does not.

    `stale_since` is the first day on which raw was better than shown without coverage; `last_known` is the state
    before "No information".
    """

    state: State
    held_because: str = ""
    stale_since: date | None = None
    last_known: State | None = None


def hold(before: Held | None, raw: State, *, coverage: bool, day: date, parameters: Parameters) -> Held:
    """The shown state of a day from the day before's (None on the first day) and the day's raw result."""
    base = _base(before)
    if base is None or raw in (State.NOT_COVERED, State.ENDED):
        return Held(raw)
    if raw in GRADES and _grade(raw) <= _grade(base):
        return Held(raw)
    if raw is State.NO_INFORMATION and base is State.HOLDING:
        return Held(raw, last_known=base)
    if not coverage:
        return _without_coverage(before, base, raw, day, parameters)
    return _one_step(before, base, raw)


def _base(before: Held | None) -> State | None:
    """The grade to go on from; none on the first day, after days without one, or where the region was not covered."""
    if before is None:
        return None
    return before.state if before.state in GRADES else before.last_known


def _without_coverage(before: Held, base: State, raw: State, day: date, parameters: Parameters) -> Held:
    """The last state stands, for seven days; then, and as long as nobody reports, there is no information.

    Where grave or daily breaches go on, that is known: Violated needs no coverage. Strained would, for that it is no
    worse is just what silence cannot tell.
    """
    is_over = before.stale_since is not None and (day - before.stale_since).days >= parameters.stale_days
    if raw is State.VIOLATED and (is_over or before.state is State.NO_INFORMATION):
        return Held(raw)
    if before.state is State.NO_INFORMATION:
        return Held(before.state, "" if raw is before.state else NO_COVERAGE, before.stale_since, base)
    since = before.stale_since or day
    if (day - since).days < parameters.stale_days:
        return Held(base, NO_COVERAGE, since)
    return Held(State.NO_INFORMATION, "" if raw is State.NO_INFORMATION else NO_COVERAGE, since, base)


def _one_step(before: Held, base: State, raw: State) -> Held:
    """With coverage: one grade better. No information for want of checked claims takes the place of Holding."""
    if raw is State.NO_INFORMATION and (base is State.STRAINED or before.state is raw):
        return Held(raw, last_known=base)
    step = GRADES[_grade(base) + 1]
    return Held(step, "" if step is raw else ONE_STEP)


def _grade(state: State) -> int:
    return GRADES.index(state)
