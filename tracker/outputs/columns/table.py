"""The columns themselves: read from the tables, and read anew for some breaches. Never changed in place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from tracker.models import Breach, BreachParty, BreachReport
from tracker.models.periods import Period
from tracker.vocab import BreachMode, EventType, Scope, Side, Verification, Word, WorkState

Arrays = dict[str, np.ndarray]
Among = QuerySet | list[int] | None  # the keys of some breaches, or a query that gives them; None is all


def _codes(words: type[Word], *more: str) -> tuple[str, ...]:
    return (*(word.value for word in words), *more)


# A word is stored as its place in its list.
WORDS = {
    "verification": _codes(Verification), "scope": _codes(Scope), "event_type": _codes(EventType, ""),
    "breach_mode": _codes(BreachMode),
}  # fmt: skip
A_DAY = 24 * 3600
NOWHERE = -1  # the cell of a breach without a point
NONE = 0  # the key of no row

BREACH = {
    "pk": np.int64, "number": np.int32, "version": np.int64, "first": "M8[D]", "last": "M8[D]", "region": np.int32,
    "verification": np.int8, "scope": np.int8, "event_type": np.int8, "breach_mode": np.int8, "severity": np.int8,
    "precision": np.int8, "lat": float, "lon": float, "cell": np.int64, "live": bool,
}  # fmt: skip
BREACH_FIELDS = (
    "pk", "number", "version", Period("date_from", seconds=A_DAY), Period("date_to", seconds=A_DAY), "region",
    *WORDS, "severity", "geo_precision", "lat", "lon", "cell", "merged_into", "work_state", "region__code",
)  # fmt: skip
SIDE = {"row": np.int32, "party": np.int32, "accused": bool}
CLAIM = {
    "row": np.int32, "report": np.int64, "came_in": np.int64, "origin": np.int32, "via": np.int32, "stands": bool,
    "text": object,
}  # fmt: skip


@dataclass(frozen=True)
class Columns:
    """All breaches of an agreement, dropped ones and tombstones too (`live` is false for those).

    `breaches` has an array a column, `sides` and `claims` one a column of their links, whose `row` is the place of
    the breach in the former; a claim `stands` unless a later reading of its document replaced it. `codes` are those of
    the regions, by key. `cursor`: nothing that was committed up to this change is missing.
    """

    agreement: int
    cursor: int
    breaches: Arrays
    sides: Arrays
    claims: Arrays
    codes: dict[int, str]
    # What filters show of these columns, by filter; kept by `shown`.
    asked: dict[Any, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.breaches["pk"])

    @cached_property
    def parties(self) -> dict[Side, list[int]]:
        """The keys of the parties that stand on each side of some breach."""
        is_accused = {Side.ACCUSED: self.sides["accused"], Side.TARGET: ~self.sides["accused"]}
        return {side: np.unique(self.sides["party"][rows]).tolist() for side, rows in is_accused.items()}

    @cached_property
    def origins(self) -> list[int]:
        """The keys of the sources that said something first."""
        return np.setdiff1d(self.claims["origin"], [NONE]).tolist()

    @property
    def stamp(self) -> tuple[int, int, int]:
        """How many breaches, the sum of their versions, the highest key: what `stamp_of` reads from the table.

        A version only grows, so two equal stamps are of equal rows, where one was read after the other.
        """
        pks = self.breaches["pk"]
        return len(pks), int(self.breaches["version"].sum()), int(pks.max()) if len(pks) else 0

    def rows_of(self, pks: np.ndarray) -> np.ndarray:
        """The places of those breaches; len(self) or another breach's where there is none such."""
        order = np.argsort(self.breaches["pk"], kind="stable")
        at = np.searchsorted(self.breaches["pk"], pks, sorter=order)
        return np.append(order, len(self))[at]

    def with_breaches(self, among: Among) -> "Columns":
        """The same with these breaches read anew; those that are new are added at the end."""
        fresh = read(self.agreement, self.cursor, among)
        if not len(fresh):
            return self
        at = self.rows_of(fresh.breaches["pk"])
        known = np.append(self.breaches["pk"], NONE)[at] == fresh.breaches["pk"]
        at[~known] = len(self) + np.arange(np.count_nonzero(~known))
        breaches = {}
        for name, column in self.breaches.items():
            grown = np.concatenate([column, fresh.breaches[name][~known]])
            grown[at] = fresh.breaches[name]
            breaches[name] = grown
        return replace(
            self,
            breaches=breaches,
            sides=_relinked(self.sides, fresh.sides, at),
            claims=_relinked(self.claims, fresh.claims, at),
            codes=self.codes | fresh.codes,
        )


