"""A state walked day by day: what comes before, what the day says, what is shown."""

from datetime import date, timedelta

import pytest

from tracker.rules.parameters import Parameters
from tracker.rules.status_hold import NO_COVERAGE, ONE_STEP, Held, hold
from tracker.vocab import State

S = State
DAY = date(2017, 1, 10)
REPORTED, SILENCE = True, False


def shown(before: Held | None, raw: State, coverage: bool, day: date = DAY) -> Held:
    return hold(before, raw, coverage=coverage, day=day, parameters=Parameters())


def walk(before: Held | None, *days: tuple[State, bool]) -> list[Held]:
    found = []
    for step, (raw, coverage) in enumerate(days):
        before = shown(before, raw, coverage, DAY + timedelta(days=step))
        found.append(before)
    return found


@pytest.mark.parametrize("raw", list(S))
@pytest.mark.parametrize("before", [None, Held(S.NO_INFORMATION), Held(S.NOT_COVERED), Held(S.ENDED)])
def test_where_nothing_was_known_any_state_follows_at_once(before, raw):
    assert shown(before, raw, SILENCE) == Held(raw)


@pytest.mark.parametrize("coverage", [REPORTED, SILENCE])
@pytest.mark.parametrize(
    ("before", "raw"),
    [
        (S.HOLDING, S.STRAINED),
        (S.HOLDING, S.COLLAPSED),
        (S.STRAINED, S.VIOLATED),
        (S.VIOLATED, S.VIOLATED),
        (S.VIOLATED, S.COLLAPSED),
    ],
)
def test_worse_and_the_same_count_at_once(before, raw, coverage):
    assert shown(Held(before), raw, coverage) == Held(raw)


@pytest.mark.parametrize("raw", [S.NOT_COVERED, S.ENDED])
def test_an_end_and_a_change_of_territory_count_at_once(raw):
    assert shown(Held(S.VIOLATED, stale_since=DAY), raw, SILENCE) == Held(raw)


def test_better_goes_one_step_a_day():
    found = walk(Held(S.COLLAPSED), *[(S.HOLDING, REPORTED)] * 4)
    assert [day.state for day in found] == [S.VIOLATED, S.STRAINED, S.HOLDING, S.HOLDING]
    assert [day.held_because for day in found] == [ONE_STEP, ONE_STEP, "", ""]


def test_better_does_not_overshoot_what_the_day_says():
    assert [day.state for day in walk(Held(S.COLLAPSED), *[(S.STRAINED, REPORTED)] * 3)] == [
        S.VIOLATED,
        S.STRAINED,
        S.STRAINED,
    ]


def test_silence_holds_the_state_for_seven_days_and_then_nothing_is_known():
    found = walk(Held(S.VIOLATED), *[(S.NO_INFORMATION, SILENCE)] * 9)
    assert [day.state for day in found] == [S.VIOLATED] * 7 + [S.NO_INFORMATION] * 2
    assert {day.stale_since for day in found} == {DAY}
    assert found[0].held_because == NO_COVERAGE
    assert found[6].last_known is None
    assert (found[7].last_known, found[8].last_known) == (S.VIOLATED, S.VIOLATED)
    assert found[8].held_because == ""


def test_one_day_of_coverage_starts_the_clock_anew():
    found = walk(
        Held(S.COLLAPSED),
        *[(S.NO_INFORMATION, SILENCE)] * 6,
        (S.HOLDING, REPORTED),
        *[(S.NO_INFORMATION, SILENCE)] * 2,
    )
    assert [day.state for day in found[5:]] == [S.COLLAPSED, S.VIOLATED, S.VIOLATED, S.VIOLATED]
    assert found[6].stale_since is None
    assert found[7].stale_since == DAY + timedelta(days=7)


def test_an_event_of_the_same_grade_ends_the_clock():
    found = walk(Held(S.STRAINED), (S.NO_INFORMATION, SILENCE), (S.STRAINED, SILENCE))
    assert found[0].stale_since == DAY
    assert found[1] == Held(S.STRAINED)


def test_a_milder_event_without_coverage_improves_nothing():
    found = walk(Held(S.VIOLATED), *[(S.STRAINED, SILENCE)] * 9)
    assert [day.state for day in found] == [S.VIOLATED] * 7 + [S.NO_INFORMATION] * 2
    assert found[8] == Held(S.NO_INFORMATION, NO_COVERAGE, DAY, S.VIOLATED)


def test_grave_events_that_go_on_without_coverage_are_not_called_no_information():
    found = walk(Held(S.COLLAPSED), *[(S.VIOLATED, SILENCE)] * 9)
    assert [day.state for day in found] == [S.COLLAPSED] * 7 + [S.VIOLATED] * 2
    assert found[7] == Held(S.VIOLATED)
    assert shown(STALE, S.VIOLATED, SILENCE) == Held(S.VIOLATED)
    assert shown(STALE, S.STRAINED, SILENCE).state == S.NO_INFORMATION


STALE = Held(S.NO_INFORMATION, stale_since=date(2017, 1, 1), last_known=S.COLLAPSED)


def test_after_silence_one_goes_on_from_the_last_known_state_step_by_step():
    found = walk(STALE, *[(S.HOLDING, REPORTED)] * 3)
    assert [day.state for day in found] == [S.VIOLATED, S.STRAINED, S.HOLDING]
    assert found[0].last_known is None


def test_after_silence_the_same_or_worse_counts_at_once():
    assert shown(STALE, S.COLLAPSED, SILENCE) == Held(S.COLLAPSED)
    assert shown(Held(S.NO_INFORMATION, last_known=S.STRAINED), S.VIOLATED, SILENCE) == Held(S.VIOLATED)


def test_after_silence_more_silence_changes_nothing():
    assert shown(STALE, S.NO_INFORMATION, SILENCE) == STALE
    assert shown(STALE, S.NO_INFORMATION, REPORTED).last_known is S.COLLAPSED


def test_a_region_that_held_and_is_no_longer_covered_is_unknown_at_once():
    assert shown(Held(S.HOLDING), S.NO_INFORMATION, SILENCE) == Held(S.NO_INFORMATION, last_known=S.HOLDING)


def test_coming_back_from_that_it_holds_at_once():
    assert shown(Held(S.NO_INFORMATION, last_known=S.HOLDING), S.HOLDING, REPORTED) == Held(S.HOLDING)


def test_with_coverage_unverified_claims_take_the_place_of_holding():
    found = walk(Held(S.VIOLATED), *[(S.NO_INFORMATION, REPORTED)] * 3, (S.HOLDING, REPORTED))
    assert [day.state for day in found] == [S.STRAINED, S.NO_INFORMATION, S.NO_INFORMATION, S.HOLDING]
    assert [day.held_because for day in found] == [ONE_STEP, "", "", ""]


def test_claims_after_silence_do_not_forget_the_last_known_state():
    found = walk(STALE, (S.NO_INFORMATION, REPORTED), (S.HOLDING, REPORTED))
    assert [day.state for day in found] == [S.NO_INFORMATION, S.VIOLATED]
