"""Where the agreement names a mission, its tallies stand for the confirmed breaches (RULES 7)."""

from dataclasses import replace

import pytest

from tests.rules.a_region import TERMS, S, breach, on, walk
from tracker.rules.baseline import Baseline
from tracker.vocab import Verification

MISSION = replace(TERMS, mission_tallies={on(day): 10 for day in range(1, 40)})


def test_a_named_missions_tallies_stand_for_the_confirmed_breaches():
    result = walk([breach(2, severity=4)], terms=MISSION, baseline=Baseline((100,) * 28), last=7)[-1]
    assert (result.c, result.state, result.confirmed.ratio) == (70, S.STRAINED, pytest.approx(0.1))
    assert result.confirmed.breach_ids == ()


def test_over_half_of_the_rate_before_a_missions_tally_violates():
    assert walk(terms=MISSION, baseline=Baseline((19,) * 28))[-1].state is S.VIOLATED
    assert walk(terms=MISSION, baseline=Baseline((20,) * 28))[-1].state is S.STRAINED


def test_a_missions_tally_back_at_the_rate_before_collapses():
    assert walk(terms=MISSION, baseline=Baseline((10,) * 28))[-1].state is S.COLLAPSED


def test_a_possible_breach_is_added_to_a_missions_tally():
    silent = replace(TERMS, mission_tallies={on(day): 0 for day in range(1, 11)})
    result = walk([breach(9, verification=Verification.CORROBORATED)], terms=silent)[-1]
    assert (result.c, result.u, result.state, result.possible_state) == (0, 1, S.NO_INFORMATION, S.STRAINED)


def test_without_a_named_mission_nothing_but_breaches_is_counted():
    assert walk(terms=replace(MISSION, mission_tallies=None))[-1].c == 0
