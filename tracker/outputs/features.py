"""What the map draws: states by region, breaches clustered per cell of the viewport, single ones as points."""

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from tracker.geo import morton
from tracker.models import Agreement, Breach
from tracker.outputs.board import Row
from tracker.outputs.counts import Counts
from tracker.outputs.dashboard import region_query
from tracker.outputs.filters import Filters
from tracker.outputs.words import breach_title, when_words

MOST_POINTS = 400
SINGLE_FROM_ZOOM = 12  # from there on the map spreads points that share a place by itself


@dataclass(frozen=True)
class Viewport:
    """West, south, east and north in degrees, and Leaflet's zoom."""

    west: float
    south: float
    east: float
    north: float
    zoom: int

    @classmethod
    def parse(cls, bbox: str, zoom: str) -> "Viewport":
        """From the address; what makes no sense is the whole world."""
        try:
            west, south, east, north = (float(part) for part in bbox.split(","))
            level = int(zoom)
        except ValueError:
            return cls(-180, -85, 180, 85, 2)
        if not all(map(math.isfinite, (west, south, east, north))):
            return cls(-180, -85, 180, 85, 2)
        west, south, east, north = max(west, -180), max(south, -85), min(east, 180), min(north, 85)
        if west >= east or south >= north:
            return cls(-180, -85, 180, 85, 2)
        return cls(west, south, east, north, min(max(level, 0), 18))


def map_features(
    agreement: Agreement, filters: Filters, view: Viewport, day: dt.date, rows: list[Row], cursor: int
) -> dict:
    """The whole answer for a viewport, in the shape that map.js reads."""
    counts = Counts(filters)
    clusters, single = _cluster(filters, view)
    return {
        "cursor": cursor,
        "day": day.isoformat(),
        "regions": _regions(agreement, rows, counts, region_query(day, filters)),
        "clusters": clusters,
        "points": [_point(breach) for breach in single],
        "shown": counts.shown,
        "on_map": counts.on_map,
        "not_on_map": counts.not_on_map,
    }


def _regions(agreement: Agreement, rows: list[Row], counts: Counts, query: str) -> dict:
    region_only = counts.region_only()
    return {
        row.region.code: {
            "name": row.region.name,
            "state": row.state.value,
            "possible": row.status.possible_state if row.status else row.state.value,
            "confirmed": row.confirmed,
            "other": row.other,
            "region_only": region_only[row.region.code],
            "url": f"{reverse('region', args=[agreement.key, row.region.code])}?{query}",
            "label": [row.region.label_lat, row.region.label_lon],
        }
        for row in rows
    }


def _cluster(filters: Filters, view: Viewport) -> tuple[list[dict], list[Breach]]:
    """Group the viewport's breaches by Morton cell; a cell with one breach is a point."""
    ranges = morton.ranges(view.south, view.west, view.north, view.east)
    rows = filters.breaches(Breach.objects.placed().in_cells(ranges)).order_by()
    shift = morton.shift(view.zoom)
    cells: dict[int, list[tuple]] = {}
    for row in rows.values_list("cell", "pk", "lat", "lon", filters.verification_field):
        cells.setdefault(row[0] >> shift, []).append(row)
    most_alone = MOST_POINTS if view.zoom >= SINGLE_FROM_ZOOM else 1
    alone = [row[1] for members in cells.values() if len(members) <= most_alone for row in members][:MOST_POINTS]
    clusters = [_donut(members) for members in cells.values() if len(members) > most_alone]
    single = filters.known_breaches(Breach.objects.filter(pk__in=alone)).with_voices(filters.known)
    return clusters, list(single)


def _donut(members: list[tuple]) -> dict:
    lats, lons = [row[2] for row in members], [row[3] for row in members]
    return {
        "lat": sum(lats) / len(lats),
        "lon": sum(lons) / len(lons),
        "n": len(members),
        "by": Counter(row[4] for row in members),
        "bounds": [[min(lats), min(lons)], [max(lats), max(lons)]],
    }


def _point(breach: Breach) -> dict:
    reports = breach.reports.all()
    return {
        "id": breach.number,
        "label": breach.label,
        "title": breach_title(breach),
        "lat": breach.lat,
        "lon": breach.lon,
        "precision": breach.geo_precision,
        "radius_km": breach.radius_km or 0,
        "verification": breach.verification_shown.value,
        "severity": breach.severity,
        "scope": breach.scope,
        "when": when_words(breach),
        "url": reverse("breach", args=[breach.agreement.key, breach.number]),
        "reports": len(reports),
        "origins": len({report.origin_key for report in reports}),
    }
