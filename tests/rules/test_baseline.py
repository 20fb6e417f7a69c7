import random
from math import comb

import pytest

from tracker.rules.baseline import Baseline, beta_cdf, beta_quantile, compare, rate_interval

ONE_A_DAY = Baseline((1,) * 28)


def ratio(now: int, days: int = 7, baseline: Baseline = ONE_A_DAY):
    return compare(now, days, baseline, share=0.75, level=0.90)


@pytest.mark.parametrize(("n", "k", "x"), [(10, 3, 0.2), (40, 25, 0.5), (200, 20, 0.08), (7, 7, 0.9), (60, 1, 0.001)])
def test_the_incomplete_beta_function_is_the_binomial_tail(n, k, x):
    """DLMF 8.17.5: I_x(k, n - k + 1) is the probability of k or more of n."""
    tail = sum(comb(n, i) * x**i * (1 - x) ** (n - i) for i in range(k, n + 1))
    assert beta_cdf(x, k, n - k + 1) == pytest.approx(tail, rel=1e-10)


def test_the_incomplete_beta_function_of_halves_is_the_arcsine_law():
    assert beta_cdf(0.5, 0.5, 0.5) == pytest.approx(0.5)
    assert beta_cdf(0.25, 0.5, 0.5) == pytest.approx(1 / 3)  # (2/pi) asin(sqrt(0.25))


def test_it_is_0_and_1_at_its_ends():
    assert (beta_cdf(0, 2, 3), beta_cdf(-1, 2, 3), beta_cdf(1, 2, 3), beta_cdf(2, 2, 3)) == (0, 0, 1, 1)


@pytest.mark.parametrize("p", [0.001, 0.05, 0.5, 0.95, 0.999])
@pytest.mark.parametrize(("a", "b"), [(0.5, 12.3), (0.5, 0.5), (300, 900), (30_000.5, 140_000.5), (2, 1)])
def test_the_quantile_turns_the_function_back(p, a, b):
    assert beta_cdf(beta_quantile(p, a, b), a, b) == pytest.approx(p, abs=1e-8)


def test_the_tail_is_what_drawing_from_the_two_gamma_rates_gives():
    chance, draws = random.Random(1), 40_000
    over = sum(chance.gammavariate(9.5, 1) / 7 > 0.75 * chance.gammavariate(28.5, 1) / 28 for _ in range(draws))
    assert ratio(9).p_over == pytest.approx(over / draws, abs=0.01)


def test_the_interval_is_what_drawing_from_the_two_gamma_rates_gives():
    chance = random.Random(2)
    drawn = sorted(chance.gammavariate(9.5, 1) / 7 / (chance.gammavariate(28.5, 1) / 28) for _ in range(20_000))
    assert ratio(9).low == pytest.approx(drawn[1_000], rel=0.03)
    assert ratio(9).high == pytest.approx(drawn[19_000], rel=0.03)


def test_the_interval_of_the_rate_is_the_chi_square_law_of_twice_the_count():
    """38 events and a half before: half of the chi square quantiles of 77 degrees of freedom."""
    low, high = rate_interval(Baseline((1,) * 20 + (2,) * 9 + (0,) * 9), 0.90)
    assert (low * 38, high * 38) == (pytest.approx(57.786 / 2, rel=1e-3), pytest.approx(98.484 / 2, rel=1e-3))


def test_bursts_make_the_interval_of_the_rate_wider():
    even, bursts = Baseline((2,) * 28), Baseline((0,) * 24 + (14,) * 4)
    (low, high), (lower, higher) = rate_interval(even, 0.90), rate_interval(bursts, 0.90)
    assert lower < low < even.rate == bursts.rate < high < higher


def test_the_ratio_is_the_plain_quotient_of_the_two_rates():
    assert ratio(14).ratio == pytest.approx(2.0)
    assert ratio(3, days=2).ratio == pytest.approx(1.5)


def test_the_quotient_lies_inside_its_interval_and_nothing_starts_at_zero():
    for now in range(60):
        assert ratio(now).low <= ratio(now).ratio <= ratio(now).high
    assert ratio(0).low == 0


def test_more_breaches_make_a_collapse_more_likely():
    odds = [ratio(now).p_over for now in range(20)]
    assert odds == sorted(odds)
    assert odds[0] < 0.01 and odds[-1] > 0.99


def test_a_day_that_counts_as_many_as_a_week_says_more():
    assert ratio(5, days=1).p_over > ratio(5, days=7).p_over


def test_bursts_before_the_ceasefire_widen_the_interval():
    bursts = Baseline((7, 0, 0, 0, 0, 0, 0) * 4)
    assert bursts.total == ONE_A_DAY.total
    assert bursts.dispersion == pytest.approx(6.222, abs=0.001)  # variance 6.22 over mean 1
    assert ratio(14, baseline=bursts).high > ratio(14).high
    assert ratio(14, baseline=bursts).p_over < ratio(14).p_over


def test_even_counts_do_not_sharpen_it():
    assert ONE_A_DAY.dispersion == 1


@pytest.mark.parametrize("daily", [(), (0,) * 28, (3,)])
def test_where_nothing_can_be_said_of_the_dispersion_it_is_one(daily):
    assert Baseline(daily).dispersion == 1


def test_the_rate_is_in_events_a_day():
    assert Baseline((2, 4)).rate == 3
    assert Baseline(()).rate == 0


def test_a_baseline_without_events_gives_no_ratio():
    with pytest.raises(ValueError, match="without events"):
        ratio(3, baseline=Baseline((0,) * 28))


def test_a_missions_hundreds_of_thousands_are_compared_as_well():
    many = ratio(30_000, baseline=Baseline((5_000,) * 28))
    assert many.ratio == pytest.approx(0.857, abs=0.001)
    assert many.low == pytest.approx(many.ratio, rel=0.02)
