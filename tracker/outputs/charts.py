"""Geometry of the small charts: from plain counts to places in an SVG, as strings that a template writes out.

Horizontal places are per cent and vertical ones pixels, so that a drawing fills its panel and its text keeps its size.
Strings, because a number that a template prints would follow the reader's locale ("12,5").
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.vocab import DeclarationKind

KINDS = ("confirmed", "corroborated", "unconfirmed", "contested")
PLOT_TOP, PLOT_BOTTOM = 22.0, 146.0
MOST_LABELS = 15
MANY_DAYS = 45
SPARK_WIDTH, SPARK_HEIGHT = 78.0, 23.0


def timeline(data: Mapping[str, Any], chosen: tuple[dt.date | None, dt.date | None] = (None, None)) -> dict[str, Any]:
    """Place the bars of breaches a day.

    `data` is {"days": [{"day", *kinds, "before_effect", "total"}], "series": [{"kind", "label"}], "effect_day",
    "declarations", "ends" ([{"day", "words"}]), "usual" ({"rate", "low", "high"} a day, or none), "incomplete_from" (a
    day or none)}. Without `series` the kinds are KINDS, without a `total` it is their sum. `chosen` is the span of days
    that the filter asks for. An empty list of days gives no bars and no labels.
    """
    days = data.get("days") or []
    kinds = [one["kind"] for one in data["series"]] if "series" in data else list(KINDS)
    usual = data.get("usual")
    scale = _Scale([*(max(_stacked(day, kinds), _total(day, kinds)) for day in days), usual["high"] if usual else 0])
    axis = _DayAxis([day["day"] for day in days])
    return {
        "kinds": kinds,
        "bars": [_bar(day, kinds, axis, scale) for day in days],
        "lines": scale.lines(),
        "labels": axis.labels(),
        "effect": axis.start(data.get("effect_day")),
        "said": _placed(data.get("declarations") or [], axis),
        "ends": _placed(data.get("ends") or [], axis),
        "usual": _band(usual, scale) if usual else None,
        "incomplete": axis.span(data.get("incomplete_from"), axis.last) if data.get("incomplete_from") else None,
        "has_extension": any(said.get("kind") == DeclarationKind.EXTENDS for said in data.get("declarations") or []),
        "chosen": axis.span(*chosen) if any(chosen) else None,
        "is_long": len(days) > MANY_DAYS,
        "has_counts": any(_total(day, kinds) for day in days),
        "total": sum(_total(day, kinds) for day in days if not day.get("before_effect")),
    }


def spark(days: Sequence[Mapping[str, Any]], top: int, effect_day: dt.date | None = None) -> dict[str, Any]:
    """Bars of one region's days on a field of 78 x 24 pixels; `top` is the count that fills its height."""
    step = SPARK_WIDTH / max(len(days), 1)
    unit = (SPARK_HEIGHT - 2) / max(top, 1)
    paths = {"confirmed": "", "unconfirmed": ""}
    for index, day in enumerate(days):
        confirmed, other = day["confirmed"] * unit, day["other"] * unit
        x, width = index * step, step - 1.4
        if confirmed:
            paths["confirmed"] += _bar_path(x, SPARK_HEIGHT - confirmed, width, confirmed)
        if other:
            paths["unconfirmed"] += _bar_path(x + 0.4, SPARK_HEIGHT - confirmed - other, width - 0.8, other)
    started = [index for index, day in enumerate(days) if day["day"] == effect_day and index]
    return {
        "paths": paths,
        "effect": f"M{_px(started[0] * step - 0.7)} 2V24" if started else "",
        "confirmed": sum(day["confirmed"] for day in days),
        "other": sum(day["other"] for day in days),
        "days": len(days),
    }


def _bar_path(x: float, y: float, width: float, height: float) -> str:
    """A bar as a part of a path: one path a kind, so that hundreds of sparklines are hundreds of elements."""
    return f"M{_px(x)} {_px(y)}h{_px(width)}v{_px(height)}h-{_px(width)}z"


def bars(counts: Sequence[int], usual: float) -> dict[str, Any]:
    """Bars of one series on the field of a spark line, with a line at what is usual; the highest fills the field."""
    step = SPARK_WIDTH / max(len(counts), 1)
    unit = (SPARK_HEIGHT - 2) / max([*counts, usual, 1])
    return {
        "bars": [
            _box("corroborated", index * step, SPARK_HEIGHT - count * unit, step - 1.4, count * unit)
            for index, count in enumerate(counts)
            if count
        ],
        "usual": _px(SPARK_HEIGHT - usual * unit),
    }


