"""How often rule 3 calls a collapse that is none, and how often it sees one: 21 days after a baseline of 28.

The bars are those that the project set itself: at a quarter of the rate before at most 3 % of series ever show
Collapsed, at one and a half times the rate at least 75 % do, where the base rate is one a day or more. Below that ten
breaches in a week hardly occur, and rule 3 is not meant to fire.
"""

import random
from datetime import UTC, date, datetime, timedelta
from math import exp

import pytest

from tracker.rules.baseline import Baseline
from tracker.rules.counting import Origin
from tracker.rules.coverage import Coverage
from tracker.rules.parameters import Parameters
from tracker.rules.status_series import StatusBreach, StatusTerms, series
from tracker.vocab import Scope, State, Verification

DAY_1 = date(2017, 1, 1)
DAYS = [DAY_1 + timedelta(days=step) for step in range(21)]
TERMS = StatusTerms(datetime(2017, 1, 1, tzinfo=UTC), None, "UTC")
ORIGINS = (Origin("monitor"), Origin("agency"))


def poisson(rate: float, chance: random.Random) -> int:
    """Draw by counting how many uniform factors keep the product above exp(-rate) (Knuth, TAOCP 2, 3.4.1)."""
    product, drawn = chance.random(), 0
    while product > exp(-rate):
        product *= chance.random()
        drawn += 1
    return drawn


def collapses(base_rate: float, times: float, chance: random.Random) -> bool:
    """Whether one simulated series ever shows Collapsed."""
    baseline = Baseline(tuple(poisson(base_rate, chance) for _ in range(28)))
    counts = [poisson(base_rate * times, chance) for _ in DAYS]
    breaches = [
        StatusBreach(str(day), day, None, Verification.CONFIRMED, Scope.BREACH, 1, ORIGINS, count=count)
        for day, count in zip(DAYS, counts, strict=True)
        if count
    ]
    results = series(DAYS, breaches, Coverage(), baseline, TERMS, Parameters())
    return any(result.state is State.COLLAPSED for result in results)


def share_collapsed(base_rate: float, times: float, runs: int = 60) -> float:
    chance = random.Random(f"{base_rate} {times}")
    return sum(collapses(base_rate, times, chance) for _ in range(runs)) / runs


@pytest.mark.parametrize("base_rate", [0.2, 1, 3, 8])
def test_a_ceasefire_that_cuts_violence_to_a_quarter_is_hardly_ever_called_collapsed(base_rate):
    assert share_collapsed(base_rate, 0.25) <= 0.03


@pytest.mark.parametrize("base_rate", [1, 3, 8])
def test_violence_at_one_and_a_half_times_the_rate_before_is_called_collapsed(base_rate):
    assert share_collapsed(base_rate, 1.5) >= 0.75


def test_a_region_with_one_event_in_five_days_has_no_ratio_to_call_a_collapse_by():
    assert share_collapsed(0.2, 1.5) <= 0.03
