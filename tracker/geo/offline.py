"""Everything that comes with the program to place names of a country: no database, no network."""

from functools import lru_cache

from tracker.geo import world
from tracker.geo.memory import MemoryNames
from tracker.geo.overlay import overlay_places
from tracker.geo.packaged import packaged_places
from tracker.geo.regions import RegionShapes


@lru_cache(maxsize=8)
def names_of(country: str) -> MemoryNames:
    """The packaged cities and the overlay of a country (ISO 3166-1 alpha-2)."""
    overlay = (row for row in overlay_places() if row.country == country)
    return MemoryNames(
        [*overlay, *packaged_places([country])], {u["geonames_code"]: u["code"] for u in world.admin1(country)}
    )


@lru_cache(maxsize=32)
def region_names_of(country: str) -> dict[str, list[str]]:
    """Code of each first-level region → all its names."""
    return {u["code"]: [u["name"], *u["names"].values(), *u["other_names"]] for u in world.admin1(country)}


@lru_cache(maxsize=8)
def shapes_of(country: str) -> RegionShapes:
    return RegionShapes([(u["code"], u["geometry"]) for u in world.admin1(country)], region_names_of(country))


@lru_cache(maxsize=1024)
def english_name(country: str, code: str) -> str:
    return next(u["names"].get("en") or u["name"] for u in world.admin1(country) if u["code"] == code)
