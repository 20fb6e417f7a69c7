"""Which region a point lies in, and which region a text names."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from rapidfuzz import fuzz, process
from shapely.geometry import Point, shape
from shapely.ops import nearest_points

from tracker.geo.keys import fold
from tracker.geo.points import distance_km

NAME_FLOOR = 88  # of 100; below it a misspelt region is not taken for a known one
UNIT_WORDS = re.compile(
    r"\b(?:province|provincial|governorate|region|oblast|state|district|department"
    r"|област[ьи]|обл|провинци[яи]|мухафаз[аы]|губернаторств[оа])\b|محافظة|محافظه|إقليم|ولاية",
    re.IGNORECASE,
)
PART_WORDS = re.compile(
    r"\b(?:countryside|rural|suburbs|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central)\b|ريف",
    re.IGNORECASE,
)
FILLERS = re.compile(r"(?:'s|’s)\b|\b(?:the|of|in)\b", re.IGNORECASE)


def says_region(text: str) -> bool:
    """Whether the words speak of a region or of a part of one ("Hama province", "northern Idlib"), not only a name."""
    return bool(UNIT_WORDS.search(text) or PART_WORDS.search(text))


class RegionShapes:
    """Regions by id: polygons to test points against, and names to find one in a text.

    `rows` are (id, GeoJSON Polygon or MultiPolygon in degrees); broken polygons are repaired. `names` gives each id's names.
    Where polygons overlap, the row that comes first wins.
    """

    def __init__(self, rows: Iterable[tuple[str, Mapping[str, Any]]], names: Mapping[str, Iterable[str]] | None = None):
        pairs = [(region, shapely.make_valid(shape(geometry))) for region, geometry in rows if geometry]
        self.ids = [region for region, _ in pairs]
        self.shapes = dict(pairs)
        for polygon in self.shapes.values():
            shapely.prepare(polygon)
        self._bounds = np.array([polygon.bounds for _, polygon in pairs]).reshape(-1, 4)
        self._names = _by_key(names or {})

    def containing(self, lat: float, lon: float) -> str | None:
        """The id of the region that the point lies in or on the edge of, or None."""
        west, south, east, north = self._bounds.T
        inside = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
        for index in np.flatnonzero(inside):
            if shapely.intersects_xy(self.shapes[self.ids[index]], lon, lat):
                return self.ids[index]
        return None

    def containing_many(self, lats: Any, lons: Any) -> list[str | None]:
        """`containing` for arrays of points, all finite.

        The points are put in order by narrow strips of longitude, so that a region looks only at those between its
        western and its eastern edge; each of them costs one look at the latitude, and one prepared polygon test if the
        point lies in the region's box.
        """
        strips = _strip(lons)
        order = np.argsort(strips, kind="stable")
        strips = strips[order]
        lat, lon = np.asarray(lats, dtype=float)[order], np.asarray(lons, dtype=float)[order]
        firsts = np.searchsorted(strips, _strip(self._bounds[:, 0]), "left")
        lasts = np.searchsorted(strips, _strip(self._bounds[:, 2]), "right")
        inside = np.full(lat.shape, -1, dtype=np.int32)
        for index, (_, south, _, north) in enumerate(self._bounds):
            part = slice(firsts[index], lasts[index])
            rows = firsts[index] + np.flatnonzero((inside[part] < 0) & (lat[part] >= south) & (lat[part] <= north))
            hit = shapely.intersects_xy(self.shapes[self.ids[index]], lon[rows], lat[rows])
            inside[rows[hit]] = index
        found = np.empty_like(inside)
        found[order] = inside
        return np.array([*self.ids, None], dtype=object)[found].tolist()

    def distance_km(self, region: str, lat: float, lon: float) -> float | None:
        """How far the point lies outside a region, 0 inside it; None if the region has no polygon here."""
        polygon = self.shapes.get(region)
        if polygon is None:
            return None
        if shapely.intersects_xy(polygon, lon, lat):
            return 0.0
        nearest, _ = nearest_points(polygon, Point(lon, lat))
        return distance_km((lat, lon), (nearest.y, nearest.x))

    def named(self, text: str | None, misspelt: bool = True) -> str | None:
        """The id of the region that a text names ("Hama", "Idlib's countryside", "محافظة حلب"), or None.

        The whole text is tried first, so that "North Darfur" is not taken for another Darfur; then without words such
        as "province", then without "northern" or "countryside"; then, if `misspelt` names count, with a letter or two
        of difference.
        """
        if not text:
            return None
        tries = [key for key in (fold(text), fold(_bare(text)), fold(PART_WORDS.sub(" ", _bare(text)))) if key]
        for key in tries:
            if key in self._names:
                return self._names[key]
        if not (misspelt and tries and self._names):
            return None
        close = process.extractOne(tries[-1], self._names.keys(), scorer=fuzz.ratio, score_cutoff=NAME_FLOOR)
        return self._names[close[0]] if close else None


def _strip(lon: Any) -> np.ndarray:
    """Which of 65,536 strips of longitude; as 16-bit numbers, which numpy sorts by counting."""
    return np.clip((np.asarray(lon, dtype=float) + 180) * (65535 / 360), 0, 65535).astype(np.uint16)


def _by_key(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Region by folded name; short forms ("Homs" of "Homs Governorate") only where they mean one region."""
    full: dict[str, str] = {}
    short: dict[str, set[str]] = {}
    for region, known in names.items():
        for name in known:
            full.setdefault(fold(name), region)
            short.setdefault(fold(_bare(name)), set()).add(region)
    by_key = {key: regions.pop() for key, regions in short.items() if len(regions) == 1} | full
    by_key.pop("", None)
    return by_key


def _bare(text: str) -> str:
    return " ".join(UNIT_WORDS.sub(" ", FILLERS.sub(" ", text)).split())
