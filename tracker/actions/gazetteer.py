"""Loading regions and places: from the committed world file, the packaged gazetteer and the overlay file."""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.db import transaction

from tracker.actions import log
from tracker.geo import keys, world
from tracker.geo.outlines import outline_of
from tracker.geo.overlay import OVERLAY_FILE, overlay_places
from tracker.geo.packaged import packaged_places
from tracker.geo.rows import GazetteerRow
from tracker.models import Place, PlaceName, Region
from tracker.vocab import PlaceLayer, Verb

BATCH = 2_000


@transaction.atomic
def load_regions(*, country: str, now: dt.datetime) -> int:
    """Add a country's (ISO alpha-2) first-level regions from the committed world file; returns the number added."""
    known = set(Region.objects.filter(country=country).values_list("code", flat=True))
    rows = [_region(row, country) for row in world.admin1(country) if row["code"] not in known]
    Region.objects.bulk_create(rows)
    if rows:
        log.change(Verb.LOADED, now=now)
    return len(rows)


def _region(row: dict, country: str) -> Region:
    outline = outline_of(row["geometry"])
    return Region(
        code=row["code"],
        name=row["name"],
        country=country,
        iso_3166_2=row["iso_3166_2"],
        geonames_code=row["geonames_code"],
        names=row["names"],
        other_names=row["other_names"],
        geometry=row["geometry"],
        bbox=outline.box,
        label_lat=outline.label[0],
        label_lon=outline.label[1],
        origin="Natural Earth 10 m, public domain",
    )


@transaction.atomic
def load_packaged_places(*, countries: Iterable[str], now: dt.datetime) -> int:
    """Add the packaged GeoNames cities of some countries with all their names; returns the number of places added."""
    return _add(packaged_places(countries), PlaceLayer.CITIES, now)


@transaction.atomic
def load_overlay(*, now: dt.datetime, path: Path = OVERLAY_FILE) -> int:
    """Add the places of an overlay file, each with its citation; returns the number of places added.

    Raises OverlayError, which names every bad line, before anything is written.
    """
    return _add(iter(overlay_places(path)), PlaceLayer.OVERLAY, now)


def _add(rows: Iterator[GazetteerRow], layer: PlaceLayer, now: dt.datetime) -> int:
    known = set(Place.objects.filter(layer=layer.value).values_list("external_id", flat=True))
    regions = {}
    for region in Region.objects.defer("geometry"):
        regions[region.code] = region
        regions.setdefault(region.geonames_code, region)
    new = (row for row in rows if row.external_id not in known)
    return _store(((_place(row, regions), row.all_names) for row in new), now)


def _place(row: GazetteerRow, regions: dict[str, Region]) -> Place:
    return Place(
        name=row.name[:200],
        country=row.country,
        region=regions.get(row.region or row.admin1_code),
        kind=row.kind,
        lat=row.lat,
        lon=row.lon,
        radius_km=row.radius_km,
        population=row.population,
        layer=row.layer.value,
        external_id=row.external_id,
        citation=row.citation[:300],
    )


def _store(rows: Iterator[tuple[Place, tuple[str, ...]]], now: dt.datetime) -> int:
    """Write places and their names in batches, so that memory stays flat however long the file is."""
    stored = 0
    while batch := list(islice(rows, BATCH)):
        Place.objects.bulk_create([place for place, _ in batch])
        PlaceName.objects.bulk_create(
            (_name(place, text) for place, names in batch for text in _distinct(names)), batch_size=BATCH
        )
        stored += len(batch)
    if stored:
        log.change(Verb.LOADED, now=now)
    return stored


def _distinct(names: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(name.strip()[:200] for name in names) if text and keys.fold(text)]


def _name(place: Place, text: str) -> PlaceName:
    return PlaceName(place=place, text=text, key=keys.fold(text)[:200], block=keys.block(text)[:40])
