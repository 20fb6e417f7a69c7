"""The figures of speed. Each measure is a function that yields lines, each with a peer taken in the same run."""

import gc
import statistics
import time
from collections.abc import Callable

ROUNDS = 20


def median_ms(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Milliseconds that `act` takes, the median of some rounds after one that warms up."""
    act()
    return statistics.median(timed_ms(act) for _ in range(rounds))


def freeze() -> None:
    """Let the collector of garbage pass over what is loaded, as the web process does (config/memory.py)."""
    gc.collect()
    gc.freeze()


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def timed_ms(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - started)
