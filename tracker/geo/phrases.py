"""How a text relates an event to the places it names: at one, near one, between two, so far from one.

The wording is data, by language: English, Arabic, Russian and Ukrainian. What is not recognised is taken as a name.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    AT = "at"
    NEAR = "near"
    BETWEEN = "between"
    OFFSET = "offset"
    ORIGIN = "from"


@dataclass(frozen=True)
class Mention:
    """Names of places, the relation of the event to them, and for an offset the way (kilometres, degrees from north)."""

    names: tuple[str, ...]
    relation: Relation = Relation.AT
    km: float | None = None
    bearing: float | None = None


BEARINGS = {
    "north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270, "northwest": 315,
    "شمال": 0, "شمال شرق": 45, "شرق": 90, "جنوب شرق": 135, "جنوب": 180, "جنوب غرب": 225, "غرب": 270, "شمال غرب": 315,
    "северу": 0, "северо-востоку": 45, "востоку": 90, "юго-востоку": 135, "югу": 180, "юго-западу": 225, "западу": 270,
    "северо-западу": 315, "північ": 0, "північний схід": 45, "схід": 90, "південний схід": 135, "південь": 180,
    "південний захід": 225, "захід": 270, "північний захід": 315,
}  # fmt: skip
KM_PER_UNIT = {
    "km": 1.0,
    "kilomet": 1.0,
    "mi": 1.609344,
    "mile": 1.609344,
    "m": 0.001,
    "met": 0.001,
    "км": 1.0,
    "м": 0.001,
    "كم": 1.0,
    "كيلومتر": 1.0,
}
_WAY = "|".join(sorted((re.escape(word).replace("\\-", "[- ]?") for word in BEARINGS), key=len, reverse=True))
_WAY = rf"(?P<way>{_WAY}|north[- ]?(?:east|west)|south[- ]?(?:east|west))"
_FAR = r"(?:about |some |around |roughly |на |в |نحو |حوالي |على بعد )*(?P<far>\d+(?:[.,]\d+)?)[\s-]*(?P<unit>kilomet\w*|km|miles?|mi|met\w*|m|км|м|كم|كيلومتر\w*)"

PATTERNS = tuple(
    (relation, re.compile(rf"^\s*{pattern}\s*$", re.IGNORECASE))
    for relation, pattern in (
        (Relation.BETWEEN, r"(?:between|между|між) (?P<one>.+?) (?:and|и|і|та) (?P<two>.+)"),
        (Relation.BETWEEN, r"بين (?P<one>.+?) و\s?(?P<two>.+)"),
        (Relation.OFFSET, rf"{_FAR}\s*(?:to the |due |к |на |إلى )?{_WAY}(?:ern)?(?: of| от| від| من)? (?P<one>.+)"),
        (Relation.OFFSET, rf"(?:to the |just |due |к |на )?{_WAY}(?: of| от| від| من) (?P<one>.+)"),
        (
            Relation.NEAR,
            r"(?:the )?(?:area |areas |edge |edges |outskirts |vicinity |suburbs |surroundings )?(?:near|nearby|close to|outside|around|about"
            r"|just off|in the vicinity of|on the outskirts of|on the edge of|outskirts of|vicinity of|surroundings of"
            r"|возле|около|под|близ|вблизи|недалеко от|біля|поблизу|قرب|بالقرب من|محيط|أطراف) (?P<one>.+)",
        ),
    )
)
ROLE_RELATIONS = {"near": Relation.NEAR, "between": Relation.BETWEEN, "from": Relation.ORIGIN}
PAIR = re.compile(r"^(?P<one>.+?)(?: and | и | і | та |,| - |–|/| و\s?)(?P<two>.+)$")


def read_phrase(text: str, role: str | None = None) -> Mention:
    """The relation in the words themselves, else the one that the reader found (`role`: "near", "between", "north_of", ...)."""
    for relation, pattern in PATTERNS:
        if found := pattern.match(text):
            return _mention(relation, found.groupdict())
    role = role or ""
    if role.endswith("_of") and role.removesuffix("_of").replace("_", "") in BEARINGS:
        return Mention(
            (text.strip(),), Relation.OFFSET, None, float(BEARINGS[role.removesuffix("_of").replace("_", "")])
        )
    relation = ROLE_RELATIONS.get(role, Relation.AT)
    if relation is Relation.BETWEEN:
        pair = PAIR.match(text)
        return (
            Mention((pair["one"].strip(), pair["two"].strip()), relation)
            if pair
            else Mention((text.strip(),), Relation.NEAR)
        )
    return Mention((text.strip(),), relation)


def _mention(relation: Relation, found: dict[str, str | None]) -> Mention:
    names = tuple(name.strip() for name in (found["one"], found.get("two")) if name)
    if relation is not Relation.OFFSET:
        return Mention(names, relation)
    return Mention(names, relation, _kilometres(found), _bearing(found["way"] or ""))


def _bearing(way: str) -> float:
    word = way.lower()
    return float(BEARINGS[word] if word in BEARINGS else BEARINGS[re.sub(r"[- ]", "", word)])


def _kilometres(found: dict[str, str | None]) -> float | None:
    if not found.get("far"):
        return None
    unit = str(found["unit"]).lower()
    factor = next(KM_PER_UNIT[known] for known in sorted(KM_PER_UNIT, key=len, reverse=True) if unit.startswith(known))
    return float(str(found["far"]).replace(",", ".")) * factor
