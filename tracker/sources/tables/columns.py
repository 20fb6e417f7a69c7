"""Which column of a table means what: suggestions by its name, its HXL tag, or the data set that it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.sources.tables.sheet import Sheet


@dataclass(frozen=True)
class Meaning:
    """What a column can be taken for: `key` in a mapping, its name for people, and how tables name it."""

    key: str
    label: str
    names: str
    hxl: str = ""
    also: str = ""  # names that count only where no column has one of the others


MEANINGS = (
    Meaning("id", "Id of the event", r"(?:event_?)?id(?:_?cnty)?|event_id_\w+|no|number|ref(?:erence)?", "#event+id"),
    Meaning("date_from", "First day", r"(?:event_?)?date(?:_?(?:start|from))?|start_?date|day", "#date+start"),
    Meaning("date_to", "Last day", r"date_?(?:end|to)|end_?date", "#date+end"),
    Meaning("date_precision", "Precision of the day", r"(?:date|time)_?prec(?:ision)?(?:_words)?"),
    Meaning(
        "place", "Place", r"place(?:_?name)?|location(?:_?name)?|village|town|where_coordinates|settlement", "#loc+name"
    ),
    Meaning("region", "Region", r"adm(?:in)?_?1(?:_?name)?|region|governorate|province|oblast|state", "#adm1+name"),
    Meaning("lat", "Latitude", r"lat(?:itude)?|y", "#geo+lat"),
    Meaning("lon", "Longitude", r"lon(?:g|gitude)?|x", "#geo+lon"),
    Meaning("geo_precision", "Precision of the place", r"(?:geo|where|location)_?prec(?:ision)?"),
    Meaning("accused", "Accused", r"actor_?1|side_a|accused|perpetrator|by_whom|violator", "#org+accused"),
    Meaning("target", "Target", r"actor_?2|side_b|target|victim", "#org+target"),
    Meaning(
        "kind", "What happened", r"sub_?event_?type|type(?:_of_violence)?|kind|event", "#event+type", r"event_?type"
    ),
    Meaning("killed", "Killed", r"fatalities|best|killed|deaths?|dead", "#affected+killed"),
    Meaning("killed_low", "Killed, at least", r"low|killed_?(?:low|min)"),
    Meaning("killed_high", "Killed, at most", r"high|killed_?(?:high|max)"),
    Meaning("injured", "Injured", r"injured|wounded|injuries", "#affected+injured"),
    Meaning("count", "Number of violations", r"count|number_of_(?:violations|events)|violations", "#event+num"),
    Meaning("origin", "Who said it first", r"source(?:_original)?|origin|reported_by", "#meta+source"),
    Meaning(
        "published", "Published", r"(?:source_date|published(?:_?(?:at|on))?|report(?:ed)?_?date)", "#date+reported"
    ),
    Meaning("title", "Headline", r"source_headline|title|headline", "#meta+title"),
    Meaning("url", "Address", r"url|link|source_url|address", "#meta+url"),
    Meaning("note", "Note", r"notes?|description|remarks?|comments?|details", "#description"),
)
NEEDED = ("date_from",)
UCDP_MARK = frozenset({"side_a", "side_b", "where_prec", "date_start", "type_of_violence"})
ACLED_MARK = frozenset({"event_id_cnty", "event_date", "sub_event_type", "actor1"})

Columns = Mapping[str, int]
"""Meaning → index of the column; a meaning that no column has is left out."""


def data_set(sheet: Sheet) -> str:
    """ "ucdp" or "acled" where the columns are theirs, else ""."""
    names = {_key(name) for name in sheet.header}
    if names >= UCDP_MARK:
        return "ucdp"
    return "acled" if names >= ACLED_MARK else ""


def suggest(sheet: Sheet) -> dict[str, int]:
    """The likeliest column of each meaning: by HXL tag, then by name; no column twice."""
    names = [_key(name) for name in sheet.header]
    tags = [_tag(tag) for tag in sheet.tags]
    found: dict[str, int] = {}
    for meaning in MEANINGS:
        by_tag = [at for at, tag in enumerate(tags) if meaning.hxl and tag == _tag(meaning.hxl)]
        by_name = [
            at
            for pattern in (meaning.names, meaning.also)
            for at, name in enumerate(names)
            if pattern and re.fullmatch(pattern, name)
        ]
        free = [at for at in (*by_tag, *by_name) if at not in found.values()]
        if free:
            found[meaning.key] = free[0]
    if data_set(sheet) == "ucdp":
        found |= {key: names.index(column) for key, column in UCDP_COLUMNS.items() if column in names}
    return found


UCDP_COLUMNS = {
    "id": "id", "date_from": "date_start", "date_to": "date_end", "date_precision": "date_prec", "place": "where_coordinates",
    "region": "adm_1", "geo_precision": "where_prec", "accused": "side_a", "target": "side_b", "kind": "type_of_violence",
    "killed": "best", "killed_low": "low", "killed_high": "high", "origin": "source_original", "published": "source_date",
    "title": "source_headline",
}  # fmt: skip


def _key(name: str) -> str:
    return re.sub(r"\W+", "_", name.strip().lower()).strip("_")


def _tag(tag: str) -> str:
    """An HXL tag with its attributes in order, without spaces and language attributes."""
    base, *attributes = tag.lower().replace(" ", "").split("+")
    return "+".join([base, *sorted(one for one in attributes if len(one) > 2)])
