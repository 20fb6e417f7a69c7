"""The status rule run over a data set of events that happened, day by day, beside figures that others published.

The events stand as a possible series (RULES 9): each row's origin is the source that the data set cites, graded B since
the data set's coders accepted it, so rows count as U and never as confirmed. Nothing is written.
"""

import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tracker.actions import terms
from tracker.actions.coded import CodedFacts
from tracker.geo.keys import fold
from tracker.models import Agreement, AgreementRegion, Batch, Source
from tracker.rules.baseline import Baseline
from tracker.rules.counting import Origin
from tracker.rules.coverage import Coverage, Published
from tracker.rules.parameters import Parameters
from tracker.rules.scope import ScopeEvent, scope_of
from tracker.rules.severity import SeverityFacts, severity
from tracker.rules.status_series import StatusBreach, StatusTerms, series
from tracker.sources.tables import columns, sheet
from tracker.sources.tables.facts import Fact, facts
from tracker.vocab import Reliability, Scope, State, Verification

BASELINE_FIRST, BASELINE_LAST = 42, 15  # days before effect
COUNTED = (Scope.BREACH, Scope.CONTESTED)
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Event:
    """A row of the data set in one of the agreement's regions; `scope` under the agreement, as if always in force."""

    breach: StatusBreach
    region: str
    in_force: Scope


class Backtest:
    """The events of a file under one agreement, and the possible state of each region and day that follows."""

    def __init__(self, agreement: Agreement, data: bytes, last: dt.date):
        self.agreement, self.last = agreement, last
        self.covered = list(AgreementRegion.objects.filter(agreement=agreement).select_related("region"))
        self.names = {one.region.code: one.region.name for one in self.covered}
        self.events = self._events(data)

    def _events(self, data: bytes) -> list[Event]:
        table = sheet.read(data)
        desk = CodedFacts(Batch(agreement=self.agreement, source=Source(key="data-set", name="Data set")))
        good = [row for row in facts(table, columns.suggest(table)) if isinstance(row, Fact)]
        now = terms.scope_terms(self.agreement)
        before = terms.as_if_in_force(self.agreement)
        return [
            self._event(placed.fact, placed.region or placed.source_region, desk, now, before)
            for placed in desk.placed(good)
            if (placed.region or placed.source_region) in self.names
        ]

    def _event(self, fact: Fact, region: str, desk: CodedFacts, now, before) -> Event:
        accused, target = (frozenset(filter(None, map(desk.key_of, side))) for side in (fact.accused, fact.target))
        mutual = len(accused) > 1 and not target  # two sides of one row fight each other
        event = ScopeEvent(fact.date_from, fact.date_to, region, accused, target, mutual=mutual)
        level = severity(SeverityFacts(fact.sub_event_type, fatalities=fact.killed)).level
        breach = StatusBreach(
            id=fact.external_id, date_from=fact.date_from, date_to=fact.date_to, verification=Verification.UNCONFIRMED,
            scope=scope_of(event, now).scope, severity=level, origins=(_origin(fact),), count=fact.count,
        )  # fmt: skip
        return Event(breach, region, scope_of(event, before).scope)

    def counted(self) -> list[Event]:
        """What would count against the agreement, before its effect too."""
        return [event for event in self.events if event.in_force in COUNTED]

    def states(self) -> dict[tuple[str, dt.date], State]:
        """Region and local day → the possible state."""
        found = {}
        for one in self.covered:
            code = one.region.code
            mine = [event for event in self.events if event.region == code]
            results = series(
                self.days(), [event.breach for event in mine], _coverage(mine), self._baseline(mine),
                StatusTerms(self.agreement.effective_at, None, self.agreement.time_zone, one.is_covered),
                Parameters(),
            )  # fmt: skip
            found |= {(code, result.day): result.possible_state for result in results}
        return found

    def days(self) -> list[dt.date]:
        first = self.agreement.first_day
        return [first + ONE_DAY * step for step in range((self.last - first).days + 1)]

    def _baseline(self, events: list[Event]) -> Baseline:
        daily = Counter(event.breach.date_from for event in events if event.in_force in COUNTED)
        first = self.agreement.first_day
        return Baseline(tuple(daily[first - ONE_DAY * back] for back in range(BASELINE_FIRST, BASELINE_LAST - 1, -1)))

    def weekly(self) -> Counter:
        """Region and week (0 begins on day 1) → events that count, by the day on which they began."""
        first = self.agreement.first_day
        return Counter((event.region, (event.breach.date_from - first).days // 7) for event in self.counted())

    def cumulative(self, day_number: int) -> int:
        """Events that count from day 1 to a day, both included."""
        last = self.agreement.first_day + ONE_DAY * (day_number - 1)
        return sum(self.agreement.first_day <= event.breach.date_from <= last for event in self.counted())


def _coverage(events: list[Event]) -> Coverage:
    """Whoever told of an event published something about the region on its day; calm reports are in no data set."""
    told = {(event.breach.origins[0].key, event.breach.date_from) for event in events}
    return Coverage(items=tuple(Published(name, day) for name, day in sorted(told)))


def _origin(fact: Fact) -> Origin:
    return Origin(fold(fact.origin) or "data-set", None, Reliability.B)


@dataclass(frozen=True)
class Reference:
    """Events that others counted: region code and week → number, of those that the agreement covers."""

    weekly: Counter

    @classmethod
    def of_file(cls, path: Path, names: dict[str, str]) -> "Reference":
        """A CSV with the columns admin1, week, covered, events; regions by their English names."""
        codes = {name: code for code, name in names.items()}
        found: Counter = Counter()
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["covered"] == "true" and row["admin1"] in codes:
                    found[codes[row["admin1"]], int(row["week"])] += int(row["events"])
        return cls(found)


def rank_correlation(pairs: Iterable[tuple[float, float]]) -> float:
    """Spearman's rho: the correlation of ranks, ties sharing their mean rank. 0 where one side is constant."""
    pairs = list(pairs)
    one, other = (_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    mean = (len(pairs) + 1) / 2
    cross = sum((a - mean) * (b - mean) for a, b in zip(one, other, strict=True))
    spread = (sum((a - mean) ** 2 for a in one) * sum((b - mean) ** 2 for b in other)) ** 0.5
    return cross / spread if spread else 0.0


def _ranks(values: list[float]) -> list[float]:
    places = defaultdict(list)
    for place, index in enumerate(sorted(range(len(values)), key=values.__getitem__), start=1):
        places[values[index]].append(place)
    return [sum(places[value]) / len(places[value]) for value in values]
