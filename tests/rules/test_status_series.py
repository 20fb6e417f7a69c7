"""A region walked day by day, with the cast of `a_region`."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.rules.a_region import (
    NOBODY,
    ONE,
    QUIET_MONTH,
    TERMS,
    TWO,
    S,
    breach,
    on,
    reporting,
    states,
    walk,
)
from tracker.rules.baseline import Baseline
from tracker.rules.counting import Origin
from tracker.rules.parameters import Parameters
from tracker.rules.status_hold import NO_COVERAGE
from tracker.rules.status_series import StatusBreach, StatusTerms, series
from tracker.vocab import Reliability, Scope, Verification


def test_a_calm_region_holds_from_the_second_day_on():
    assert states(walk(last=4)) == [S.NO_INFORMATION, S.HOLDING, S.HOLDING, S.HOLDING]


def test_a_region_of_which_nobody_reports_never_holds():
    assert set(states(walk(coverage=NOBODY))) == {S.NO_INFORMATION}


def test_before_effect_and_without_an_hour_of_effect_nothing_is_known():
    assert states(walk([breach(-1)], first=-2, last=0)) == [S.NO_INFORMATION] * 3
    assert set(states(walk([breach(2)], terms=replace(TERMS, effective_at=None)))) == {S.NO_INFORMATION}


def test_one_confirmed_shot_strains_for_a_week_and_then_the_region_holds_again():
    results = walk([breach(2)], last=10)
    assert states(results) == [S.NO_INFORMATION] + [S.STRAINED] * 7 + [S.HOLDING] * 2
    assert [result.c for result in results] == [0] + [1] * 7 + [0] * 2
    assert results[1].confirmed.breach_ids == ("b2",)


def test_a_death_violates_and_the_way_back_is_one_step_a_day():
    results = walk([breach(2, severity=3)], last=11)
    assert states(results)[7:] == [S.VIOLATED, S.STRAINED, S.HOLDING, S.HOLDING]
    assert [result.confirmed.raw_state for result in results[8:]] == [S.HOLDING] * 3


def test_breaches_on_three_days_violate_and_three_on_one_day_do_not():
    assert walk([breach(2), breach(3), breach(4)], last=4)[-1].state is S.VIOLATED
    assert walk([breach(2, id=name) for name in "abc"], last=4)[-1].state is S.STRAINED


def test_a_breach_that_stands_for_three_is_counted_three_times_on_one_day():
    last = walk([breach(2, count=3)], last=3)[-1]
    assert (last.c, last.confirmed.days_with, last.state) == (3, 1, S.STRAINED)


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope not in (Scope.BREACH, Scope.CONTESTED)])
def test_excluded_groups_and_whatever_breaks_nothing_move_nothing(scope):
    results = walk([breach(2, scope=scope, severity=4)], last=4)
    assert states(results)[1:] == [S.HOLDING] * 3
    assert (results[-1].c, results[-1].u, results[-1].badges, results[-1].unverified) == (0, 0, 0, 0)


def test_a_possible_breach_moves_the_possible_state_alone_and_keeps_the_other_from_holding():
    result = walk([breach(2, verification=Verification.CORROBORATED)], last=3)[-1]
    assert (result.state, result.possible_state) == (S.NO_INFORMATION, S.STRAINED)
    assert (result.c, result.u, result.unverified) == (0, 1, 0)
    assert result.confirmed.breach_ids == ()
    assert result.possible.breach_ids == ("b2",)


def test_contested_scope_is_never_more_than_possible():
    result = walk([breach(2, scope=Scope.CONTESTED, severity=3)], last=2)[-1]
    assert (result.state, result.possible_state) == (S.NO_INFORMATION, S.VIOLATED)
    assert (result.c, result.u) == (0, 1)


def test_a_claim_of_one_origin_is_a_badge_however_many_relay_it():
    relayed = breach(2, verification=Verification.UNCONFIRMED, severity=4, origins=ONE * 5)
    result = walk([relayed], last=3)[-1]
    assert (result.state, result.possible_state) == (S.NO_INFORMATION, S.NO_INFORMATION)
    assert (result.c, result.u, result.badges, result.unverified) == (0, 0, 1, 1)
    assert result.in_words() == "No information, 1 unverified claim"


def test_one_trusted_origin_that_is_no_party_makes_it_possible():
    mission = (Origin("mission", reliability=Reliability.B),)
    result = walk([breach(2, verification=Verification.UNCONFIRMED, origins=mission)], last=2)[-1]
    assert (result.u, result.possible_state) == (1, S.STRAINED)


def test_a_claim_parked_as_unverifiable_counts_nowhere_and_keeps_the_region_from_holding():
    result = walk([breach(2, verification=Verification.UNVERIFIABLE)], last=2)[-1]
    assert (result.c, result.u, result.badges, result.unverified) == (0, 0, 0, 1)
    assert result.state is S.NO_INFORMATION


@pytest.mark.parametrize("change", [{"verification": Verification.REFUTED}, {"dropped": True}])
def test_a_refuted_and_a_dropped_claim_leave_no_trace(change):
    assert walk([breach(2, **change)], last=2)[-1].state is S.HOLDING


def test_a_refuted_report_that_was_held_against_the_region_improves_it_one_step_a_day_only():
    before = walk([breach(2, severity=3)], last=5)[-1]
    after = walk(first=6, last=7, previous=before)
    assert states([before, *after]) == [S.VIOLATED, S.STRAINED, S.HOLDING]


def test_silence_after_a_violation_is_stale_for_a_week_and_then_unknown():
    results = walk([breach(2, severity=3)], coverage=reporting(1, 2), last=18)
    # Until day 8 the breach is in the window; from day 9 on nothing is, and nobody reports.
    assert states(results)[7:] == [S.VIOLATED] * 8 + [S.NO_INFORMATION] * 3
    assert {result.confirmed.stale_since for result in results[8:]} == {on(9)}
    assert results[8].confirmed.held_because == NO_COVERAGE
    assert results[15].in_words() == "No information (last known: Violated)"


def test_after_silence_the_first_reports_of_calm_go_on_from_the_last_known_state():
    results = walk([breach(2, severity=3)], coverage=reporting(1, 2, 20), last=22)
    assert states(results)[18:] == [S.NO_INFORMATION, S.STRAINED, S.HOLDING, S.HOLDING]


def test_the_possible_state_is_held_on_its_own_clock():
    breaches = [breach(2, severity=3), breach(4, verification=Verification.CORROBORATED, severity=3)]
    results = walk(breaches, coverage=reporting(1, 2, 3), last=19)
    stale = [(result.confirmed.stale_since, result.possible.stale_since) for result in results]
    # The first breach leaves the window on day 9, when the reports of day 3 are in it still: one step, then silence.
    assert stale[8:11] == [(None, None), (on(10), None), (on(10), on(11))]
    assert [result.state for result in results[15:]] == [
        S.STRAINED,
        S.NO_INFORMATION,
        S.NO_INFORMATION,
        S.NO_INFORMATION,
    ]
    assert [result.possible_state for result in results[15:]] == [
        S.VIOLATED,
        S.VIOLATED,
        S.NO_INFORMATION,
        S.NO_INFORMATION,
    ]


def test_a_range_of_three_weeks_and_january_only_are_in_no_window():
    weeks = breach(2, date_to=on(22), severity=4)
    january = breach(3, id="january", date_to=on(33), severity=4)
    assert set(states(walk([weeks, january, breach(None, severity=4)], last=34))) == {S.NO_INFORMATION, S.HOLDING}


def test_two_days_count_on_the_first_of_them():
    results = walk([breach(3, date_to=on(4))], last=10)
    assert [result.c for result in results] == [0, 0] + [1] * 7 + [0]


def test_a_night_into_the_day_of_effect_counts_on_day_1():
    night = breach(0, date_to=on(1), scope=Scope.CONTESTED)
    assert [result.u for result in walk([night], last=8)] == [1] * 7 + [0]


def test_what_happened_before_effect_is_in_no_window():
    assert walk([breach(0)], last=1)[0].c == 0


def test_the_first_72_hours_are_provisional():
    assert [result.provisional for result in walk(first=0, last=5)] == [False, True, True, True, False, False]


def test_a_region_outside_is_not_covered_whatever_happens_there():
    assert set(states(walk([breach(2, severity=4)], terms=replace(TERMS, covered=False)))) == {S.NOT_COVERED}


def test_an_agreement_that_ended_shows_so_from_that_local_day_on():
    ended = replace(TERMS, ended_at=datetime(2017, 1, 3, 22, 30, tzinfo=UTC))  # half past midnight, 4 January
    results = walk([breach(2, severity=3)], terms=ended, last=7)
    assert states(results)[4:] == [S.VIOLATED, S.ENDED, S.ENDED]


def test_nothing_is_computed_beyond_the_data_horizon():
    assert [result.day for result in walk(terms=replace(TERMS, data_horizon=on(3)))] == [on(1), on(2), on(3)]


def test_an_editor_records_a_collapse_for_a_span_of_days():
    spans = replace(TERMS, collapsed=((on(3), on(4)),))
    assert states(walk(terms=spans, last=7))[1:] == [
        S.HOLDING,
        S.COLLAPSED,
        S.COLLAPSED,
        S.VIOLATED,
        S.STRAINED,
        S.HOLDING,
    ]
    assert walk(terms=replace(TERMS, collapsed=((on(3), None),)), last=30)[-1].state is S.COLLAPSED


def test_a_rate_of_six_times_the_baseline_collapses_on_the_second_sure_day():
    busy = [breach(day, count=3) for day in range(1, 11)]
    results = walk(busy, baseline=QUIET_MONTH, last=6)
    assert S.COLLAPSED in states(results)
    first = states(results).index(S.COLLAPSED)
    assert results[first].c >= 10 and results[first].confirmed.days_with >= 3
    assert results[first].confirmed.p_over >= 0.9 and results[first - 1].confirmed.p_over >= 0.9


def test_nine_events_before_the_ceasefire_are_no_baseline():
    busy = [breach(day, count=3) for day in range(1, 11)]
    result = walk(busy, baseline=Baseline((1,) * 9 + (0,) * 19))[-1]
    assert (result.state, result.confirmed.ratio, result.confirmed.p_over) == (S.VIOLATED, None, None)
    assert walk(busy, baseline=Baseline((1,) * 10 + (0,) * 18))[-1].state is S.COLLAPSED


def test_one_origin_for_everything_does_not_collapse():
    busy = [breach(day, count=3, origins=ONE) for day in range(1, 11)]
    assert walk(busy, baseline=QUIET_MONTH)[-1].state is S.VIOLATED


def test_the_ratio_is_taken_over_the_days_since_effect():
    first, result = walk([breach(1, count=2)], baseline=Baseline((1,) * 28), last=2)
    assert (first.confirmed.ratio, result.confirmed.ratio) == (pytest.approx(2.0), pytest.approx(1.0))
    assert result.confirmed.ratio_low < 1.0 < result.confirmed.ratio_high


def test_a_day_of_23_hours_is_one_day():
    kyiv = StatusTerms(datetime(2017, 3, 24, 22, tzinfo=UTC), None, "Europe/Kyiv")  # midnight to 25 March
    days = [date(2017, 3, 25) + timedelta(days=step) for step in range(9)]
    shot = StatusBreach("b", date(2017, 3, 26), None, Verification.CONFIRMED, Scope.BREACH, 1, TWO)
    results = series(days, [shot], NOBODY, None, kyiv, Parameters())
    assert [result.c for result in results] == [0] + [1] * 7 + [0]
    # 72 real hours from Saturday's midnight end at 01:00 on Tuesday, summer time.
    assert [result.provisional for result in results[:5]] == [True, True, True, True, False]


def test_a_change_on_a_past_day_is_replayed_from_there_with_the_same_result():
    breaches = [breach(2, severity=3), breach(12), breach(13, verification=Verification.CORROBORATED)]
    whole = walk(breaches, coverage=reporting(1, 2, 11, 12), last=30)
    for cut in range(1, 30):
        assert walk(breaches, reporting(1, 2, 11, 12), first=cut + 1, last=30, previous=whole[cut - 1]) == whole[cut:]


def test_a_gap_between_the_days_is_refused():
    with pytest.raises(ValueError, match=r"2016-12-30 is missing: got 2017-01-01"):
        series([on(1), on(3)], [], NOBODY, None, TERMS, Parameters())
    with pytest.raises(ValueError, match="is missing"):
        walk(first=4, last=5, previous=walk(last=2)[-1])


def test_a_monitors_own_count_is_never_added_but_keeps_the_region_from_holding():
    results = walk(terms=replace(TERMS, ledgers=((on(2), on(3)),)), last=11)
    assert states(results)[1:] == [S.NO_INFORMATION] * 8 + [S.HOLDING] * 2
    assert [result.ledgers for result in results] == [0] + [1] * 8 + [0] * 2
    assert {result.c for result in results} == {0}
