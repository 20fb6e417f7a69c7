"""The world that comes with the product: first-level units of every country, and land for the base map.

Both files are derived from Natural Earth 10 m (public domain); docs/data.md says how. Borders are simplified, some are
disputed and some are old: they place events, and take no side.
"""

import gzip
import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape

from tracker.geo.rings import unpack

DATA = Path(__file__).resolve().parent.parent / "data"
ADMIN1_FILE = DATA / "world_admin1.jsonl.gz"
LAND_FILE = DATA / "world_land.jsonl.gz"

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

LAND_ASIDE = 0.9  # of the breadth of the asked box, on each side of it
LAND_MARGIN = 2.5  # degrees around the asked box, so that a reader can pan a little before the land ends
LAND_DECIMALS = 3


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from lines


@lru_cache(maxsize=1)
def _by_country() -> dict[str, str]:
    """The file's line of each country: 5 MB of text, kept, since loading the world asks for every one."""
    return {line[len('{"country":"') :][:2]: line for line in _lines(ADMIN1_FILE)}


def admin1(country: str) -> list[dict[str, Any]]:
    """First-level units of a country, given by its ISO code of two letters.

    Each is a dict with `code` (its ISO 3166-2 code where it has one of its own, else one of the source's; unique in the
    world), `name`, `iso_3166_2` and `geonames_code` (both may be ""), `names` by language, `other_names` and `geometry`
    (a GeoJSON MultiPolygon). A country that the file does not know gives an empty list.
    """
    line = _by_country().get(country.upper())
    return [_unit(row) for row in json.loads(line)["units"]] if line else []


def countries() -> list[str]:
    """The ISO codes of all countries that the file knows."""
    return list(_by_country())


def _unit(row: dict[str, Any]) -> dict[str, Any]:
    row["geometry"] = unpack(row.pop("rings"))
    return row


@lru_cache(maxsize=1)
def _outlines() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in _lines(LAND_FILE))


def country_name(country: str) -> str:
    """The English name of a country, given by its ISO code of two letters; the code itself if it is not known."""
    return next((row["name"] for row in _outlines() if row["country"] == country.upper()), country)


def land(bbox: Box, margin: float = LAND_MARGIN) -> list[tuple[str, dict[str, Any]]]:
    """Name and GeoJSON geometry of each country within `bbox` and `margin` degrees around it, cut at that edge; to the
    sides nearly its own breadth, as a map may be shown in a broad frame.
    """
    west, south, east, north = bbox
    aside = max(margin, LAND_ASIDE * (east - west))
    west, south, east, north = west - aside, south - margin, east + aside, north + margin
    found = []
    for row in _outlines():
        left, bottom, right, top = row["bbox"]
        if left <= east and right >= west and bottom <= north and top >= south:
            whole = shapely.make_valid(shape(unpack(row["rings"])))
            part = shapely.clip_by_rect(whole, west, south, east, north)
            if part.area:
                found.append((row["name"], _rounded(part)))
    return found


def _rounded(geometry: Any) -> dict[str, Any]:
    """As GeoJSON with short numbers; digits beyond a hundred metres would only cost time on the wire."""
    scale = 10**LAND_DECIMALS
    return mapping(shapely.transform(geometry, lambda points: (points * scale).round() / scale))
