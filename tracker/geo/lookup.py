"""From a place name to ranked candidates, each with its reasons; never a silent first hit."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz, process

from tracker.geo.keys import block, blocks, fold, neighbours, plain
from tracker.geo.points import Point, distance_km
from tracker.geo.spellings import feature_of, opposed, spellings, without_feature
from tracker.vocab import PLACE_PRECEDENCE, PlaceLayer

NAME_FLOOR = 0.68  # a name less alike is no candidate: one letter of four is wrong
MOST_COMPARED = 50  # names with a like skeleton, the likest keys first
SHORT_WORD = 3  # such a first word may be a misspelt article
MOST_READINGS = 2  # of a string, that are also tried with another letter
OTHER_KEY = 0.91  # what two keys can reach at most
SAME_KEY = 0.92  # what one shared key is worth, however the spelling differs
SKELETON = 0.03  # vowels differ between transliterations, consonants between villages
SHORT_KEY = 3  # with one letter of so short a key wrong, it is likelier another village:
OTHER_SHORT_KEY = 0.8  # a candidate to show, and too little for a pin
SAME_PLACE_KM = 5.0  # two layers' entries of one name this close are one place
NEAR_SCALE_KM = 50.0
FACTOR_ABROAD = 0.5  # for a place outside the agreement's countries
ABROAD = "outside the agreement's countries"
CLOSE_CALL = 0.90  # a second candidate within 10 % of the first is a rival
FULL_POPULATION = 7  # log10 of the largest cities
UNKNOWN = 0.5
WEIGHTS = {"base": 0.48, "region": 0.20, "near": 0.14, "size": 0.12, "kind": 0.03, "layer": 0.03}
GONE = ("former", "ruin", "destroyed", "abandoned", "historical")


@dataclass(frozen=True)
class Query:
    """What is asked: a name, and what the text and the agreement say around it.

    `region` is the id of the region that the text names; `near` are (lat, lon) of other places in the text.
    """

    name: str
    countries: tuple[str, ...] = ()
    region: str | None = None
    feature: str | None = None
    near: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A gazetteer entry under one of its names. `region` is the entry's own code; kilometres and degrees."""

    place_id: str
    name: str
    country: str
    region: str | None
    lat: float
    lon: float
    kind: str
    population: int
    layer: PlaceLayer
    radius_km: float

    @property
    def point(self) -> Point:
        return self.lat, self.lon


@dataclass(frozen=True)
class Ranked:
    """A candidate with its score (0 to 1) and what speaks for and against it, in words."""

    candidate: Candidate
    score: float
    likeness: float
    reasons: tuple[str, ...]


class NameSource(Protocol):
    """Where names are looked up: in memory, or in the database."""

    def exact(self, keys: Sequence[str]) -> Iterable[Candidate]:
        """Entries that have a name with one of these folded keys."""

    def near(self, blocks: Sequence[str], keys: Sequence[str]) -> Iterable[Candidate]:
        """Entries that have a name with one of these consonant blocks; of many, those `likest` to one of the keys."""


def likest(known: Sequence[str], keys: Sequence[str]) -> list[int]:
    """Where in `known` the keys stand that are most like one of `keys`, MOST_COMPARED for each at most."""
    if len(known) <= MOST_COMPARED:
        return list(range(len(known)))
    found = (process.extract(key, known, scorer=fuzz.ratio, limit=MOST_COMPARED) for key in keys)
    return sorted({at for each in found for _, _, at in each})


def find(query: Query, names: NameSource) -> list[Ranked]:
    """Exact look-up of every reading of the name; where that settles nothing, also the names with a like skeleton."""
    read = spellings(query.name)
    folded = tuple(dict.fromkeys(fold(text) for text in read))
    found = list(names.exact(folded))
    ranked = rank(query, found)
    if ranked and _settles(query, ranked[0].candidate):
        return ranked
    wanted = tuple(dict.fromkeys(block for text in read for block in blocks(text)))
    found += names.near(wanted, folded)
    ranked = rank(query, found)
    if ranked and ranked[0].likeness >= SAME_KEY:
        return ranked
    first, _, rest = plain(query.name).partition(" ")
    tried = [*read[:MOST_READINGS], *([rest] if rest and len(first) <= SHORT_WORD else [])]
    wrong = tuple(dict.fromkeys(block for text in tried for block in (*blocks(text), *neighbours(text))))
    return rank(query, [*found, *names.near(wrong, folded[:MOST_READINGS])]) if wrong else ranked


def _settles(query: Query, best: Candidate) -> bool:
    at_home = not query.countries or best.country in query.countries
    return at_home and (query.region is None or best.region in (None, query.region))


