"""Breaches on a drawn map: one circle each by verification, or circles with a number where there are very many."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Avg, Count, F

from tracker.geo import morton
from tracker.models import Breach
from tracker.models.breach import label_of
from tracker.outputs.drawing.marks import verification_mark
from tracker.outputs.drawing.palette import colour
from tracker.outputs.drawing.projection import Projection
from tracker.outputs.drawing.shapes import Circle, Group, Path, Point, Shape, Words, arc, disc
from tracker.outputs.filters import Filters
from tracker.vocab import GeoPrecision, Verification

MOST_SINGLE = 2000
SIZE = 13.0
STEP = 5.2  # between breaches at one place
TURN = math.pi * (3 - math.sqrt(5))  # the golden angle: points at one place spread like seeds
RING = (
    Verification.CONFIRMED,
    Verification.CORROBORATED,
    Verification.UNCONFIRMED,
    Verification.CONTESTED,
    Verification.REFUTED,
    Verification.UNVERIFIABLE,
)


@dataclass(frozen=True)
class Points:
    """`shapes` in their order; `taken`: where they lie; `outside`: breaches beyond the frame; `is_grouped`: some
    circles stand for several.
    """

    shapes: list[Shape]
    taken: list[Point]
    outside: int
    is_grouped: bool


def points(filters: Filters, projection: Projection, on_map: int) -> Points:
    """What the filter shows at a place, in one query."""
    draw = _grouped if on_map > MOST_SINGLE else _single
    return draw(filters.breaches(Breach.objects.placed()), filters.verification_field, projection)


def _single(rows, field: str, projection: Projection) -> Points:
    found = rows.order_by("date_from", "number")
    values = list(found.values_list("number", "lat", "lon", field, "geo_precision", "radius_km"))
    areas: dict[tuple, Shape] = {}
    marks, taken, outside = [], [], 0
    at_place: Counter = Counter()
    for number, lat, lon, verification, precision, radius in values:
        home = projection.place(lat, lon)
        if not _is_inside(home, projection):
            outside += 1
            continue
        if radius and precision and precision > GeoPrecision.EXACT:
            areas[lat, lon, radius] = _area(home, projection.units(radius))
        key = round(home[0]), round(home[1])
        x, y = _spread(home, at_place[key])
        at_place[key] += 1
        mark = verification_mark(verification, x, y, SIZE)
        marks.append(Group(mark.shapes, f"{label_of(number)}: {mark.title}", f"breach {verification}"))
        taken.append((x, y))
    return Points([*areas.values(), *marks], taken, outside, False)


def _spread(home: Point, index: int) -> Point:
    reach = STEP * math.sqrt(index)
    return home[0] + reach * math.cos(index * TURN), home[1] + reach * math.sin(index * TURN)


def _is_inside(point: Point, projection: Projection) -> bool:
    return 0 <= point[0] <= projection.width and 0 <= point[1] <= projection.height


def _area(home: Point, reach: float) -> Path:
    """Where an event may have been, as the map's dashed circle; a path, as it is no event."""
    return disc(*home, reach, stroke=colour("ink-3"), width=0.8, dash=(3, 3))


def _grouped(rows, field: str, projection: Projection) -> Points:
    """One circle for the breaches of a Morton cell of about the circle's size, counted by the database."""
    zoom = round(math.log2(max(projection.scale * projection.stretch * 360 / 256, 1)))
    cells = rows.order_by().annotate(square=F("cell").bitrightshift(morton.shift(zoom)))
    counted = cells.values("square", word=F(field)).annotate(n=Count("pk"), lat=Avg("lat"), lon=Avg("lon"))
    by_cell: dict[int, list[dict]] = {}
    for row in counted:
        by_cell.setdefault(row["square"], []).append(row)
    shapes, taken, outside = [], [], 0
    for members in by_cell.values():
        total = sum(row["n"] for row in members)
        lat, lon = (sum(row[name] * row["n"] for row in members) / total for name in ("lat", "lon"))
        place = projection.place(lat, lon)
        if not _is_inside(place, projection):
            outside += total
            continue
        shapes.append(_donut(place, total, {row["word"]: row["n"] for row in members}))
        taken.append(place)
    return Points(shapes, taken, outside, True)


def _donut(place: Point, total: int, by: dict[str, int]) -> Group:
    radius = min(9.4 + 1.73 * math.sqrt(total), 24)
    shapes: list[Shape] = [Circle(*place, radius, colour("halo"))]
    start = 0.0
    for verification in RING:
        share = by.get(verification, 0) / total
        if share:
            outer = arc(*place, radius - 1.8, start, start + share)
            inner = arc(*place, radius - 5.6, start, start + share)
            fill = _ring_fill(verification)
            shapes.append(Path(((*outer, *reversed(inner)),), fill, colour("v-unconfirmed"), 0.7))
        start += share
    shapes.append(Words(place[0], place[1] + 3.4, str(total), 9.5, colour("ink"), True, "middle"))
    told = _told(by)
    return Group(tuple(shapes), f"{total}: {told}", "breaches")


def _ring_fill(verification: Verification) -> str:
    if verification in (Verification.CONFIRMED, Verification.CORROBORATED, Verification.CONTESTED):
        return colour(f"v-{verification}")
    return colour("v-soft") if verification == Verification.UNCONFIRMED else colour("surface-3")


def _told(by: dict[str, int]) -> str:
    pairs: Iterable[tuple[str, int]] = ((one.label, by.get(one, 0)) for one in RING)
    return ", ".join(f"{label} {count}" for label, count in pairs if count)
