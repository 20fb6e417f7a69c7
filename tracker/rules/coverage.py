"""Did anyone look? Who normally reports on a region, who did in the window, who fell silent (DESIGN §8, RULES 3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tracker.rules.counting import voice
from tracker.rules.parameters import Parameters


@dataclass(frozen=True)
class Published:
    """An origin published something about the region on a local day; a calm report counts like any other.

    `key` names the origin (relays are folded before), `side` the party that it belongs to, if any.
    """

    key: str
    day: date
    side: str | None = None


@dataclass(frozen=True)
class CoverageSummary:
    """Coverage of one window. `reporting` and `silent` name origins that normally report on the region."""

    met: bool
    independent: int
    non_parties: int
    reporting: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    def in_words(self) -> str:
        """The figures as half a sentence."""
        return f"independent origins reporting: {self.independent}, of them not parties: {self.non_parties}"

    def as_json(self) -> dict[str, Any]:
        return {
            "met": self.met,
            "independent": self.independent,
            "non_parties": self.non_parties,
            "reporting": list(self.reporting),
            "silent": list(self.silent),
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "CoverageSummary":
        """The summary that `as_json` wrote."""
        return cls(**{**row, "reporting": tuple(row["reporting"]), "silent": tuple(row["silent"])})


@dataclass(frozen=True)
class Coverage:
    """All that was published about a region, and the origins that an editor listed as normally reporting on it.

    `sides` gives the party of a listed origin that has published nothing yet; published items carry their own.
    """

    items: tuple[Published, ...] = ()
    listed: frozenset[str] = frozenset()

    @cached_property
    def _days(self) -> Mapping[str, set[date]]:
        days: dict[str, set[date]] = defaultdict(set)
        for item in self.items:
            days[item.key].add(item.day)
        return days

    @cached_property
    def _sides(self) -> Mapping[str, str | None]:
        return {item.key: item.side for item in self.items}

    def summary(self, first: date, last: date, parameters: Parameters) -> CoverageSummary:
        """Coverage over the window of days from `first` to `last`, both included."""
        normal = [key for key in sorted({*self._days, *self.listed}) if self._is_normal(key, last, parameters)]
        reporting = [key for key in normal if _any_between(self._days.get(key, ()), first, last)]
        voices = {voice(key, self._sides[key]) for key in reporting}
        non_parties = sum(kind == "name" for kind, _ in voices)
        return CoverageSummary(
            met=len(voices) >= parameters.coverage_origins and non_parties >= parameters.coverage_non_parties,
            independent=len(voices),
            non_parties=non_parties,
            reporting=tuple(reporting),
            silent=tuple(key for key in normal if key not in reporting),
        )

    def _is_normal(self, key: str, day: date, parameters: Parameters) -> bool:
        if key in self.listed:
            return True
        ages = ((day - published).days for published in self._days.get(key, ()))
        weeks = {age // 7 for age in ages if 0 <= age < 7 * parameters.normal_of_weeks}
        return len(weeks) >= parameters.normal_weeks


@dataclass(frozen=True)
class SummedUp:
    """Coverage that was counted before, by the last day of its window; answers as `Coverage` does."""

    by_day: Mapping[date, CoverageSummary]

    def summary(self, _first: date, last: date, _parameters: Parameters) -> CoverageSummary:
        return self.by_day[last]

    def has(self, days: Iterable[date]) -> bool:
        return self.by_day.keys() >= set(days)


def window(day: date, effect: date | None, parameters: Parameters) -> tuple[date, date]:
    """W, first and last day: the last seven days up to and with `day`, or those since the day of effect."""
    first = day - timedelta(days=parameters.window_days - 1)
    return (max(effect, first) if effect and effect <= day else first), day


def _any_between(days: Iterable[date], first: date, last: date) -> bool:
    return any(first <= day <= last for day in days)
