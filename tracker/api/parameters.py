"""The parameters of the addresses, for the OpenAPI description.

What is taken of them is decided where they are read: the filter by the pages' own form, the rest in `asking`.
"""

from typing import Any

from tracker.api.asking import A_PAGE, MOST
from tracker.forms.filters import LONGEST_TEXT, precision_choices
from tracker.outputs.filters import EXPLICIT, LISTS
from tracker.vocab import SEVERITY_LABELS, BreachMode, EventType, RoleKind, Scope, Verification

A_DAY = {"type": "string", "format": "date"}
ENUMS = {
    "event_type": [one.value for one in EventType],
    "verification": [one.value for one in Verification],
    "scope": [one.value for one in Scope],
    "breach_mode": [one.value for one in BreachMode],
    "role": [one.value for one in RoleKind],
    "severity": [str(level) for level in SEVERITY_LABELS],
    "precision": [value for value, _ in precision_choices()],
}
WORDS = {
    "region": "Codes of regions, such as SY-HM. A list is given by repeating the parameter.",
    "event_type": "Kinds of event.",
    "accused": "Keys of accused parties; members of each are meant with it.",
    "verification": "Whether it happened as said.",
    "scope": "Whether it breaks this agreement.",
    "source": "Keys of sources that claimed it or passed it on.",
    "breach_mode": "What monitors count besides fire.",
    "target": "Keys of parties that it was done to; members of each are meant with it.",
    "role": "Roles in the agreement, one of which an accused party held on the day of the event.",
    "severity": "Grades of severity, 4 the gravest.",
    "precision": "How well the place is known, 1 exactly to 7 by the country (UCDP's where_prec); none: not at all.",
    "origin": "Keys of sources that claimed it first.",
}

IN_PATH = {
    "key": "The agreement's key, as the list of agreements gives it.",
    "code": "The region's code, as the list of regions gives it.",
    "number": "The breach's number: 2 for B-0002.",
}


def parameter(name: str, words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"in": "query", "name": name, "required": False, "description": words, "schema": schema}


def _list(name: str) -> dict[str, Any]:
    item: dict[str, Any] = {"type": "string"}
    if name in ENUMS:
        item["enum"] = ENUMS[name]
    return parameter(name, WORDS.get(name, ""), {"type": "array", "items": item})


LIMIT = parameter(
    "limit", "The most items of one answer.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": A_PAGE}
)


def cursor(schema: dict[str, Any]) -> dict[str, Any]:
    return parameter("cursor", "Where to go on. It stands in the address that “next” gives.", schema)


NUMBER_PAGES = [LIMIT, cursor({"type": "integer", "minimum": 0})]
DAY_PAGES = [LIMIT, cursor(A_DAY)]
KNOWN = parameter(
    "known",
    "As known on: only what was known at that moment, as it stood then; a day counts to its end.",
    {"type": "string", "examples": ["2017-01-05", "2017-01-05T18:00"]},
)
AS_OF = [parameter("as_of", "The local day; by default the one that the dashboard opens on.", A_DAY), KNOWN]
DAYS = [
    parameter("from", "The first local day.", A_DAY),
    parameter("to", "The last local day.", A_DAY),
]
FILTER = [
    parameter(
        EXPLICIT,
        "1 for exactly what is asked for. Without it the default of the pages stands for what is not given: the last "
        "seven days, in scope or contested, and neither refuted nor unverifiable.",
        {"type": "string"},
    ),
    *DAYS,
    KNOWN,
    *(_list(name) for name in LISTS),
    parameter("q", "Words: a breach's number, place, region or party.", {"type": "string", "maxLength": LONGEST_TEXT}),
]


def names(parameters: list[dict[str, Any]]) -> list[str]:
    return [one["name"] for one in parameters]
