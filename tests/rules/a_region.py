"""A region walked day by day. Day 1 is 30 December 2016 in Damascus; `on(n)` is day n."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tracker.rules.baseline import Baseline
from tracker.rules.counting import Origin
from tracker.rules.coverage import Coverage, Published
from tracker.rules.parameters import Parameters
from tracker.rules.status_series import DayStatus, StatusBreach, StatusTerms, series
from tracker.vocab import Scope, State, Verification

S = State
TERMS = StatusTerms(datetime(2016, 12, 29, 22, tzinfo=UTC), None, "Asia/Damascus")  # midnight to 30 December
ONE = (Origin("observatory"),)
TWO = (Origin("observatory"), Origin("hospital"))
QUIET_MONTH = Baseline((1, 0) * 14)


def on(day: int) -> date:
    return date(2016, 12, 29) + timedelta(days=day)


def breach(day: int | None, **facts) -> StatusBreach:
    plain = StatusBreach(
        f"b{day}", on(day) if day is not None else None, None, Verification.CONFIRMED, Scope.BREACH, 1, TWO
    )
    return replace(plain, **facts)


def reporting(*days: int) -> Coverage:
    """An agency and a monitor that normally report on the region published on these days."""
    items = tuple(Published(key, on(day)) for key in ("agency", "monitor") for day in days)
    return Coverage(items, frozenset({"agency", "monitor"}))


EVERY_DAY = reporting(*range(-10, 60))
NOBODY = Coverage()


def walk(breaches=(), coverage=EVERY_DAY, *, first=1, last=10, terms=TERMS, baseline=None, **more) -> list[DayStatus]:
    days = [on(day) for day in range(first, last + 1)]
    return series(days, list(breaches), coverage, baseline, terms, Parameters(), **more)


def states(results: list[DayStatus]) -> list[State]:
    return [result.state for result in results]
