"""Morton cells: one whole number for a square of the web map, such that nearby squares have nearby numbers.

A cell at zoom z is the square (x, y) of the Web Mercator tiling with the bits of x and y interleaved. Shifting a cell by
two bits gives the square around it one zoom level further out, so clusters are a `GROUP BY cell >> shift`, and a viewport is
a few ranges of cells. At z 24 a cell is about 2 m wide and the number has 48 bits: it fits a signed 64-bit column.
"""

import math
from typing import Any

import numpy as np

ZOOM = 24
EDGE = 85.05112878  # the Web Mercator square ends here
CELLS_PER_TILE_ZOOM = 2  # a tile of 256 px shows up to 4 × 4 clusters, 64 px apart
MOST_RANGES = 64
SPREAD_STEPS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def cell(lat: float, lon: float, z: int = ZOOM) -> int:
    """The cell of a point in degrees; latitudes beyond the web map's edge fall into its outermost row."""
    x, y = _square(lat, lon, z)
    return interleave(x, y)


def cells(lats: Any, lons: Any, z: int = ZOOM) -> np.ndarray:
    """`cell` for arrays of points, as int64."""
    size = 1 << z
    lat = np.radians(np.clip(np.asarray(lats, dtype=float), -EDGE, EDGE))
    x = np.clip((np.asarray(lons, dtype=float) + 180) / 360 * size, 0, size - 1).astype(np.int64)
    y = np.clip((1 - np.arcsinh(np.tan(lat)) / math.pi) / 2 * size, 0, size - 1).astype(np.int64)
    return interleave(x, y)


def interleave(x: Any, y: Any) -> Any:
    """Bits of x in the even, bits of y in the odd places; whole numbers or int64 arrays below 2³¹."""
    return _spread(x) | (_spread(y) << 1)


def corner(number: int, z: int = ZOOM) -> tuple[float, float]:
    """Latitude and longitude of the north-west corner of a cell of zoom `z`."""
    return _corner(_gather(number), _gather(number >> 1), z)


def centre(number: int, z: int = ZOOM) -> tuple[float, float]:
    """Latitude and longitude of the middle of a cell of zoom `z`."""
    return _corner(_gather(number) + 0.5, _gather(number >> 1) + 0.5, z)


def shift(map_zoom: int) -> int:
    """By how many bits a cell of z 24 is shifted to give the cluster it falls into at this zoom of the map."""
    return 2 * max(0, ZOOM - max(0, map_zoom) - CELLS_PER_TILE_ZOOM)


def ranges(south: float, west: float, north: float, east: float, most: int = MOST_RANGES) -> list[tuple[int, int]]:
    """First and last z-24 cell (both included) of each range that covers a viewport, in order, `most` or fewer squares.

    The ranges may hold a little more than the viewport, never less. `west` greater than `east` is a viewport across
    the date line.
    """
    if west > east:
        halves = max(1, most // 2)
        return _joined(ranges(south, west, north, 180, halves) + ranges(south, -180, north, east, halves))
    z = ZOOM
    left, top = _square(north, west, z)
    right, bottom = _square(south, east, z)
    while (right - left + 1) * (bottom - top + 1) > most and z > 0:
        z, left, top, right, bottom = z - 1, left >> 1, top >> 1, right >> 1, bottom >> 1
    bits = 2 * (ZOOM - z)
    squares = (interleave(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
    return _joined([(square << bits, ((square + 1) << bits) - 1) for square in squares])


def _joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _square(lat: float, lon: float, z: int) -> tuple[int, int]:
    size = 1 << z
    angle = math.radians(max(-EDGE, min(EDGE, lat)))
    x = int((lon + 180) / 360 * size)
    y = int((1 - math.asinh(math.tan(angle)) / math.pi) / 2 * size)
    return max(0, min(size - 1, x)), max(0, min(size - 1, y))


def _corner(x: float, y: float, z: int) -> tuple[float, float]:
    size = 1 << z
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / size)))), x / size * 360 - 180


def _spread(number: Any) -> Any:
    for step, mask in SPREAD_STEPS:
        number = (number | (number << step)) & mask
    return number


def _gather(number: int) -> int:
    number &= SPREAD_STEPS[-1][1]
    for step, mask in (
        (1, 0x3333333333333333),
        (2, 0x0F0F0F0F0F0F0F0F),
        (4, 0x00FF00FF00FF00FF),
        (8, 0x0000FFFF0000FFFF),
        (16, 0xFFFFFFFF),
    ):
        number = (number | (number >> step)) & mask
    return number
