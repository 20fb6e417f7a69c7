"""Is a field of a predicted event right? Every `x_alt` list of the gold names further right answers."""

import math
import re
import unicodedata
from datetime import date
from typing import Any

from rapidfuzz import fuzz

FIELDS = (
    "type", "place", "place_fuzzy", "admin1", "date", "date_1day", "date_end", "date_precision", "accused", "target",
    "fatalities", "injured", "count", "assertion", "disputed", "attribution", "breach_candidate",
)  # fmt: skip
CORE = ("type", "place", "date", "accused", "assertion")
# What a missing field stands for.
DEFAULTS: dict[str, Any] = {
    "type": "other", "date_precision": "unknown", "count": 1, "assertion": "asserted", "disputed": False,
    "breach_candidate": False,
}  # fmt: skip
GENERIC = re.compile(
    r"\b(?:province|governorate|region|district|oblast|state|county|the|village|town|city|of|sub-?district)\b"
)
NOT_LETTERS = re.compile(r"[\W_]+")
FUZZY = 85
EARTH_KM = 6371.0

Event = dict[str, Any]


def value(event: Event, field: str) -> Any:
    return event.get(field, DEFAULTS.get(field))


def answers(gold: Event, field: str) -> list[Any]:
    return [value(gold, field), *gold.get(field + "_alt", [])]


def key(text: Any) -> str:
    """Letters and digits of any script in lower case, without marks and words such as "province"."""
    plain = unicodedata.normalize("NFKD", str(text or "")).casefold()
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return NOT_LETTERS.sub("", GENERIC.sub(" ", plain)) or NOT_LETTERS.sub("", plain)


def _named(gold: Event, mine: Any, field: str, alike=None) -> bool:
    for right in answers(gold, field):
        if right is None or mine is None:
            if right is mine:
                return True
        elif key(right) == key(mine) or (alike and alike(key(right), key(mine))):
            return True
    return False


def _inside(one: str, two: str) -> bool:
    return bool(one and two) and (one in two or two in one)


def _close(one: str, two: str) -> bool:
    return fuzz.ratio(one, two) >= FUZZY


def _a_day_apart(one: str | None, two: str | None) -> bool:
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(two)).days) <= 1
    except (TypeError, ValueError):
        return False


def right(field: str, gold: Event, mine: Event) -> bool:
    """Whether this field of a prediction is right."""
    if field in ("place", "admin1"):
        return _named(gold, value(mine, field), field)
    if field == "place_fuzzy":
        return _named(gold, value(mine, "place"), "place", _close)
    if field == "attribution":  # a part of the right words is enough
        return _named(gold, value(mine, field), field, _inside)
    if field == "date_1day":
        told = value(mine, "date")
        return any(told == day or _a_day_apart(told, day) for day in answers(gold, "date"))
    if field in ("fatalities", "injured"):  # "nobody was hurt" and nothing said are one
        return (value(mine, field) or 0) in [number or 0 for number in answers(gold, field)]
    return value(mine, field) in answers(gold, field)


def kilometres(gold: Event, mine: Event) -> float | None:
    """The way between two points by the haversine formula; None where one of them has none."""
    points = [gold.get("lat"), gold.get("lon"), mine.get("lat"), mine.get("lon")]
    if not all(isinstance(number, (int, float)) for number in points):
        return None
    lat1, lon1, lat2, lon2 = map(math.radians, points)
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
