"""What a picture is made of. Units are the picture's own, x to the right and y down, the origin at its top left."""

import math
from dataclasses import dataclass, field

Point = tuple[float, float]
SANS, SERIF = "sans", "serif"


@dataclass(frozen=True)
class Path:
    """Lines, each a run of points; closed ones are filled by the even-odd rule, so that holes stay holes."""

    lines: tuple[tuple[Point, ...], ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1
    dash: tuple[float, ...] = ()
    is_closed: bool = True


@dataclass(frozen=True)
class Circle:
    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    width: float = 1
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Words:
    """A line of text; `y` is its base line, `anchor` one of start, middle, end. `halo` is a colour around it."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    is_bold: bool = False
    anchor: str = "start"
    halo: str = ""
    face: str = SANS


@dataclass(frozen=True)
class Group:
    """Shapes that belong together, with what they are, in words; `kind` is a short name for who reads the file."""

    shapes: tuple["Shape", ...]
    title: str = ""
    kind: str = ""
    link: str = ""


Shape = Path | Circle | Words | Group


@dataclass
class Drawing:
    """`title` and `about` are what a screen reader says of the picture."""

    width: float
    height: float
    title: str = ""
    about: str = ""
    shapes: list[Shape] = field(default_factory=list)

    def add(self, *shapes: Shape) -> None:
        self.shapes.extend(shapes)


def box(x: float, y: float, across: float, down: float, **style) -> Path:
    """A rectangle."""
    corners = ((x, y), (x + across, y), (x + across, y + down), (x, y + down))
    return Path((corners,), **style)


def line(start: Point, end: Point, **style) -> Path:
    return Path(((start, end),), is_closed=False, **style)


def disc(x: float, y: float, radius: float, **style) -> Path:
    """A full circle as a path: the part of a mark that is no mark by itself."""
    return Path((arc(x, y, radius, 0, 1),), **style)


def arc(x: float, y: float, radius: float, start: float, end: float) -> tuple[Point, ...]:
    """Points on a circle between two shares of a turn, clockwise from the top."""
    steps = max(round(24 * (end - start)), 2)
    turns = (2 * math.pi * (start + (end - start) * step / steps) for step in range(steps + 1))
    return tuple((x + radius * math.sin(turn), y - radius * math.cos(turn)) for turn in turns)


def moved(shape: Shape, x: float, y: float, scale: float = 1) -> Shape:
    """The shape made `scale` times as large around its origin, and then moved."""
    if isinstance(shape, Group):
        return Group(tuple(moved(one, x, y, scale) for one in shape.shapes), shape.title, shape.kind, shape.link)
    if isinstance(shape, Path):
        lines = tuple(tuple((x + scale * a, y + scale * b) for a, b in points) for points in shape.lines)
        dash = tuple(scale * length for length in shape.dash)
        return Path(lines, shape.fill, shape.stroke, shape.width * scale, dash, shape.is_closed)
    if isinstance(shape, Circle):
        dash = tuple(scale * length for length in shape.dash)
        return Circle(x + scale * shape.x, y + scale * shape.y, scale * shape.radius,
                      shape.fill, shape.stroke, scale * shape.width, dash)  # fmt: skip
    return Words(x + scale * shape.x, y + scale * shape.y, shape.text, scale * shape.size, shape.fill,
                 shape.is_bold, shape.anchor, shape.halo, shape.face)  # fmt: skip
