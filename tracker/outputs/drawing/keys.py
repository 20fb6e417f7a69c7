"""What colours and marks of a picture mean, in rows below it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import shapely
from django.utils.translation import gettext as _

from tracker.outputs.board import GRAVITY, Row
from tracker.outputs.drawing import hatching
from tracker.outputs.drawing.days import filled
from tracker.outputs.drawing.marks import state_mark, verification_mark
from tracker.outputs.drawing.palette import colour, state_colours
from tracker.outputs.drawing.shapes import Group, Path, Shape, Words, box, disc, line
from tracker.outputs.drawing.states import state_fill
from tracker.vocab import State, Verification

SIZE, ROW = 12.0, 19.0
LETTER = 0.56


class _Rows:
    """Entries one after the other, in rows of a breadth."""

    def __init__(self, x: float, y: float, width: float):
        self.start, self.x, self.y, self.width = x, x, y + ROW * 0.7, width
        self.top = y
        self.shapes: list[Shape] = []

    def entry(self, word: str, sign: float, draw) -> None:
        """A sign `sign` units broad, drawn by `draw(x, middle)`, and its word."""
        breadth = sign + 6 + len(word) * SIZE * LETTER + 18
        if self.x + breadth > self.start + self.width and self.x > self.start:
            self.next_row()
        self.shapes += [
            *draw(self.x, self.y - SIZE * 0.35),
            Words(self.x + sign + 6, self.y, word, SIZE, colour("ink")),
        ]
        self.x += breadth

    def title(self, words: str) -> None:
        if self.x > self.start:
            self.next_row()
        self.shapes.append(Words(self.x, self.y, words, SIZE, colour("ink-2"), True))
        self.next_row()

    def next_row(self) -> None:
        self.x, self.y = self.start, self.y + ROW

    def done(self) -> tuple[Group, float]:
        return Group(tuple(self.shapes), "", "key"), self.y - self.top + ROW * 0.5


def map_key(x: float, y: float, width: float, rows: list[Row]) -> tuple[Group, float]:
    """States with the number of regions in each, and verifications; the group and its height."""
    key, counts = _Rows(x, y, width), Counter(row.state for row in rows)
    key.title(_("Region fill: state on confirmed breaches, and how many regions"))
    for state in reversed(GRAVITY):
        key.entry(f"{state.label}: {counts[state]}", 40, lambda at, middle, state=state: _state_sign(state, at, middle))
    key.entry(_("Dashed edge: possible state"), 24, _edge_sign)
    key.title(_("Circles: verification of a breach"))
    for one in Verification:
        key.entry(one.label, 14, lambda at, middle, one=one: [verification_mark(one, at + 7, middle, 13)])
    key.entry(_("Place is uncertain"), 14, _uncertain_sign)
    return key.done()


def day_key(x: float, y: float, width: float, data: Mapping[str, Any]) -> tuple[Group, float]:
    """The kinds of bars; the group and its height."""
    key = _Rows(x, y, width)
    for one in data["series"]:
        key.entry(one["label"], 12, lambda at, middle, one=one: filled(one["kind"], at, middle - 6, 12, 12))
    if any(day["before_effect"] for day in data["days"]):
        key.entry(_("Before effect, for comparison"), 12, lambda at, middle: filled("before", at, middle - 6, 12, 12))
    if data["declarations"]:
        key.entry(_("Declaration of a party"), 8, _said_sign)
    return key.done()


def _said_sign(x: float, middle: float) -> list[Shape]:
    return [line((x + 4, middle - 8), (x + 4, middle + 8), stroke=colour("ink-3"), width=1, dash=(2.6, 2.6))]


def _state_sign(state: State, x: float, middle: float) -> list[Shape]:
    patch = shapely.box(x, middle - 7, x + 22, middle + 7)
    return [*state_fill(state, patch), state_mark(state, x + 32, middle, 12)]


def _edge_sign(x: float, middle: float) -> list[Shape]:
    patch = shapely.box(x, middle - 7, x + 22, middle + 7)
    edge = Path(hatching.inner_edge(patch, 3), stroke=state_colours(State.COLLAPSED)[0], width=3, dash=(5, 3))
    return [box(x, middle - 7, 22, 14, stroke=colour("line-strong"), width=0.8), edge]


def _uncertain_sign(x: float, middle: float) -> list[Shape]:
    return [disc(x + 7, middle, 6.5, stroke=colour("ink-3"), width=0.8, dash=(3, 3))]
