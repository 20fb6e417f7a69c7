"""The map of states as a picture: land, regions by state with the edge of their range, names."""

from collections.abc import Iterable
from functools import lru_cache

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from tracker.models import Agreement
from tracker.outputs import basemap
from tracker.outputs.board import Row
from tracker.outputs.drawing import hatching
from tracker.outputs.drawing.marks import state_mark
from tracker.outputs.drawing.palette import colour, state_colours
from tracker.outputs.drawing.projection import Projection
from tracker.outputs.drawing.shapes import Group, Path, Point, Shape, Words, box, disc
from tracker.vocab import State

# Where a name may stand when its own place is taken, in heights of its letters; the nearest first.
OFFSETS = ((0, 0), *((across * step, along * step) for step in (1.2, 2.4, 3.6, 4.8, 6) for across, along in (
    (0, 1), (0, -1), (1, 0), (-1, 0), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))))  # fmt: skip
LETTER = 0.6  # the breadth of a bold letter against its height, on average


@lru_cache(maxsize=16)
def _land(bounds: tuple, width: float) -> tuple[Path, ...]:
    """The land of a picture. It is the same for every day, and reading it takes longer than all the rest."""
    projection = Projection(bounds, width)
    areas = (projection.area(country["geometry"]) for country in basemap.land_around(bounds)["features"])
    return tuple(Path(hatching.rings(area), colour("land"), colour("line"), 0.8) for area in areas if not area.is_empty)


class StateMap:
    """The shapes of a map `width` units broad; `size` is the height of its letters."""

    def __init__(self, agreement: Agreement, rows: list[Row], width: float, size: float):
        bounds = basemap.bounds(agreement.spoken_regions)
        self.projection = Projection(bounds, width)
        self.rows, self.size = rows, size
        self.land = _land(tuple(map(tuple, bounds)), width)
        geometries = {
            one["properties"]["code"]: one["geometry"] for one in basemap.region_shapes(agreement)["features"]
        }
        self.areas = {code: self.projection.area(geometry) for code, geometry in geometries.items() if geometry}

    @property
    def height(self) -> float:
        return self.projection.height

    def base(self) -> list[Shape]:
        """Sea, land and regions, without names."""
        shapes: list[Shape] = [box(0, 0, self.projection.width, self.height, fill=colour("sea"))]
        shapes += self.land
        drawn = [(row, self.areas[row.region.code]) for row in self.rows if row.region.code in self.areas]
        shapes += [_region(row, area) for row, area in drawn if not area.is_empty]
        return shapes

    def names(self, points: Iterable[Point] = (), notes: dict[str, str] | None = None) -> list[Shape]:
        """The regions' marks and names, moved off each other; `notes` are small words below a name, by code."""
        taken = [_around(x, y, self.size / 2) for x, y in points]
        shapes: list[Shape] = []
        for row in self.rows:
            if row.region.label_lat is None or row.region.label_lon is None:
                continue
            note = (notes or {}).get(row.region.code, "")
            home = self.projection.place(row.region.label_lat, row.region.label_lon)
            spot = self._free(row.region.code, home, max(len(row.region.name), len(note) * 0.8), taken, bool(note))
            if spot:
                shapes.append(_name(row, *spot, self.size, note))
            elif self._is_free(_around(*home, self.size / 2), taken):
                taken.append(_around(*home, self.size / 2))
                shapes.append(state_mark(row.state, *home, self.size))
        return shapes

    def frame(self) -> Shape:
        return box(0, 0, self.projection.width, self.height, stroke=colour("line-strong"), width=0.8)

    def _free(self, code: str, home: Point, letters: float, taken: list, has_note: bool) -> Point | None:
        """The nearest spot, in the region itself or in none, at which a name covers nothing, if there is one."""
        half, up, down = letters * self.size * LETTER / 2, 1.5 * self.size, (1.9 if has_note else 1) * self.size
        for across, along in OFFSETS:
            x, y = home[0] + across * self.size, home[1] + along * self.size
            edges = (x - half, y - up, x + half, y + down)
            if self._is_free(edges, taken) and self._is_own(code, x, y):
                taken.append(edges)
                return x, y
        return None

    def _is_free(self, edges: tuple, taken: list) -> bool:
        is_whole = edges[0] > 0 and edges[1] > 0 and edges[2] < self.projection.width and edges[3] < self.height
        return is_whole and not any(_overlap(edges, other) for other in taken)

    def _is_own(self, code: str, x: float, y: float) -> bool:
        under = [one for one, area in self.areas.items() if shapely.contains_xy(area, x, y)]
        return not under or code in under


def _around(x: float, y: float, reach: float) -> tuple[float, float, float, float]:
    return x - reach, y - reach, x + reach, y + reach


def _overlap(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def state_fill(state: State, area: BaseGeometry) -> list[Shape]:
    """An area in the look of a state: its colour, and what tells it without colour."""
    fill, ink = state_colours(state)
    quiet = state in (State.NO_INFORMATION, State.NOT_COVERED)
    edge, width = (colour("line-strong"), 0.8) if quiet else ("#ffffff", 1.2)
    shapes: list[Shape] = [Path(hatching.rings(area), fill, edge, width)]
    if state == State.NO_INFORMATION:
        strokes = hatching.hatch(area, 7)
        shapes.append(Path(strokes, stroke=colour("line-strong"), width=0.6, is_closed=False))
    if state == State.ENDED:
        shapes.append(Path(hatching.hatch(area, 4, 0), stroke="#ffffff", width=0.6, is_closed=False))
    if state == State.NOT_COVERED:
        shapes += [disc(x, y, 0.7, fill=ink) for x, y in hatching.dots(area, 6)]
    return shapes


def _region(row: Row, area: BaseGeometry) -> Group:
    """A region: its fill, and the dashed edge of the possible state."""
    shapes = state_fill(row.state, area)
    title = f"{row.region.name}: {row.state.label}"
    if row.status and row.status.has_range:
        edge = state_colours(row.status.possible_state)[0]
        shapes.append(Path(hatching.inner_edge(area, 4), stroke=edge, width=4, dash=(7, 5)))
        title += _(", possibly %(state)s") % {"state": State(row.status.possible_state).label}
    return Group(tuple(shapes), title, f"region {row.state}")


def _name(row: Row, x: float, y: float, size: float, note: str) -> Group:
    mark = state_mark(row.state, x, y - 0.75 * size, 1.05 * size)
    ring = disc(x, y - 0.75 * size, 0.72 * size, fill="#ffffff")
    words = [Words(x, y + 0.9 * size, row.region.name, size, colour("ink"), True, "middle", "#ffffff")]
    if note:
        words.append(Words(x, y + 1.8 * size, note, 0.82 * size, colour("ink"), False, "middle", "#ffffff"))
    return Group((ring, mark, *words), "", "name")