def _relinked(kept: Arrays, fresh: Arrays, at: np.ndarray) -> Arrays:
    """Links with those of the breaches at `at` replaced by fresh ones."""
    stay = ~np.isin(kept["row"], at)
    fresh = fresh | {"row": at[fresh["row"]]}
    return {name: np.concatenate([column[stay], fresh[name].astype(column.dtype)]) for name, column in kept.items()}


def read(agreement: int, cursor: int, among: Among = None) -> Columns:
    """The columns of an agreement, or of some of its breaches: None is all of them.

    The rows are read before their links: links that change in between belong to a version that is not read yet, so the
    next look finds them.
    """
    codes: dict[int, str] = {}
    rows = Breach.objects.filter(agreement=agreement, **_condition("pk__in", among)).order_by("pk")
    breaches = _arrays(BREACH, (_breach(row, codes) for row in rows.values_list(*BREACH_FIELDS)))
    columns = Columns(agreement, cursor, breaches, _arrays(SIDE, ()), _arrays(CLAIM, ()), codes)
    if not len(columns):
        return columns
    links = {"breach__agreement": agreement} | _condition("breach__in", among)
    return replace(
        columns,
        sides=_linked(columns, SIDE, _sides(links)),
        claims=_linked(columns, CLAIM, _claims(links)),
    )


def _arrays(types: dict[str, Any], rows: Iterable[tuple]) -> Arrays:
    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    return {name: np.array(column, dtype=types[name]) for name, column in zip(types, columns, strict=True)}


def _linked(columns: Columns, types: dict[str, Any], rows: Iterable[tuple]) -> Arrays:
    """Links whose first column is a breach's key, by its place; those of breaches that are not among them are left."""
    found = _arrays(types | {"row": np.int64}, rows)
    at = columns.rows_of(found["row"])
    known = np.append(columns.breaches["pk"], NONE)[at] == found["row"]
    found["row"] = at
    return {name: found[name][known].astype(kind) for name, kind in types.items()}


def _breach(row: tuple, codes: dict[int, str]) -> tuple:
    """One row as numbers; the code of its region is put among `codes`."""
    pk, number, version, first, last, region, *words, severity, precision = row[:-6]
    lat, lon, cell, merged_into, work_state, code = row[-6:]
    if region:
        codes[region] = code
    return (
        pk, number, version, first, last, region or NONE,
        *(known.index(word) for known, word in zip(WORDS.values(), words, strict=True)), severity, precision or NONE,
        np.nan if lat is None else lat, np.nan if lon is None else lon, NOWHERE if cell is None else cell,
        merged_into is None and work_state != WorkState.DROPPED.value,
    )  # fmt: skip


def _condition(name: str, among: Among) -> dict[str, Any]:
    return {} if among is None else {name: among}


def _sides(links: dict[str, Any]) -> Iterator[tuple]:
    found = BreachParty.objects.filter(**links).values_list("breach", "party", "side")
    return ((breach, party, side == Side.ACCUSED.value) for breach, party, side in found)


def _claims(links: dict[str, Any]) -> Iterator[tuple]:
    # To the second: who looks for the latest takes all of the last second (`Stream.newest`).
    came_in = Period(Coalesce(F("report__document__received_at"), F("report__known_at")), seconds=1)
    rows = BreachReport.objects.filter(**links)
    origin = ("report__origin", "report__origin_text")
    found = rows.values_list("breach", "report", came_in, "report__via", "report__is_superseded", *origin)
    for breach, report, second, via, is_superseded, source, text in found:
        # Only where it is no source of ours does the text name who said it first.
        yield breach, report, second, source or NONE, via or NONE, not is_superseded, "" if source else text
