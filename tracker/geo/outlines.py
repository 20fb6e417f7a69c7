"""The box around a polygon, and a point inside it where its name can stand."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import shapely
from shapely.geometry import shape

from tracker.geo.points import Point


class Outline(NamedTuple):
    """`box`: west, south, east, north in degrees. `label`: latitude and longitude inside the largest part."""

    box: tuple[float, float, float, float]
    label: Point


def outline_of(geometry: Mapping[str, Any]) -> Outline:
    """The outline of a GeoJSON Polygon or MultiPolygon."""
    whole = shapely.make_valid(shape(geometry))
    parts = getattr(whole, "geoms", [whole])
    largest = max(parts, key=lambda part: part.area)
    point = largest.representative_point()
    return Outline(tuple(round(edge, 4) for edge in whole.bounds), (round(point.y, 4), round(point.x, 4)))
