"""How the rate of breaches compares with the time before the ceasefire, and how sure that is (DESIGN §8, RULES 5).

Two Poisson rates, each with the prior Gamma(0.5, 0) of Jeffreys, so that a rate seen as n events in t days is
Gamma(0.5 + n, t). For X ~ Gamma(a) and Y ~ Gamma(b), X/(X + Y) ~ Beta(a, b), which gives the ratio of the two rates
in closed form (Price and Bonett, "Estimating the ratio of two Poisson rates", Computational Statistics & Data
Analysis 34, 2000, compare this interval with others). Violence comes in bursts, so counts are first divided by their
dispersion, variance over mean (quasi-Poisson: McCullagh and Nelder, "Generalized Linear Models", 1989, section 6.2).
"""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, lgamma, log
from statistics import fmean, variance

PRIOR_SHAPE = 0.5

# Continued fraction of the incomplete beta function: it converges in about sqrt(max(a, b)) steps.
_MOST_STEPS = 10_000
_EPSILON = 1e-14
_TINY = 1e-300
_ENDLESS = 1e7  # events: a rate that is known to a part in three thousand


@dataclass(frozen=True)
class Baseline:
    """Breaches per local day before the ceasefire, like for like with what is counted since (`daily`, oldest first)."""

    daily: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.daily)

    @property
    def rate(self) -> float:
        """Events a day."""
        return self.total / len(self.daily) if self.daily else 0.0

    @property
    def dispersion(self) -> float:
        """Variance over mean of the daily counts, at least 1; 1 where nothing happened."""
        if len(self.daily) < 2 or self.total == 0:
            return 1.0
        return max(1.0, variance(self.daily) / fmean(self.daily))


@dataclass(frozen=True)
class Ratio:
    """Rate now over baseline: the plain quotient, its interval, and the probability that it exceeds `share`."""

    ratio: float
    low: float
    high: float
    share: float
    p_over: float


def rate_interval(baseline: Baseline, level: float) -> tuple[float, float]:
    """The equal-tailed interval of the baseline's own rate, in events a day; `level` is its mass.

    The rate is Gamma(0.5 + n / dispersion), and that is what its ratio to the rate of an endless time tends to.
    """
    shape, days, tail = PRIOR_SHAPE + baseline.total / baseline.dispersion, len(baseline.daily), (1 - level) / 2
    low, high = (_as_ratio(beta_quantile(p, shape, _ENDLESS), 1 / _ENDLESS) for p in (tail, 1 - tail))
    return low * baseline.dispersion / days, high * baseline.dispersion / days


def compare(now: int, days: int, baseline: Baseline, *, share: float, level: float) -> Ratio:
    """Compare `now` events in `days` days with the baseline.

    `share` is the ratio that the tail is taken above, `level` the mass of the equal-tailed interval (0.9 = 5 to 95 %);
    with no event now it runs from 0. The baseline must hold at least one event, else ValueError.
    """
    if baseline.total == 0:
        raise ValueError("A baseline without events gives no ratio.")
    return _compare(now, days, baseline.total, len(baseline.daily), baseline.dispersion, share, level)


@lru_cache(maxsize=20_000)
def _compare(
    now: int, days: int, before: int, days_before: int, dispersion: float, share: float, level: float
) -> Ratio:
    a, b = PRIOR_SHAPE + now / dispersion, PRIOR_SHAPE + before / dispersion
    exposure = days / days_before
    tail = (1 - level) / 2
    low, high = (_as_ratio(beta_quantile(p, a, b), exposure) for p in (tail, 1 - tail))
    threshold = share * exposure / (1 + share * exposure)
    return Ratio(
        ratio=now / days / (before / days_before),
        low=low if now else 0.0,
        high=high,
        share=share,
        p_over=beta_cdf(1 - threshold, b, a),
    )


def _as_ratio(x: float, exposure: float) -> float:
    """The ratio of rates at x of Beta(a, b): odds of x, brought back to equal exposure."""
    return x / (1 - x) / exposure if x < 1 else float("inf")


def beta_cdf(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b) for a, b > 0.

    By the continued fraction 8.17.22 of the NIST Digital Library of Mathematical Functions, evaluated by the
    algorithm of Lentz as modified by Thompson and Barnett (Journal of Computational Physics 64, 1986).
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    # The fraction converges fast below the mean only; above it the mirror image I_x(a, b) = 1 - I_(1-x)(b, a) does.
    if x > (a + 1) / (a + b + 2):
        return 1.0 - beta_cdf(1 - x, b, a)
    front = exp(a * log(x) + b * log(1 - x) - _log_beta(a, b)) / a
    return min(1.0, front / _fraction(x, a, b))


def beta_quantile(p: float, a: float, b: float) -> float:
    """The x in 0..1 at which I_x(a, b) = p: Newton steps, halved wherever they would leave the bracket."""
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(200):
        miss = beta_cdf(x, a, b) - p
        if abs(miss) < 1e-10 or high - low < 1e-15:
            break
        low, high = (low, x) if miss > 0 else (x, high)
        density = exp((a - 1) * log(x) + (b - 1) * log(1 - x) - _log_beta(a, b))
        step = x - miss / density if density > _TINY else low
        x = step if low < step < high else (low + high) / 2
    return x


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _fraction(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + ...)), the denominator of DLMF 8.17.22."""
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, _MOST_STEPS):
        term = _term(step, x, a, b)
        d = 1 / _not_zero(1 + term * d)
        c = _not_zero(1 + term / c)
        value *= c * d
        if abs(c * d - 1) < _EPSILON:
            return value
    raise ArithmeticError(f"No convergence of the incomplete beta function at x={x}, a={a}, b={b}.")


def _term(step: int, x: float, a: float, b: float) -> float:
    m = step // 2
    if step % 2 == 0:
        return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
