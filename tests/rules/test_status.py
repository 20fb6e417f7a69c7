"""The ladder, rule by rule: what fires it, and the nearest case that does not."""

from dataclasses import replace

import pytest

from tracker.rules.baseline import Baseline, Ratio
from tracker.rules.coverage import CoverageSummary
from tracker.rules.status import METHOD_VERSION, RULES, DayFacts, Parameters, day_result
from tracker.vocab import State

COVERED = CoverageSummary(True, 2, 1)
SILENT = CoverageSummary(False, 1, 1)
SURE = Ratio(1.5, 1.0, 2.0, 0.75, 0.95)
UNSURE = replace(SURE, p_over=0.89)
MONTH = Baseline((1,) * 28)

QUIET = DayFacts(day_number=20, window_days=7, coverage=COVERED, baseline=MONTH, ratios=(UNSURE, UNSURE))
COLLAPSE = replace(QUIET, n=10, days_with=3, severity=1, origins=2, ratios=(SURE, SURE))
TALLY = replace(QUIET, mission=True, n=40, days_with=7, ratios=(replace(UNSURE, ratio=0.51), UNSURE))


def result(facts: DayFacts):
    return day_result(facts, Parameters())


def state(facts: DayFacts, **change) -> State:
    return result(replace(facts, **change)).state


@pytest.mark.parametrize(
    ("facts", "rule", "expected"),
    [
        (replace(COLLAPSE, covered=False, ended=True), 1, State.NOT_COVERED),
        (replace(COLLAPSE, ended=True), 2, State.ENDED),
        (COLLAPSE, 3, State.COLLAPSED),
        (replace(COLLAPSE, ratios=(UNSURE, UNSURE)), 4, State.VIOLATED),
        (replace(QUIET, n=1, days_with=1, severity=3), 4, State.VIOLATED),
        (replace(QUIET, n=3, days_with=3, severity=1), 4, State.VIOLATED),
        (replace(QUIET, n=1, days_with=1, severity=2), 5, State.STRAINED),
        (replace(QUIET, n=30, days_with=2, severity=2), 5, State.STRAINED),
        (QUIET, 6, State.HOLDING),
        (replace(QUIET, coverage=SILENT), 7, State.NO_INFORMATION),
    ],
)
def test_the_first_rule_that_fits_fires(facts, rule, expected):
    assert (result(facts).rule, result(facts).state) == (rule, expected)


def test_the_ladder_says_of_every_rule_before_it_why_it_did_not_fire():
    ladder = result(QUIET).ladder
    assert [step.rule for step in ladder] == [1, 2, 3, 4, 5, 6]
    assert [step.fired for step in ladder] == [False] * 5 + [True]
    assert all(step.why.endswith(".") for step in ladder)
    assert ladder[2].why.startswith("probability of a rate above 0.75 of the baseline: 0.89 and 0.89 (needs 0.90")
    assert ladder[3].why == "highest severity: none (needs 3); days with breaches: 0 of 7 (needs 3)."


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"n": 9}, "breaches in the window: 9 (needs 10)"),
        ({"days_with": 2}, "days with breaches: 2 (needs 3)"),
        ({"origins": 1}, "independent origins: 1 (needs 2)"),
        ({"ratios": (SURE, UNSURE)}, "0.95 and 0.89"),
        ({"ratios": (UNSURE, SURE)}, "0.89 and 0.95"),
        ({"ratios": (SURE,)}, "0.95 (needs 0.90 on 2 days running)"),
    ],
)
def test_each_clause_of_collapsed_is_needed_and_named_where_it_lacks(change, words):
    found = result(replace(COLLAPSE, **change))
    assert found.state is not State.COLLAPSED
    assert words in found.ladder[2].why


def test_a_clause_that_is_met_is_not_named_among_those_that_lack():
    assert "origins" not in result(replace(COLLAPSE, n=9)).ladder[2].why


@pytest.mark.parametrize(("baseline", "events"), [(None, "0 events"), (Baseline((9,)), "9 events")])
def test_without_a_baseline_only_an_editor_can_call_a_collapse(baseline, events):
    facts = replace(COLLAPSE, baseline=baseline, ratios=())
    assert state(facts) is State.VIOLATED
    assert events in result(facts).ladder[2].why
    assert state(facts, collapsed_by_editor=True) is State.COLLAPSED


@pytest.mark.parametrize("coverage", [SILENT, CoverageSummary(False, 2, 0)])
def test_a_quiet_week_without_coverage_is_no_information(coverage):
    assert state(QUIET, coverage=coverage) is State.NO_INFORMATION


@pytest.mark.parametrize(("claims", "words"), [(1, "1 unverified claim."), (4, "4 unverified claims.")])
def test_unverified_claims_keep_a_region_from_holding(claims, words):
    found = result(replace(QUIET, unverified=claims))
    assert found.state is State.NO_INFORMATION
    assert found.ladder[-1].why == words
    assert found.ladder[5].why == words.replace(".", " (there must be none).")


def test_unverified_claims_move_nothing_else():
    assert state(QUIET, unverified=9, n=1, days_with=1, severity=1) is State.STRAINED


def test_no_region_holds_on_the_first_day():
    assert state(QUIET, day_number=1, window_days=1) is State.NO_INFORMATION
    assert state(QUIET, day_number=2, window_days=2) is State.HOLDING


def test_the_first_day_can_be_violated():
    assert state(QUIET, day_number=1, n=1, days_with=1, severity=4) is State.VIOLATED


@pytest.mark.parametrize("day", [0, -3])
def test_before_effect_there_is_no_information(day):
    found = result(replace(COLLAPSE, day_number=day, collapsed_by_editor=True))
    assert (found.rule, found.state) == (7, State.NO_INFORMATION)
    assert {step.why for step in found.ladder[2:]} == {"The ceasefire is not in effect yet."}


def test_before_effect_a_region_outside_is_not_covered_all_the_same():
    assert state(QUIET, day_number=0, covered=False) is State.NOT_COVERED


def test_a_missions_tally_violates_over_half_of_the_rate_before():
    assert state(TALLY) is State.VIOLATED
    assert state(TALLY, ratios=(replace(UNSURE, ratio=0.50), UNSURE)) is State.STRAINED


def test_a_missions_tally_is_not_read_by_days_or_severity():
    calm = (replace(UNSURE, ratio=0.1), UNSURE)
    assert state(TALLY, severity=4, ratios=calm) is State.STRAINED
    assert "mission's tally in the window: 40" in result(replace(TALLY, ratios=calm)).ladder[4].why


def test_a_missions_tally_of_nothing_holds():
    assert state(TALLY, n=0, days_with=0, ratios=(replace(UNSURE, ratio=0.0), UNSURE)) is State.HOLDING


def test_a_missions_tally_without_a_baseline_strains():
    assert state(TALLY, baseline=None, ratios=()) is State.STRAINED


def test_a_named_mission_is_enough_of_an_origin_for_a_collapse():
    assert state(TALLY, origins=0, ratios=(SURE, SURE)) is State.COLLAPSED


def test_every_state_has_one_rule_and_the_method_a_version():
    assert [rule_state for rule_state, _ in RULES] == list(State)
    assert METHOD_VERSION


def test_a_monitors_own_count_above_zero_keeps_a_region_from_holding():
    found = result(replace(QUIET, ledgers=2))
    assert found.state is State.NO_INFORMATION
    assert found.ladder[-1].why == "2 counts of monitors above zero."
