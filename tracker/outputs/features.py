"""What the map draws: states by region, breaches clustered per cell of the viewport, single ones as points."""

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
from django.urls import reverse

from tracker.actions import evidence
from tracker.geo import morton
from tracker.models import Agreement, Breach
from tracker.outputs.board import Row
from tracker.outputs.columns import shown_in_columns
from tracker.outputs.counts import Counts
from tracker.outputs.dashboard import region_query
from tracker.outputs.filters import Filters
from tracker.outputs.words import breach_title, when_words
from tracker.rules import counting

MOST_POINTS = 400
PLACED = {"pk": np.int64, "cell": np.int64, "lat": float, "lon": float, "verification": object}
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
    claims = evidence.claims_by_breach([breach.pk for breach in single], filters.known)
    return {
        "cursor": cursor,
        "day": day.isoformat(),
        "regions": _regions(agreement, rows, counts, region_query(day, filters)),
        "clusters": clusters,
        "points": [_point(breach, claims[breach.pk]) for breach in single],
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
    """Group the viewport's breaches by Morton cell. Cells with few are points, the emptiest first, as long as the
    points are not too many; the others are clusters.
    """
    placed = _placed(filters, morton.ranges(view.south, view.west, view.north, view.east))
    cells = placed["cell"] >> morton.shift(view.zoom)
    order = np.lexsort((placed["pk"], cells))
    edges = np.nonzero(np.diff(cells[order]))[0] + 1
    most_alone = MOST_POINTS if view.zoom >= SINGLE_FROM_ZOOM else 1
    alone: list[int] = []
    clusters = []
    for members in sorted(np.split(order, edges) if len(order) else [], key=len):
        if len(members) <= min(most_alone, MOST_POINTS - len(alone)):
            alone += placed["pk"][members].tolist()
        else:
            clusters.append(_donut({name: column[members] for name, column in placed.items()}))
    return clusters, list(filters.known_breaches(Breach.objects.filter(pk__in=alone)).with_names())


def _placed(filters: Filters, ranges: list[tuple[int, int]]) -> dict[str, np.ndarray]:
    """What is shown with a point in those ranges of Morton cells, as an array a column."""
    if columns := shown_in_columns(filters):
        return columns.placed(ranges)
    rows = filters.breaches(Breach.objects.placed().in_cells(ranges)).order_by()
    values = rows.values_list("pk", "cell", "lat", "lon", filters.verification_field)
    columns = list(zip(*values, strict=True)) or [()] * len(PLACED)
    return {name: np.array(column, dtype=PLACED[name]) for name, column in zip(PLACED, columns, strict=True)}


def _donut(members: dict[str, np.ndarray]) -> dict:
    lats, lons = members["lat"], members["lon"]
    return {
        "lat": float(lats.mean()),
        "lon": float(lons.mean()),
        "n": len(lats),
        "by": Counter(members["verification"].tolist()),
        "bounds": [[float(lats.min()), float(lons.min())], [float(lats.max()), float(lons.max())]],
    }


def _point(breach: Breach, claims: list[evidence.Claim]) -> dict:
    origins = counting.independent_origins(claim.origin for claim in claims if claim.speaks_for)
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
        "reports": len(claims),
        "origins": origins.independent,
    }
