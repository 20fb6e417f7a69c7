"""Points on the earth: distance, offset, middle, and coarsening. Latitude comes first, in degrees; lengths are in kilometres."""

import math

EARTH_RADIUS_KM = 6371.0088
KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180
HIGHEST_LATITUDE = 89.9  # beyond it a step of longitude has no useful width

Point = tuple[float, float]


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance (haversine on a sphere; within 0.6 % of the ellipsoid)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def offset(start: Point, bearing: float, km: float) -> Point:
    """The point `km` away from `start` in the direction `bearing` (degrees, clockwise from north)."""
    lat, lon = map(math.radians, start)
    angle, arc = math.radians(bearing), km / EARTH_RADIUS_KM
    end_lat = math.asin(math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(angle))
    east = math.sin(angle) * math.sin(arc) * math.cos(lat)
    end_lon = lon + math.atan2(east, math.cos(arc) - math.sin(lat) * math.sin(end_lat))
    return math.degrees(end_lat), _wrapped(math.degrees(end_lon))


def midpoint(one: Point, other: Point) -> Point:
    """The point half way between two; over short distances, as between two villages."""
    step = (other[1] - one[1] + 180) % 360 - 180
    return (one[0] + other[0]) / 2, _wrapped(one[1] + step / 2)


def coarsen(lat: float, lon: float, km: float) -> Point:
    """The middle of the grid cell, about `km` wide and high, that the point lies in; the point itself if `km` is 0.

    All points of a cell give the same answer, so it cannot be averaged away by asking often. Raises ValueError if `km`
    is negative.
    """
    if km < 0:
        raise ValueError("A cell cannot be less than 0 km wide.")
    if km == 0:
        return lat, lon
    height = km / KM_PER_DEGREE
    middle_lat = max(-90.0, min(90.0, (math.floor(lat / height) + 0.5) * height))
    shown = min(abs(middle_lat), HIGHEST_LATITUDE)
    width = min(360.0, height / math.cos(math.radians(shown)))
    return round(middle_lat, 5), round(_wrapped((math.floor(lon / width) + 0.5) * width), 5)


def _wrapped(lon: float) -> float:
    return (lon + 180) % 360 - 180
