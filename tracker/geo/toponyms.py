"""Every place that a news text names, anywhere in the world, with a point: for measuring against sets of marked toponyms.

Unlike the placing of a claim this always answers with its best guess, and no breach is put on the map by it.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from shapely.geometry import shape
from shapely.ops import unary_union

from tracker.geo import world
from tracker.geo.country_words import ADJECTIVES, POINTS, SHORT_FORMS, STATES
from tracker.geo.keys import fold
from tracker.geo.lookup import Candidate
from tracker.geo.points import Point, distance_km

Exact = Callable[[Sequence[str]], Mapping[str, list[Candidate]]]
"""Gives the gazetteer's entries by folded key, of all countries."""

# A run of capitalised words, with the small words that stand inside names
WORD = r"(?:(?:[A-Z]\.){2,}|[A-ZÀ-Þ][\w’'-]*(?:\.[A-Z])?|[a-z]{1,2}-[A-Z]\w+)"
SMALL = r"(?:of|the|de|del|la|las|los|le|du|da|do|dos|upon|on|sur|am|bin)"
RUN = re.compile(rf"{WORD}(?:[ -](?:{SMALL}[ -]){{0,2}}{WORD})*")
TOKEN = re.compile(r"[^\s-]+(?:-[^\s-]+)*")
MOST_WORDS = 5
TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|Gen|Lt|Col|Maj|Capt|Sgt|Judge|Minister|Secretary|Senator|Governor|Mayor|Sheriff|Officer"
    r"|Professor|Prof|King|Queen|Prince|Princess|Pope|Sir|Coach|Attorney|Ambassador|Spokesman|Spokeswoman|Commander)\.?\s$"
)
SPEAKS = re.compile(r"(?:[ ,]+who)?\s+(?:said|says|told|added|wrote|argued|explained)\b")
FOUND_AT = re.compile(
    r"\b(?:in|at|from|to|near|of|toward|towards|into|outside|around|across|through|throughout|between)\s(?:the\s)?$",
    re.IGNORECASE,
)
BETWEEN = re.compile(r",\s+")
# Words that begin a sentence, or stand with a capital for a day or an office
COMMON = frozenset(
    {
        "a", "after", "agency", "all", "an", "and", "another", "apr", "april", "are", "army", "as", "at", "aug",
        "august", "avenue", "be", "before", "both", "but", "by", "church", "city", "college", "congress", "county",
        "court", "dec", "december", "dr", "each", "feb", "february", "five", "for", "four", "friday", "from", "god",
        "he", "her", "here", "his", "home", "hospital", "house", "how", "i", "if", "in", "is", "it", "its", "jan",
        "january", "jul", "july", "jun", "june", "lord", "many", "mar", "march", "may", "monday", "more", "most",
        "mr", "mrs", "ms", "my", "nation", "navy", "no", "not", "nov", "november", "oct", "october", "of", "on",
        "one", "or", "other", "our", "park", "party", "police", "president", "road", "saturday", "school",
        "security", "senate", "sep", "sept", "september", "she", "so", "some", "state", "street", "sunday", "that",
        "the", "there", "these", "they", "this", "those", "three", "thursday", "to", "town", "tuesday", "two",
        "union", "university", "was", "we", "wednesday", "were", "what", "when", "while", "who", "why", "with",
        "yes", "you", "your",
    }
)  # fmt: skip
SIZES = {"country": 8.5, "region": 6.6}  # beside log10 of a town's people
LEAST_PEOPLE = 100
# How large a town must be to be meant, as log10 of its people: after a word such as "in" or before a comma; alone; and as
# the first of several capitalised words, which are more often a person's or an office's name
BELIEVED_LOCATED, BELIEVED_ALONE, BELIEVED_AS_PART = 3.0, 4.7, 5.3
SAME_COUNTRY, SAME_REGION, NEAR_OTHERS, CONTAINED = 2.0, 2.5, 1.5, 3.0
NEAR_KM = 150.0
ROUNDS = 2


@dataclass(frozen=True)
class Toponym:
    """A place name in a text: first character, one past the last, the words, and a point in degrees."""

    start: int
    end: int
    words: str
    lat: float
    lon: float


@dataclass(frozen=True)
class _Meant:
    """What a name can mean: a country, a region or a town; `size` is comparable over all three."""

    kind: str
    country: str
    region: str
    point: Point
    size: float


@dataclass(frozen=True)
class _Name:
    start: int
    end: int
    words: str
    is_whole: bool = True
    is_first: bool = True
    meant: tuple[_Meant, ...] = ()


def toponyms(text: str, exact: Exact) -> list[Toponym]:
    """The place names of a text in order, each with the point that size, neighbours and the named country speak for."""
    spans = list(_spans(text))
    units = _units()
    towns = exact(sorted({fold(span.words) for span in spans}))
    names: list[_Name] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if names and span.start < names[-1].end:
            continue
        meant = (*units.get(_unit_key(span.words), ()), *_towns(towns.get(fold(span.words), [])))
        if meant and _is_believed(text, span, meant):
            names.append(replace(span, meant=meant))
    return [
        Toponym(name.start, name.end, name.words, *meant.point)
        for name, meant in zip(names, _resolved(text, names), strict=True)
    ]


