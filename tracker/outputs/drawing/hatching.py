"""Hatches and inner edges as lines of their own, so that no reader of a file needs to know patterns or clipping."""

import math

import shapely
from shapely.geometry.base import BaseGeometry

from tracker.outputs.drawing.shapes import Point

Lines = tuple[tuple[Point, ...], ...]
LEAST = 0.6  # units; a shorter stroke is not seen


def rings(area: BaseGeometry) -> Lines:
    """The outlines and holes of an area."""
    parts = [part for part in getattr(area, "geoms", [area]) if part.geom_type == "Polygon" and not part.is_empty]
    return tuple(tuple(ring.coords) for part in parts for ring in (part.exterior, *part.interiors))


def hatch(area: BaseGeometry, spacing: float, angle: float = 45) -> Lines:
    """Parallel strokes inside an area, `spacing` units apart, that rise by `angle` degrees.

    All lie on one grid, so that the hatch of one area goes on in its neighbour.
    """
    if area.is_empty:
        return ()
    turn = math.radians(angle)
    along, across = (math.cos(turn), -math.sin(turn)), (math.sin(turn), math.cos(turn))
    west, north, east, south = area.bounds
    depths = [x * across[0] + y * across[1] for x in (west, east) for y in (north, south)]
    reaches = [x * along[0] + y * along[1] for x in (west, east) for y in (north, south)]
    steps = range(math.ceil(min(depths) / spacing), math.floor(max(depths) / spacing) + 1)
    field = [[_at(along, across, reach, step * spacing) for reach in (min(reaches), max(reaches))] for step in steps]
    inside = shapely.multilinestrings(field).intersection(area) if field else shapely.MultiLineString()
    strokes = [part for part in getattr(inside, "geoms", [inside]) if part.geom_type == "LineString"]
    return tuple(tuple(part.coords) for part in strokes if part.length > LEAST)


def _at(along: Point, across: Point, reach: float, depth: float) -> Point:
    return reach * along[0] + depth * across[0], reach * along[1] + depth * across[1]


def dots(area: BaseGeometry, spacing: float) -> tuple[Point, ...]:
    """Points of a grid that lie in an area."""
    west, north, east, south = area.bounds
    across = [spacing * step for step in range(int(west / spacing), int(east / spacing) + 2)]
    down = [spacing * step for step in range(int(north / spacing), int(south / spacing) + 2)]
    grid = [(x, y) for x in across for y in down]
    inside = shapely.contains_xy(area, [x for x, _ in grid], [y for _, y in grid])
    return tuple(point for point, is_in in zip(grid, inside, strict=True) if is_in)


def inner_edge(area: BaseGeometry, width: float) -> Lines:
    """The outline of an area drawn in by half of `width`, so that a stroke of that width lies inside it."""
    return rings(area.buffer(-width / 2, join_style="mitre"))
