"""The status rule for one track on one day: seven rules, the first that fits (DESIGN §8, RULES 2, 3, 5, 7).

A track is what is counted: confirmed breaches alone (C), or with the possible ones (C + U). The result is raw: what
the day's inputs say, before yesterday's state and silence are looked at (`status_hold`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from tracker.rules.baseline import Baseline, Ratio
from tracker.rules.coverage import CoverageSummary
from tracker.rules.parameters import METHOD_VERSION, Parameters
from tracker.vocab import State

__all__ = ["METHOD_VERSION", "DayFacts", "DayResult", "Parameters", "Step", "day_result"]


@dataclass(frozen=True)
class DayFacts:
    """All that the rule looks at for one track on one day.

    `day_number` is 1 on the local day of effect and below 1 before it. `n` counts breaches in the window of
    `window_days` days; `days_with` days of the window with any; `severity` the highest, 0 for none; `unverified`
    un-refuted claims in scope that the track does not count; `ledgers` monitors' counts above zero for the window.
    `ratios` holds the comparison with the baseline of this day and the days just before it, newest first, and is empty
    where there is no baseline. `mission` says that `n` is the tally of the mission that the agreement names.
    """

    day_number: int
    window_days: int
    coverage: CoverageSummary
    covered: bool = True
    ended: bool = False
    collapsed_by_editor: bool = False
    n: int = 0
    days_with: int = 0
    severity: int = 0
    origins: int = 0
    unverified: int = 0
    ledgers: int = 0
    baseline: Baseline | None = None
    ratios: tuple[Ratio, ...] = ()
    mission: bool = False


class Step(NamedTuple):
    """One rule of the ladder: whether it fired, and why or why not, in words with its inputs."""

    rule: int
    state: State
    fired: bool
    why: str


@dataclass(frozen=True)
class DayResult:
    """The rule that fired, its state, and the ladder down to it."""

    rule: int
    state: State
    ladder: tuple[Step, ...]


NOT_IN_EFFECT = "The ceasefire is not in effect yet."
BEFORE_EFFECT_TOO = frozenset({State.NOT_COVERED, State.ENDED, State.NO_INFORMATION})

Answer = tuple[bool, str]
Rule = Callable[[DayFacts, Parameters], Answer]


def day_result(facts: DayFacts, parameters: Parameters) -> DayResult:
    """Walk the rules in order; the last one always fires."""
    ladder: list[Step] = []
    for number, (state, rule) in enumerate(RULES, start=1):
        asked = facts.day_number >= 1 or state in BEFORE_EFFECT_TOO
        fired, why = rule(facts, parameters) if asked else (False, NOT_IN_EFFECT)
        ladder.append(Step(number, state, fired, why))
        if fired:
            break
    return DayResult(ladder[-1].rule, ladder[-1].state, tuple(ladder))


def _not_covered(facts: DayFacts, _: Parameters) -> Answer:
    if facts.covered:
        return False, "The region lies inside the agreement's territory."
    return True, "The region lies outside the agreement's territory."


def _ended(facts: DayFacts, _: Parameters) -> Answer:
    if facts.ended:
        return True, "The end of the agreement is recorded."
    return False, "No end of the agreement is recorded up to this day."


def _collapsed(facts: DayFacts, parameters: Parameters) -> Answer:
    if facts.collapsed_by_editor:
        return True, "An editor recorded the collapse."
    if not facts.ratios:
        return False, _no_baseline(facts, parameters)
    short = [words for met, words in _collapse_tests(facts, parameters) if not met]
    if short:
        return False, "; ".join(short) + "."
    return True, "; ".join(words for _, words in _collapse_tests(facts, parameters)) + "."


def _no_baseline(facts: DayFacts, parameters: Parameters) -> str:
    total = facts.baseline.total if facts.baseline else 0
    return (
        f"No baseline: {total} events before the ceasefire, {parameters.baseline_events} are needed; "
        "only an editor can record a collapse."
    )


def _collapse_tests(facts: DayFacts, parameters: Parameters) -> list[Answer]:
    """Each clause of rule 3 with its figure; probabilities are of this day and the days before it."""
    recent = facts.ratios[: parameters.collapsed_days_running]
    odds = " and ".join(f"{ratio.p_over:.2f}" for ratio in recent)
    running = len(recent) == parameters.collapsed_days_running
    sure = running and all(ratio.p_over >= parameters.collapsed_probability for ratio in recent)
    tests = [
        (
            sure,
            f"probability of a rate above {parameters.collapsed_share:.2f} of the baseline: {odds} "
            f"(needs {parameters.collapsed_probability:.2f} on {parameters.collapsed_days_running} days running)",
        ),
        (
            facts.n >= parameters.collapsed_breaches,
            f"breaches in the window: {facts.n} (needs {parameters.collapsed_breaches})",
        ),
        (
            facts.days_with >= parameters.collapsed_on_days,
            f"days with breaches: {facts.days_with} (needs {parameters.collapsed_on_days})",
        ),
    ]
    # A mission on site stands for two origins everywhere else (the confirm gate), so it does here.
    if not facts.mission:
        needed = parameters.collapsed_origins
        tests.append((facts.origins >= needed, f"independent origins: {facts.origins} (needs {needed})"))
    return tests


def _violated(facts: DayFacts, parameters: Parameters) -> Answer:
    if facts.mission:
        return _violated_by_tally(facts, parameters)
    grave = facts.n > 0 and facts.severity >= parameters.violated_severity
    often = facts.days_with >= parameters.violated_on_days
    words = (
        f"highest severity: {facts.severity or 'none'} (needs {parameters.violated_severity}); "
        f"days with breaches: {facts.days_with} of {facts.window_days} (needs {parameters.violated_on_days})."
    )
    return grave or often, words


def _violated_by_tally(facts: DayFacts, parameters: Parameters) -> Answer:
    if not facts.ratios:
        return False, "No baseline to read the mission's tally against."
    ratio, bar = facts.ratios[0].ratio, parameters.violated_mission_share
    return ratio > bar, f"The mission's tally runs at {ratio:.2f} of the baseline (needs over {bar:.2f})."


def _strained(facts: DayFacts, _: Parameters) -> Answer:
    what = "The mission's tally in the window" if facts.mission else "Breaches in the window"
    return facts.n > 0, f"{what}: {facts.n} (needs 1)."


def _holding(facts: DayFacts, parameters: Parameters) -> Answer:
    if facts.day_number == 1:
        return False, "Not asked on the first day."
    if facts.unverified or facts.ledgers:
        return False, f"{_open_claims(facts)} (there must be none)."
    needs = f"needs {parameters.coverage_origins}, of them {parameters.coverage_non_parties} not a party"
    words = facts.coverage.in_words()
    return facts.coverage.met, f"No breach; {words} ({needs})."


def _no_information(facts: DayFacts, _: Parameters) -> Answer:
    if facts.day_number < 1:
        return True, NOT_IN_EFFECT
    if facts.unverified or facts.ledgers:
        return True, f"{_open_claims(facts)}."
    return True, "No breach is counted, and too few report on the region to say that it holds."


def _open_claims(facts: DayFacts) -> str:
    """What stands against Holding and is counted nowhere: unverified claims, and monitors' own counts."""
    claims = f"{facts.unverified} unverified {'claim' if facts.unverified == 1 else 'claims'}"
    counts = f"{facts.ledgers} {'count' if facts.ledgers == 1 else 'counts'} of monitors above zero"
    return ", ".join(words for words, number in ((claims, facts.unverified), (counts, facts.ledgers)) if number)


RULES: tuple[tuple[State, Rule], ...] = (
    (State.NOT_COVERED, _not_covered),
    (State.ENDED, _ended),
    (State.COLLAPSED, _collapsed),
    (State.VIOLATED, _violated),
    (State.STRAINED, _strained),
    (State.HOLDING, _holding),
    (State.NO_INFORMATION, _no_information),
)
