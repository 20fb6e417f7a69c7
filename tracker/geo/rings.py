"""Polygons packed into small whole numbers, so that the world fits into a file of a megabyte or two.

A packed shape is a list of polygons, a polygon a list of rings, a ring a flat list
`[x0, y0, dx1, dy1, dx2, dy2, ...]` in thousandths of a degree (about 100 m), longitude first. Steps between neighbours
are short, which is what makes them compress; two regions that share a border share its rounded points too.
"""

from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

UNITS_PER_DEGREE = 1000
FEWEST_POINTS = 4  # a closed triangle

Packed = list[list[list[int]]]


def _pack_ring(ring: BaseGeometry) -> list[int]:
    points = np.rint(shapely.get_coordinates(ring) * UNITS_PER_DEGREE).astype(int)
    steps = np.vstack([points[:1], np.diff(points, axis=0)])
    moved = np.append([True], (steps[1:] != 0).any(axis=1))
    return steps[moved].ravel().tolist()


def pack(shape: BaseGeometry) -> Packed:
    """A Polygon or MultiPolygon in degrees as nested lists; rings that rounding has flattened are left out."""
    polygons = []
    for polygon in shapely.get_parts(shape):
        rings = [_pack_ring(ring) for ring in (polygon.exterior, *polygon.interiors)]
        if len(rings[0]) >= 2 * FEWEST_POINTS:
            polygons.append([rings[0], *(ring for ring in rings[1:] if len(ring) >= 2 * FEWEST_POINTS)])
    return polygons


def unpack(packed: Packed) -> dict[str, Any]:
    """The GeoJSON MultiPolygon (longitude, latitude in degrees) of what `pack` made."""
    polygons = [
        [(np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / UNITS_PER_DEGREE).tolist() for ring in polygon]
        for polygon in packed
    ]
    return {"type": "MultiPolygon", "coordinates": polygons}