def strip(history: Iterable[Any]) -> list[dict[str, Any]]:
    """Cells of a region's states by day, oldest first; each day takes the same share of the width."""
    rows = list(history)
    every = -(-len(rows) // MOST_LABELS) or 1
    share = 100 / max(len(rows), 1)
    return [
        {
            "x": _pc(index * share + share * 0.01),
            "end": _pc(index * share + share * 0.98),
            "width": _pc(share * 0.97),
            "middle": _pc(index * share + share / 2),
            "status": row,
            "is_labelled": (len(rows) - 1 - index) % every == 0,
        }
        for index, row in enumerate(rows)
    ]


def interval(value: float, low: float, high: float, line: float) -> dict[str, Any]:
    """Place a ratio with its interval and the line it is held against on an axis from 0."""
    most = max(1.2, high * 1.05, line * 1.2)
    step = next(size for size in (0.25, 0.5, 1, 2, 5, 10, 50, 1e9) if most / size <= 6)
    ticks = [index * step for index in range(int(most / step) + 1)]
    return {
        "value": _pc(100 * value / most),
        "low": _pc(100 * low / most),
        "high": _pc(100 * min(high, most) / most),
        "line": _pc(100 * line / most),
        "ticks": [{"x": _pc(100 * tick / most), "text": f"{tick:g}"} for tick in ticks],
    }


class _Scale:
    """Counts to heights, with round lines."""

    def __init__(self, totals: Iterable[float]):
        highest = max([*totals, 4])
        self.step = next(size for size in _round_steps() if highest / size <= 5)
        self.top = int(-(-highest // self.step)) * self.step

    def y(self, count: float) -> float:
        return PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * count / self.top

    def lines(self) -> list[dict[str, str]]:
        return [
            {"y": _px(self.y(count)), "text": str(count), "text_y": _px(self.y(count) + 4)}
            for count in range(0, self.top + 1, self.step)
        ]


class _DayAxis:
    """Days to shares of the width; the days are consecutive."""

    def __init__(self, days: Sequence[dt.date]):
        self.days = days
        self.share = 100 / max(len(days), 1)

    @property
    def last(self) -> dt.date | None:
        return self.days[-1] if self.days else None

    def left(self, day: dt.date) -> float:
        return (day - self.days[0]).days * self.share

    def start(self, day: dt.date | None) -> str | None:
        """Where a day begins, if it is on the axis."""
        return _pc(self.left(day)) if day and self.days and self.days[0] <= day <= self.days[-1] else None

    def span(self, first: dt.date | None, last: dt.date | None) -> dict[str, str] | None:
        """The part of the axis between two days, both included; none for all of it."""
        if not self.days:
            return None
        first, last = max(first or self.days[0], self.days[0]), min(last or self.days[-1], self.days[-1])
        if first > last or (first, last) == (self.days[0], self.days[-1]):
            return None
        left = self.left(first)
        return {"x": _pc(left), "width": _pc(self.left(last) + self.share - left)}

    def labels(self) -> list[dict[str, Any]]:
        every = -(-len(self.days) // MOST_LABELS) or 1
        return [{"x": _pc(self.left(day) + self.share / 2), "day": day} for day in self.days[::every]]


def _stacked(day: Mapping[str, Any], kinds: Iterable[str]) -> int:
    return sum(day.get(kind, 0) for kind in kinds)


def _total(day: Mapping[str, Any], kinds: Iterable[str]) -> int:
    return day["total"] if "total" in day else _stacked(day, kinds)


def _bar(day: Mapping[str, Any], kinds: list[str], axis: _DayAxis, scale: _Scale) -> dict[str, Any]:
    parts, below = [], 0
    total = _total(day, kinds)
    counts = [("before", total)] if day.get("before_effect") else [(kind, day.get(kind, 0)) for kind in kinds]
    for kind, count in counts:
        if count:
            top = scale.y(below + count)
            parts.append({"kind": kind, "y": _px(top), "height": _px(scale.y(below) - top)})
            below += count
    return {
        **day,
        "x": _pc(axis.left(day["day"]) + axis.share * 0.16),
        "width": _pc(axis.share * 0.68),
        "parts": parts,
        "total": total,
        "cells": [day.get(kind, 0) for kind in kinds],
    }


def _placed(marks: Iterable[Mapping[str, Any]], axis: _DayAxis) -> list[dict[str, Any]]:
    placed = [{**mark, "x": axis.start(mark["day"])} for mark in marks]
    return [mark for mark in placed if mark["x"]]


def _band(usual: Mapping[str, float], scale: _Scale) -> dict[str, str]:
    """A rate a day and its interval as a line and a band across the field."""
    top = scale.y(usual["high"])
    return {"line": _px(scale.y(usual["rate"])), "y": _px(top), "height": _px(scale.y(usual["low"]) - top)}


def _box(kind: str, x: float, y: float, width: float, height: float) -> dict[str, str]:
    return {"kind": kind, "x": _px(x), "y": _px(y), "width": _px(width), "height": _px(height)}


def _round_steps() -> Iterable[int]:
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _pc(value: float) -> str:
    return f"{value:.2f}%"


def _px(value: float) -> str:
    return f"{value:.1f}"
