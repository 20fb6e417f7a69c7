"""Loading regions and places: from the committed world file, the packaged gazetteer and the overlay file."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.db import transaction

from tracker.actions import log
from tracker.geo import keys, world
from tracker.geo.imports import MOST_NAMED, Fault
from tracker.geo.outlines import outline_of
from tracker.geo.overlay import OVERLAY_FILE, overlay_places
from tracker.geo.packaged import packaged_places
from tracker.geo.rows import GazetteerRow
from tracker.geo.spellings import spellings
from tracker.models import Account, Place, PlaceName, Region
from tracker.vocab import PlaceLayer, Verb

BATCH = 2_000
UPDATED = ("name", "country", "region", "kind", "lat", "lon", "radius_km", "population", "citation")


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


def _regions() -> dict[str, Region]:
    """Regions by every code and name that a gazetteer row may give."""
    regions: dict[str, Region] = {}
    for region in Region.objects.defer("geometry"):
        regions[region.code] = region
        for other in (region.geonames_code, region.pcode, *region.all_names):
            if other:
                regions.setdefault(other, region)
    return regions


def _add(rows: Iterator[GazetteerRow], layer: PlaceLayer, now: dt.datetime) -> int:
    known = set(Place.objects.filter(layer=layer.value).values_list("external_id", flat=True))
    regions = _regions()
    new = (row for row in rows if row.external_id not in known)
    return _store(((_place(row, regions), row.all_names) for row in new), now)


def _place(row: GazetteerRow, regions: dict[str, Region]) -> Place:
    return Place(
        name=row.name[:200],
        country=row.country,
        region=regions.get(row.admin1_code) or regions.get(row.region),
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
        PlaceName.objects.add(name for place, names in batch for name in _names(place, names))
        stored += len(batch)
    if stored:
        log.change(Verb.LOADED, now=now)
    return stored


def _names(place: Place, texts: Iterable[str]) -> Iterator[tuple]:
    """The place's names as rows to add, each once; one without letters is left out, since nothing could find it."""
    for text in dict.fromkeys(text.strip()[:200] for text in texts):
        if key := keys.fold(text):
            yield place.pk, place.country, text, key[:200], keys.block_of(key)


@dataclass
class Imported:
    """What an import came to; `faults` holds the first ones in words."""

    added: int = 0
    changed: int = 0
    same: int = 0
    left_out: int = 0
    faults: list[Fault] = field(default_factory=list)

    def fault(self, fault: Fault) -> None:
        self.left_out += 1
        if len(self.faults) < MOST_NAMED:
            self.faults.append(fault)


def import_places(
    *, rows: Iterable[GazetteerRow | Fault], layer: PlaceLayer, now: dt.datetime, tell: Callable[[Imported], None]
) -> Imported:
    """Store places of a file, batch by batch; what is there already is brought up to date and never deleted.

    Every batch is a transaction of its own, so an import that was stopped is taken up again by the same command. `tell`
    is called after each with the counts so far.
    """
    done, regions = Imported(), _regions()
    pending = iter(rows)
    while batch := list(islice(pending, BATCH)):
        good: dict[str, GazetteerRow] = {}
        for row in batch:
            if isinstance(row, Fault):
                done.fault(row)
            elif row.external_id in good:
                done.fault(Fault(0, f"the id {row.external_id} stands there twice"))
            else:
                good[row.external_id] = row
        _import_batch(good, layer, regions, now, done)
        tell(done)
    return done


@transaction.atomic
def _import_batch(
    rows: dict[str, GazetteerRow], layer: PlaceLayer, regions: dict[str, Region], now: dt.datetime, done: Imported
) -> None:
    known = {place.external_id: place for place in Place.objects.filter(layer=layer.value, external_id__in=list(rows))}
    new = [row for key, row in rows.items() if key not in known]
    _store(((_place(row, regions), row.all_names) for row in new), now)
    done.added += len(new)
    changed = []
    for key, place in known.items():
        fresh = _place(rows[key], regions)
        if place.country != fresh.country:
            place.names.update(country=fresh.country)
        if any(getattr(place, name) != getattr(fresh, name) for name in UPDATED):
            for name in UPDATED:
                setattr(place, name, getattr(fresh, name))
            changed.append(place)
    Place.objects.bulk_update(changed, UPDATED)
    for key, place in known.items():
        PlaceName.objects.add(_names(place, rows[key].all_names))
    done.changed += len(changed)
    done.same += len(known) - len(changed)