def rank(query: Query, candidates: Iterable[Candidate]) -> list[Ranked]:
    """The candidates whose name is like enough, best first, one a place; where layers disagree the higher one stays."""
    # Without "village" and the like on both sides: the shared word would make any two villages alike.
    read = {without_feature(text)[0] for text in spellings(query.name)}
    feature = query.feature or feature_of(query.name)
    best: dict[str, tuple[float, Candidate]] = {}
    for candidate in candidates:
        name = without_feature(candidate.name)[0]
        alike = max((likeness(text, name) for text in read), default=0.0)
        if alike >= NAME_FLOOR and alike > best.get(candidate.place_id, (0.0, None))[0]:
            best[candidate.place_id] = (alike, candidate)
    ranked = [_ranked(query, feature, alike, candidate) for alike, candidate in _one_a_place(best.values())]
    return sorted(ranked, key=lambda each: (-each.score, each.candidate.place_id))


def _one_a_place(named: Iterable[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Without the entries that a higher layer also has: the same name in another layer, a few kilometres away.

    The higher layer's entry stays, with the population that only the other may know.
    """
    kept: list[tuple[float, Candidate]] = []
    for alike, candidate in sorted(named, key=lambda each: PLACE_PRECEDENCE.index(each[1].layer)):
        twin = next((at for at, (_, other) in enumerate(kept) if _same_place(candidate, other)), None)
        if twin is None:
            kept.append((alike, candidate))
        else:
            known, other = kept[twin]
            kept[twin] = known, replace(other, population=max(other.population, candidate.population))
    return kept


def _same_place(one: Candidate, other: Candidate) -> bool:
    if one.layer == other.layer or fold(one.name) != fold(other.name):
        return False
    return distance_km(one.point, other.point) <= max(SAME_PLACE_KM, other.radius_km)


@lru_cache(maxsize=4096)
def likeness(one: str, other: str) -> float:
    """How alike two spellings are, 0 to 1: half by letters, half by folded key, and 0.92 at least where the key is one."""
    key, other_key = fold(one), fold(other)
    if opposed(one, other):
        return 0.0
    letters = fuzz.ratio(plain(one), plain(other)) / 100
    if key == other_key:
        return SAME_KEY + (1 - SAME_KEY) * letters
    most = OTHER_SHORT_KEY if min(len(key), len(other_key)) <= SHORT_KEY else OTHER_KEY
    consonants = SKELETON if block(one) == block(other) else -SKELETON
    return max(0.0, min(most, 0.5 * letters + 0.5 * fuzz.ratio(key, other_key) / 100 + consonants))


def _ranked(query: Query, feature: str | None, alike: float, candidate: Candidate) -> Ranked:
    judged = {
        "region": _by_region(query, candidate),
        "near": _by_distance(query, candidate),
        "size": (min(1.0, math.log10(max(1, candidate.population)) / FULL_POPULATION), ""),
        "kind": _by_kind(feature, candidate),
        "layer": (1 - PLACE_PRECEDENCE.index(candidate.layer) / len(PLACE_PRECEDENCE), candidate.layer.label),
    }
    score = alike * (WEIGHTS["base"] + sum(WEIGHTS[name] * value for name, (value, _) in judged.items()))
    reasons = ["the same name" if alike >= SAME_KEY else f"spelt much like it ({alike:.0%})"]
    reasons += [why for _, why in judged.values() if why]
    if query.countries and candidate.country not in query.countries:
        score *= FACTOR_ABROAD
        reasons.append(ABROAD)
    return Ranked(candidate, round(score, 4), round(alike, 4), tuple(reasons))


def _by_region(query: Query, candidate: Candidate) -> tuple[float, str]:
    if query.region is None or candidate.region is None:
        return UNKNOWN, ""
    if query.region == candidate.region:
        return 1.0, "in the region that the text names"
    return 0.0, "in another region than the text names"


def _by_distance(query: Query, candidate: Candidate) -> tuple[float, str]:
    if not query.near:
        return UNKNOWN, ""
    km = min(distance_km(candidate.point, point) for point in query.near)
    return math.exp(-km / NEAR_SCALE_KM), f"{km:.0f} km from another place in the text"


def _by_kind(feature: str | None, candidate: Candidate) -> tuple[float, str]:
    kind = candidate.kind.lower()
    if any(word in kind for word in GONE):
        return 0.0, f"a {kind}"
    if feature and feature == kind:
        return 1.0, f"a {kind}, as the text says"
    return UNKNOWN, ""


def rivals(ranked: list[Ranked]) -> list[Ranked]:
    """The candidates that could as well be meant as the first: within 10 % of its score, and somewhere else."""
    if not ranked:
        return []
    first = ranked[0]
    return [
        each
        for each in ranked[1:]
        if each.score >= CLOSE_CALL * first.score
        and distance_km(each.candidate.point, first.candidate.point) > SAME_PLACE_KM
    ]