def _spans(text: str) -> Iterator[_Name]:
    """All runs of up to five words within a run of capitalised ones, that could name a place."""
    for run in RUN.finditer(text):
        tokens = [(run.start() + each.start(), run.start() + each.end()) for each in TOKEN.finditer(run.group())]
        while tokens and text[slice(*tokens[0])].lower() in COMMON:  # "In Paris": the first word of a sentence
            tokens = tokens[1:]
        for first in range(len(tokens)):
            for last in range(first, min(len(tokens), first + MOST_WORDS)):
                left, right = tokens[first][0], tokens[last][1]
                words = re.sub(r"(?:['’]s|['’-])$", "", text[left:right])
                if words.lower() not in COMMON:
                    is_whole = first == 0 and last == len(tokens) - 1
                    yield _Name(left, left + len(words), words, is_whole, first == 0)


def _is_believed(text: str, span: _Name, meant: tuple[_Meant, ...]) -> bool:
    """Whether the words name a place here, and not a person, an office or a day; a country's always do."""
    if any(each.kind == "country" for each in meant):
        return True
    before, after = text[max(0, span.start - 25) : span.start], text[span.end : span.end + 20]
    if TITLE.search(before) or SPEAKS.match(after) or not (span.is_whole or span.is_first):
        return False
    located = FOUND_AT.search(before) or BETWEEN.match(after)
    least = BELIEVED_LOCATED if located else BELIEVED_ALONE if span.is_whole else BELIEVED_AS_PART
    return any(each.size >= least for each in meant)


def _towns(candidates: list[Candidate]) -> list[_Meant]:
    towns = {
        each.place_id: _Meant(
            "town", each.country, each.region or "", each.point, math.log10(max(each.population, LEAST_PEOPLE))
        )
        for each in candidates
    }
    return list(towns.values())


def _resolved(text: str, names: list[_Name]) -> list[_Meant]:
    """One meaning a name: first the largest, then those that suit what the other names mean."""
    chosen = [max(name.meant, key=lambda each: each.size) for name in names]
    for _ in range(ROUNDS):
        countries = Counter(each.country for each in chosen)
        regions = Counter(each.region for each in chosen if each.region)
        points = [each.point for each in chosen if each.kind == "town"]
        chosen = [
            max(name.meant, key=lambda each, at=at: _fit(each, _container(text, names, at), countries, regions, points))
            for at, name in enumerate(names)
        ]
    return chosen


def _container(text: str, names: list[_Name], at: int) -> tuple[_Meant, ...]:
    """The countries and regions that the words after a comma can mean ("Paris, Texas")."""
    if at + 1 == len(names) or not BETWEEN.fullmatch(text[names[at].end : names[at + 1].start]):
        return ()
    return tuple(each for each in names[at + 1].meant if each.kind != "town")


def _fit(each: _Meant, within: tuple[_Meant, ...], countries: Counter, regions: Counter, points: list[Point]) -> float:
    fit = each.size
    if each.kind != "town":
        return fit
    fit += CONTAINED * any(unit.country == each.country for unit in within)
    fit += CONTAINED * any(unit.region == each.region for unit in within if unit.region)
    fit += SAME_COUNTRY * countries[each.country] / max(1, countries.total())
    if regions[each.region] > 1:
        fit += SAME_REGION * regions[each.region] / regions.total()
    near = sum(1 for point in points if 0 < distance_km(point, each.point) <= NEAR_KM)
    return fit + NEAR_OTHERS * min(1.0, near / 3)


def _unit_key(words: str) -> str:
    """Adjectives and short forms are told by their letters ("US" is no "us", "Polish" no "polish"); names are folded."""
    exactly = words.replace(" ", "-")
    return exactly if exactly in _units() else STATES.get(words.rstrip("."), fold(words))


@lru_cache(maxsize=1)
def _units() -> dict[str, list[_Meant]]:
    """Countries and first-level regions by folded name, and by the words of `country_words` as they are written."""
    units: dict[str, list[_Meant]] = {}
    for code in world.countries():
        rows = [(unit, shape(unit["geometry"])) for unit in world.admin1(code)]
        whole = unary_union([polygon.buffer(0) for _, polygon in rows])
        middle = max(getattr(whole, "geoms", [whole]), key=lambda part: part.area).centroid
        country = _Meant("country", code, "", POINTS.get(code, (middle.y, middle.x)), SIZES["country"])
        words = [
            *ADJECTIVES.get(code, "").split(),
            *(form.replace(" ", "-") for form in SHORT_FORMS.get(code, "").split("|")),
        ]
        for key in {fold(world.country_name(code)), *words} - {""}:
            units.setdefault(key, []).append(country)
        for unit, polygon in rows:
            region = _Meant("region", code, unit["code"], (polygon.centroid.y, polygon.centroid.x), SIZES["region"])
            keys = {fold(name) for name in (unit["name"], unit["names"].get("en") or "")}
            keys |= {unit["iso_3166_2"].removeprefix("US-")} if code == "US" else set()
            for key in keys - {""}:
                units.setdefault(key, []).append(region)
    return units