def import_names(
    *, names: Iterable[tuple[str, str] | Fault], layer: PlaceLayer, now: dt.datetime, tell: Callable[[Imported], None]
) -> Imported:
    """Add names, as (external id of the place, name), to places of a layer; those of other places are passed over."""
    done = Imported()
    pending = iter(names)
    while batch := list(islice(pending, 10 * BATCH)):
        pairs = [pair for pair in batch if not isinstance(pair, Fault)]
        for fault in batch:
            if isinstance(fault, Fault):
                done.fault(fault)
        with transaction.atomic():
            ids = {key for key, _ in pairs}
            places = {p.external_id: p for p in Place.objects.filter(layer=layer.value, external_id__in=ids)}
            rows = [name for key, text in pairs if key in places for name in _names(places[key], [text])]
            PlaceName.objects.add(rows)
            done.added += len(rows)
            if rows:
                log.change(Verb.LOADED, now=now)
        tell(done)
    return done


@transaction.atomic
def learn(
    *,
    name: str,
    country: str,
    lat: float,
    lon: float,
    layer: PlaceLayer,
    citation: str,
    now: dt.datetime,
    region: Region | None = None,
    radius_km: float = 0.0,
    by: Account | None = None,
) -> Place:
    """Remember where a name lies, from an editor's pin or an import with coordinates; then the same name is found.

    A name that the layer already knows within a kilometre is the same place. An editor's pin leaves a decision row.
    """  # fmt: skip
    points = {(name, lat, lon): region}
    place = learn_many(points=points, citation=citation, now=now, layer=layer, radius_km=radius_km, country=country)[
        name, lat, lon
    ]
    if by is not None:
        log.decision(
            Verb.SAVED, by=by, now=now, subject=f"place {place.pk}"[:120], after={"name": name, "lat": lat, "lon": lon}
        )
    return place


@transaction.atomic
def learn_many(
    *,
    points: dict[tuple[str, float, float], Region | None],
    citation: str,
    now: dt.datetime,
    layer: PlaceLayer = PlaceLayer.LEARNED,
    radius_km: float = 0.0,
    country: str = "",
) -> dict[tuple[str, float, float], Place]:
    """Remember where names lie, given as (name, latitude, longitude) → region; the places, new or known, by the same.

    `country` is that of the regions where it is left out.
    """
    ids = {point: f"{keys.fold(point[0])[:30]}@{point[1]:.2f},{point[2]:.2f}"[:60] for point in points}
    known = Place.objects.filter(layer=layer.value, external_id__in=set(ids.values()))
    places = {place.external_id: place for place in known}
    new = {ids[point]: point for point in points if ids[point] not in places and keys.fold(point[0])}
    made = Place.objects.bulk_create(
        Place(
            name=point[0][:200], country=country or points[point].country, region=points[point], lat=point[1],
            lon=point[2], radius_km=radius_km, citation=citation[:300], layer=layer.value, external_id=key,
        )
        for key, point in new.items()
    )  # fmt: skip
    places |= {place.external_id: place for place in made}
    PlaceName.objects.add(
        row for point, key in ids.items() if key in places for row in _names(places[key], spellings(point[0]))
    )
    if made:
        log.change(Verb.LOADED, now=now)
    return {point: places[key] for point, key in ids.items() if key in places}


@transaction.atomic
def withdraw(*, place: Place, by: Account, now: dt.datetime) -> None:
    """Take a learned place out of the look-up: its names go, the place stays for the reports that refer to it."""
    names = list(place.names.values_list("text", flat=True))
    place.names.all().delete()
    log.decision(Verb.SAVED, by=by, now=now, subject=f"place {place.pk}", before={"names": names}, after={"names": []})
