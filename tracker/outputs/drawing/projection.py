"""From degrees to a flat picture: equirectangular, with the breadth of a degree as it is at the middle latitude."""

import math
from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from tracker.outputs.drawing.shapes import Point

LOWEST, HIGHEST = 0.45, 1.15  # height of a picture against its width
TOLERANCE = 0.35  # units; finer turns of a border are not seen
MARGIN = 0.04  # of the breadth, on each side


class Projection:
    """Places degrees on a picture `width` units broad that holds the bounds (south-west, north-east as lat, lon)."""

    def __init__(self, bounds: list[list[float]], width: float):
        (south, west), (north, east) = bounds
        self.stretch = max(math.cos(math.radians((south + north) / 2)), 0.05)
        across, up = max((east - west) * self.stretch, 0.01), max(north - south, 0.01)
        self.width = width
        self.height = width * min(max(up / across, LOWEST), HIGHEST)
        inner = 1 - 2 * MARGIN
        self.scale = min(width * inner / across, self.height * inner / up)
        self.west = west - (width / self.scale - across) / 2 / self.stretch
        self.north = north + (self.height / self.scale - up) / 2

    def place(self, lat: float, lon: float) -> Point:
        return (lon - self.west) * self.stretch * self.scale, (self.north - lat) * self.scale

    def units(self, km: float) -> float:
        """A distance of so many kilometres."""
        return km / 111.2 * self.scale

    @property
    def frame(self) -> BaseGeometry:
        return shapely.box(0, 0, self.width, self.height)

    def area(self, geometry: Mapping[str, Any]) -> BaseGeometry:
        """A GeoJSON polygon on the picture, without what is too fine to be seen and what lies outside the frame."""
        flat = shapely.transform(shape(geometry), self._flat)
        return shapely.make_valid(flat.simplify(TOLERANCE)).intersection(self.frame)

    def _flat(self, degrees):
        moved = degrees.copy()
        moved[:, 0] = (degrees[:, 0] - self.west) * self.stretch * self.scale
        moved[:, 1] = (self.north - degrees[:, 1]) * self.scale
        return moved
