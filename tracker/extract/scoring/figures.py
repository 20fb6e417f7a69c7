"""The figures of a set: shares of summed counts, by group and by rule, with bootstrapped intervals."""

import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.extract.scoring.compare import FIELDS, Event
from tracker.extract.scoring.counts import LIMITS_KM, Error, of_row

ROUNDS = 1000
# name → (counted, of how many)
SHARES = {
    "precision": ("paired", "told"),
    "recall": ("paired", "gold"),
    "precision_strict": ("strict", "told"),
    "recall_strict": ("strict", "gold"),
    "candidate_precision": ("candidate_right", "candidate_told"),
    "candidate_recall": ("candidate_right", "candidate_gold"),
    "core_over_gold": ("core", "gold"),
    "accused_wrong_when_named": ("named_wrong", "named_told"),
    "accused_named_recall": ("named_right", "named_gold"),
    "bulletin_rows_exact": ("rows_right", "rows"),
    **{f"field_{name}": (f"right {name}", "paired") for name in FIELDS},
    "report_place_first": ("report_first", "reports"),
    "report_place_any": ("report_any", "reports"),
    "report_place_fuzzy_any": ("report_fuzzy", "reports"),
    "report_nothing_read": ("report_nothing", "reports"),
    **{f"report_{name}": (f"report_{name}", "reports") for name in ("date", "date_1day", "admin1")},
    **{f"report_{which}_{km}km": (f"report_{which}_{km}", "reports") for which in ("first", "any") for km in LIMITS_KM},
    "report_fatalities": ("report_toll_right", "report_toll"),
    "report_accused_wrong_when_named": ("report_named_wrong", "report_named"),
    "evidence_span_exact": ("span_right", "span"),
}


@dataclass
class Score:
    """The sum over some texts, and each text's own counts."""

    total: Counter = field(default_factory=Counter)
    texts: list[Counter] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)

    def add(self, count: Counter, errors: Iterable[Error] = ()) -> None:
        self.total.update(count)
        self.texts.append(count)
        self.errors += errors

    @property
    def figures(self) -> dict[str, float]:
        return figures(self.total)

    @property
    def rules(self) -> dict[str, tuple[int, int]]:
        """Rule id → (its events that were paired, all its events)."""
        ids = [name.removeprefix("rule right ") for name in self.total if name.startswith("rule right ")]
        return {rule: (self.total[f"rule right {rule}"], self.total[f"rule {rule}"]) for rule in sorted(ids)}


def figures(total: Mapping[str, int]) -> dict[str, float]:
    """Every figure that the counts allow; a share of nothing is left out."""
    found = {name: total[part] / total[whole] for name, (part, whole) in SHARES.items() if total.get(whole)}
    for suffix, name in (("", "f1_lenient"), ("_strict", "f1_strict")):
        if f"precision{suffix}" in found and f"recall{suffix}" in found:
            one, two = found[f"precision{suffix}"], found[f"recall{suffix}"]
            found[name] = 2 * one * two / (one + two) if one + two else 0.0
    return found


def score(rows: Iterable[dict], told: Mapping[str, list[Event]], by: str | None = None) -> dict[str, Score]:
    """Scores of a set: "" is all of it; with `by` also one for each value of that key of the rows.

    `told` maps a row's id to its predicted events; a row that is missing there counts as read without an event.
    """
    found: dict[str, Score] = {"": Score()}
    for row in rows:
        count, errors = of_row(row, told.get(row["id"], []))
        groups = row.get(by) if by else []
        for group in ("", *map(str, groups if isinstance(groups, list) else [groups])):
            found.setdefault(group, Score()).add(count, errors)
    return found


def intervals(texts: list[Counter], rounds: int = ROUNDS, seed: int = 1) -> dict[str, tuple[float, float]]:
    """95 % percentile bootstrap over texts: name → (low, high)."""
    if rounds <= 0 or len(texts) < 2:
        return {}
    draw = random.Random(seed)  # noqa: S311 - a sample, no secret
    drawn: dict[str, list[float]] = {}
    for _ in range(rounds):
        total: Counter = Counter()
        for _ in texts:
            total.update(draw.choice(texts))
        for name, number in figures(total).items():
            drawn.setdefault(name, []).append(number)
    return {name: _middle(sorted(numbers)) for name, numbers in drawn.items()}


def _middle(numbers: list[float]) -> tuple[float, float]:
    last = len(numbers) - 1
    return numbers[int(0.025 * last)], numbers[math.ceil(0.975 * last)]
