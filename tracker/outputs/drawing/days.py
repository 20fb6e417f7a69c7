"""The chart of breaches a day as a picture, from the same geometry as the page's."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from tracker.outputs import charts
from tracker.outputs.drawing.palette import colour
from tracker.outputs.drawing.shapes import Group, Path, Shape, Words, box, line, moved
from tracker.outputs.times import local_day

AXIS = 26.0  # units kept for the figures at the left
LETTERS = 9.5
LABEL_BREADTH = 40.0
HEIGHT = 170.0


def chart(data: Mapping[str, Any], width: float, chosen: tuple[dt.date | None, dt.date | None] = (None, None)) -> Group:
    """The chart of `dashboard.timeline`'s data, `width` units broad and HEIGHT high."""
    drawn = charts.timeline(data, chosen)
    plot = _Plot(width - AXIS)
    shapes = [*plot.lines(drawn), *plot.shade(drawn)]
    for bar in drawn["bars"]:
        shapes.append(plot.bar(bar))
    shapes += [*plot.marks(drawn, data.get("effect_day")), *plot.labels(drawn)]
    return Group(tuple(moved(one, AXIS, 0) for one in shapes), "", "chart")


class _Plot:
    """Per cents of a breadth as units."""

    def __init__(self, width: float):
        self.width = width

    def x(self, share: str) -> float:
        return float(share.removesuffix("%")) / 100 * self.width

    def lines(self, drawn: Mapping[str, Any]) -> list[Shape]:
        shapes: list[Shape] = []
        for one in drawn["lines"]:
            y = float(one["y"])
            shapes.append(line((0, y), (self.width, y), stroke=colour("line"), width=0.7))
            shapes.append(Words(-6, float(one["text_y"]) - 1, one["text"], LETTERS, colour("ink-3"), anchor="end"))
        return shapes

    def shade(self, drawn: Mapping[str, Any]) -> list[Shape]:
        if not drawn["chosen"]:
            return []
        x, width = self.x(drawn["chosen"]["x"]), self.x(drawn["chosen"]["width"])
        return [box(x, charts.PLOT_TOP, width, charts.PLOT_BOTTOM - charts.PLOT_TOP,
                    fill=colour("accent-tint"), stroke=colour("accent"), width=0.7)]  # fmt: skip

    def bar(self, bar: Mapping[str, Any]) -> Group:
        x, width = self.x(bar["x"]), self.x(bar["width"])
        shapes = [one for part in bar["parts"]
                  for one in filled(part["kind"], x, float(part["y"]), width, float(part["height"]))]  # fmt: skip
        return Group(tuple(shapes), f"{local_day(bar['day'])}: {bar['total']}", "day")

    def marks(self, drawn: Mapping[str, Any], effect: dt.date | None) -> list[Shape]:
        shapes: list[Shape] = []
        for said in drawn["said"]:
            x = self.x(said["x"])
            stroke = line(
                (x, charts.PLOT_TOP - 4), (x, charts.PLOT_BOTTOM + 4), stroke=colour("ink-3"), width=0.8, dash=(2, 2)
            )
            shapes.append(Group((stroke,), f"{local_day(said['day'])}: {said['actor']}. {said['summary']}", "said"))
        if drawn["effect"] and effect:
            x = self.x(drawn["effect"])
            words = _("Ceasefire in effect, %(day)s") % {"day": format_date(effect, "j M Y")}
            at, anchor = (x + 5, "start") if x < self.width * 0.7 else (x - 5, "end")
            shapes += [
                line((x, 4), (x, charts.PLOT_BOTTOM), stroke=colour("ink"), width=1.3),
                Words(at, 13, words, LETTERS, colour("ink-2"), anchor=anchor),
            ]
        return shapes

    def labels(self, drawn: Mapping[str, Any]) -> list[Shape]:
        every = -(-len(drawn["labels"]) * LABEL_BREADTH // max(self.width, 1)) or 1
        shown = [label for index, label in enumerate(drawn["labels"]) if index % every == 0]
        return [
            Words(self.x(label["x"]), charts.PLOT_BOTTOM + 15, format_date(label["day"], "j M"), LETTERS,
                  colour("ink-3"), anchor="middle")
            for label in shown
        ]  # fmt: skip


def filled(kind: str, x: float, y: float, width: float, height: float) -> list[Shape]:
    """A part of a bar in its look: filled, outlined, hatched or grey."""
    if kind in ("confirmed", "corroborated"):
        return [box(x, y, width, height, fill=colour(f"v-{kind}"))]
    if kind in ("refuted", "unverifiable"):
        return [box(x, y, width, height, fill="#ffffff", stroke=colour(f"v-{kind}"), width=0.6)]
    if kind == "before":
        return [box(x, y, width, height, fill=colour("surface-3"), stroke=colour("line-strong"), width=0.6)]
    if kind == "unconfirmed":
        return [box(x, y, width, height, fill=colour("v-soft"), stroke=colour("v-unconfirmed"), width=0.6)]
    ink = colour("v-contested")
    strokes = _diagonals(x, y, width, height)
    return [
        box(x, y, width, height, fill="#ffffff", stroke=ink, width=0.6),
        Path(strokes, stroke=ink, width=1, is_closed=False),
    ]


def _diagonals(x: float, y: float, width: float, height: float, spacing: float = 4) -> tuple:
    """Strokes that rise from left to right inside a box."""
    lines, shift = [], spacing / 2
    while shift < width + height:
        low = (x + max(shift - height, 0), y + min(shift, height))
        high = (x + min(shift, width), y + max(shift - width, 0))
        lines.append((low, high))
        shift += spacing
    return tuple(lines)
