"""What a filter shows, answered from the columns."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, dataclass, fields
from functools import cached_property

import numpy as np

from tracker.models import Breach, Party, Source
from tracker.outputs.columns.groups import by_value, by_word, grouped
from tracker.outputs.columns.keeping import columns_of
from tracker.outputs.columns.table import NONE, NOWHERE, WORDS, Columns
from tracker.outputs.filters import Filters, precision_levels, role_spans
from tracker.vocab import Scope, Verification, Word

MOST_ASKED = 24
# The filters that are understood here. With any other one on, SQL answers: a new filter is never left out by mistake.
KNOWN = frozenset(
    {"agreement", "first", "last", "region", "event_type", "accused", "verification", "scope", "source", "breach_mode",
     "target", "role", "severity", "precision", "origin", "text", "by"}
)  # fmt: skip


def shown_in_columns(filters: Filters) -> "Shown | None":
    """What the filter shows; None where SQL has to say it."""
    if not _are_known(filters):
        return None
    columns = columns_of(filters.agreement)
    if columns is None:
        return None
    # A page and its map ask for the same again and again. What is remembered goes with its columns at the next change.
    shown = columns.asked.get(filters)
    if shown is None:
        shown = Shown(columns, filters)
        if len(columns.asked) >= MOST_ASKED:
            columns.asked.clear()
        columns.asked[filters] = shown
    return shown


def _are_known(filters: Filters) -> bool:
    """Fields that no comparison of filters looks at (`compare=False`) narrow nothing; notes are words for the page."""
    return all(
        getattr(filters, field.name) == _default(field)
        for field in fields(filters)
        if field.compare and field.name not in KNOWN and field.name != "notes"
    )


def _default(field):
    return field.default if field.default_factory is MISSING else field.default_factory()


@dataclass(frozen=True)
class Tally:
    """How many breaches a filter shows.

    `by_day`: local day → verification → count, of every day whatever the dates chosen, without undated ones;
    `before_effect` the same of the scope of that name, shown or not.
    `by_scope`: within the dates, of every scope. The others are what is shown: `region_only` are those without a point,
    by region code.
    """

    by_day: dict[dt.date, Counter]
    before_effect: dict[dt.date, Counter]
    by_scope: Counter
    shown: int
    on_map: int
    region_only: Counter


class Shown:
    """The breaches of some columns that a filter shows. Masks are arrays of booleans, one a breach."""

    def __init__(self, columns: Columns, filters: Filters):
        self.columns, self.filters = columns, filters
        self.breaches = columns.breaches

    @cached_property
    def mask(self) -> np.ndarray:
        """What is shown."""
        return self._at_any_time_and_scope & self._in_scope & self._in_time

    def __len__(self) -> int:
        return int(np.count_nonzero(self.mask))

    @cached_property
    def _at_any_time_and_scope(self) -> np.ndarray:
        return np.logical_and.reduce([self.breaches["live"], *self._of_themselves(), *self._of_their_links()])

    def _of_themselves(self) -> Iterator[np.ndarray]:
        """A mask for each filter that looks at the breaches alone."""
        yield from (self._one_of_words(name) for name in ("verification", "event_type", "breach_mode"))
        if self.filters.severity:
            yield np.isin(self.breaches["severity"], [int(level) for level in self.filters.severity])
        if self.filters.precision:
            levels = [level or NONE for level in precision_levels(self.filters.precision)]
            yield np.isin(self.breaches["precision"], levels)
        if self.filters.region:
            chosen = [pk for pk, code in self.columns.codes.items() if code in self.filters.region]
            yield np.isin(self.breaches["region"], chosen)
        if self.filters.text:
            # Words are for SQL to find, once; everything else goes on here.
            said = Breach.objects.filter(agreement=self.columns.agreement).matching_words(self.filters.text)
            yield np.isin(self.breaches["pk"], list(said.order_by().values_list("pk", flat=True)))

    def _of_their_links(self) -> Iterator[np.ndarray]:
        """A mask for each filter that looks at the parties, or at the claims behind the breaches."""
        if self.filters.accused:
            yield self._with_party(self.filters.accused, is_accused=True)
        if self.filters.target:
            yield self._with_party(self.filters.target, is_accused=False)
        if self.filters.role:
            held = role_spans(self.filters.agreement.roles.all(), self.filters.role)
            none = np.zeros(len(self.columns), dtype=bool)
            yield np.logical_or.reduce([none, *(
                self._with_party(keys, is_accused=True) & self._touching(first, last)
                for (_agreement, first, last), keys in held.items()
            )])  # fmt: skip
        claims = self.columns.claims
        if self.filters.source:
            sources = _keys(Source, self.filters.source)
            said = np.isin(claims["origin"], sources) | np.isin(claims["via"], sources)
            yield self.linked_to(claims["row"][said])
        if self.filters.origin:
            said = np.isin(claims["origin"], _keys(Source, self.filters.origin))
            yield self.linked_to(claims["row"][said])

    @cached_property
    def _in_scope(self) -> np.ndarray:
        return self._one_of_words("scope")

    @cached_property
    def _in_time(self) -> np.ndarray:
        return self._touching(self.filters.first, self.filters.last)

    def _touching(self, first: dt.date | None, last: dt.date | None) -> np.ndarray:
        """As BreachQuerySet.between has it. NaT, the day of an undated one, is never less."""
        mask = np.ones(len(self.columns), dtype=bool)
        if first:
            mask &= ~(self.breaches["last"] < np.datetime64(first))
        if last:
            mask &= ~(self.breaches["first"] > np.datetime64(last))
        return mask

    def _one_of_words(self, name: str) -> np.ndarray:
        chosen = getattr(self.filters, name)
        if not chosen:
            return np.ones(len(self.columns), dtype=bool)
        wanted = np.array([word in chosen for word in WORDS[name]])
        return wanted[self.breaches[name]]

    def _with_party(self, keys: Iterable[str], *, is_accused: bool) -> np.ndarray:
        """One of the parties, or of their members, stands on that side."""
        sides, parties = self.columns.sides, _keys(Party, self.filters.members_of(keys))
        return self.linked_to(sides["row"][(sides["accused"] == is_accused) & np.isin(sides["party"], parties)])

    def linked_to(self, rows: np.ndarray) -> np.ndarray:
        """Those at these places."""
        mask = np.zeros(len(self.columns), dtype=bool)
        mask[rows] = True
        return mask

    @property
    def drawn(self) -> np.ndarray:
        """What a timeline draws: of all days, with the acts before effect wherever breaches are shown."""
        scopes = self._in_scope
        if Scope.BREACH in self.filters.scope:
            effect = np.datetime64(self.filters.agreement.first_day)
            scopes = scopes | (self._is("scope", Scope.BEFORE_EFFECT) & (self.breaches["first"] < effect))
        return self._at_any_time_and_scope & scopes & self._is_dated

    @cached_property
    def tally(self) -> Tally:
        shown, placed = self.mask, self.breaches["cell"] != NOWHERE
        in_time = self._at_any_time_and_scope & self._in_time
        by_region = by_value(self.breaches["region"][shown & ~placed])
        return Tally(
            by_day=self._by_day(self._in_scope),
            before_effect=self._by_day(self._is("scope", Scope.BEFORE_EFFECT)),
            by_scope=by_word("scope", self.breaches["scope"][in_time]),
            shown=int(np.count_nonzero(shown)),
            on_map=int(np.count_nonzero(shown & placed)),
            region_only=Counter({self.columns.codes[pk]: count for pk, count in by_region.items() if pk != NONE}),
        )

    def _by_day(self, in_scope: np.ndarray) -> dict[dt.date, Counter]:
        rows = self._at_any_time_and_scope & in_scope & self._is_dated
        groups = grouped(self.breaches["first"][rows], self.breaches["verification"][rows], WORDS["verification"])
        days: dict[dt.date, Counter] = {}
        for day, word, count in groups:
            days.setdefault(day, Counter())[word] = count
        return days

    def daily_by_region(self, first: dt.date, last: dt.date) -> dict[str, dict[dt.date, dict[str, int]]]:
        """Region code → local day on which they began, between the two → {"confirmed": n, "other": n}."""
        day, region = self.breaches["first"], self.breaches["region"]
        rows = self.mask & (day >= np.datetime64(first)) & (day <= np.datetime64(last)) & (region != NONE)
        is_sure = self._is("verification", Verification.CONFIRMED) & self._is("scope", Scope.BREACH)
        days = (last - first).days + 1
        cells = region[rows].astype(np.int64) * days + (day[rows] - np.datetime64(first)).astype(np.int64)
        everything = np.bincount(cells)
        confirmed = np.bincount(cells[is_sure[rows]], minlength=len(everything))
        found: dict[str, dict[dt.date, dict[str, int]]] = {}
        for cell in np.nonzero(everything)[0].tolist():
            pk, offset = divmod(cell, days)
            sure, total = int(confirmed[cell]), int(everything[cell])
            of_region = found.setdefault(self.columns.codes[pk], {})
            of_region[first + dt.timedelta(days=offset)] = {"confirmed": sure, "other": total - sure}
        return found

    def _is(self, name: str, word: Word) -> np.ndarray:
        return self.breaches[name] == WORDS[name].index(word.value)

    def by_accused(self) -> list[tuple[int, int, int]]:
        """Key of the accused party, how many breaches it is accused of, and how many of them are confirmed; NONE for
        those that are laid to nobody.
        """
        accused = self.columns.sides["accused"]
        rows, parties = (self.columns.sides[name][accused] for name in ("row", "party"))
        shown, confirmed = self.mask[rows], self._is("verification", Verification.CONFIRMED)
        alleged = np.bincount(parties[shown])
        sure = np.bincount(parties[shown & confirmed[rows]], minlength=len(alleged))
        found = [(int(party), int(alleged[party]), int(sure[party])) for party in np.nonzero(alleged)[0]]
        nobody = self.mask & ~self.linked_to(rows)
        if nobody.any():
            found.append((NONE, int(np.count_nonzero(nobody)), int(np.count_nonzero(nobody & confirmed))))
        return found

    def placed(self, ranges: list[tuple[int, int]]) -> dict[str, np.ndarray]:
        """Key, cell, point and verification of those shown whose Morton cell lies in one of the ranges, which are in
        order and apart.
        """
        rows = np.nonzero(self.mask & (self.breaches["cell"] != NOWHERE))[0]
        firsts, lasts = np.array(ranges, dtype=np.int64).reshape(-1, 2).T
        cells = self.breaches["cell"][rows]
        at = np.searchsorted(firsts, cells, side="right") - 1
        rows = rows[(at >= 0) & (cells <= np.append(lasts, NOWHERE)[at])]
        found = {name: self.breaches[name][rows] for name in ("pk", "cell", "lat", "lon", "verification")}
        return found | {"verification": np.array(WORDS["verification"], dtype=object)[found["verification"]]}

    def by_words(self) -> Counter:
        """(Verification, scope, whether it has a point) → how many of those shown."""
        rows = self.mask
        words = [WORDS[name] for name in ("verification", "scope")]
        placed = self.breaches["cell"][rows] != NOWHERE
        keys = (self.breaches["verification"][rows].astype(int) * len(words[1]) + self.breaches["scope"][rows]) * 2
        return Counter(
            {
                (words[0][key // 2 // len(words[1])], words[1][key // 2 % len(words[1])], bool(key % 2)): count
                for key, count in by_value(keys + placed).items()
            }
        )

    @property
    def _is_dated(self) -> np.ndarray:
        return ~np.isnat(self.breaches["first"])

    def newest_first(self, first: int, last: int) -> list[int]:
        """The keys of a slice of the list, ordered as BreachQuerySet.newest_first does."""
        rows = np.nonzero(self.mask)[0]
        day = self.breaches["first"][rows]
        order = np.lexsort((-self.breaches["number"][rows], -day.astype(np.int64), np.isnat(day)))
        return self.breaches["pk"][rows[order[first:last]]].tolist()

    def gravest(self, least: int, most: int) -> list[int]:
        """The keys of the gravest that have a day, of a severity of `least` or more, the newest of a severity first."""
        rows = np.nonzero(self.mask & self._is_dated & (self.breaches["severity"] >= least))[0]
        columns = (self.breaches[name][rows].astype(np.int64) for name in ("number", "first", "severity"))
        return self.breaches["pk"][rows[np.lexsort([-column for column in columns])[:most]]].tolist()


def _keys(table: type[Party] | type[Source], keys: Iterable[str]) -> list[int]:
    return list(table.objects.filter(key__in=list(keys)).order_by().values_list("pk", flat=True))
