"""The two pictures of a brief, of its context: for the page, and for the paper."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tracker.outputs.charts import KINDS
from tracker.outputs.drawing import days
from tracker.outputs.drawing.keys import day_key
from tracker.outputs.drawing.shapes import Drawing
from tracker.outputs.drawing.states import StateMap
from tracker.outputs.drawing.svg import inline

MAP_BREADTH, MAP_LETTERS = 420.0, 13.0
DAYS_BREADTH = 690.0
BESIDE_MAP = 24  # regions that fit beside the map; a longer table goes below it, over the whole breadth


def map_of_states(context: Mapping[str, Any]) -> Drawing:
    """The regions by state, with their names."""
    states = StateMap(context["agreement"], context["rows"], MAP_BREADTH, MAP_LETTERS)
    title = _("Map of states. %(line)s The table holds the same.") % {"line": context["country_line"]}
    return Drawing(MAP_BREADTH, states.height, title, shapes=[*states.base(), *states.names(), states.frame()])


def map_words() -> str:
    """What the look of a region means, and whose the boundaries are."""
    return " ".join(
        (
            _("Fill and mark: state on confirmed breaches. Dashed edge: possible state. Hatch: no information."),
            _("Dots: not covered."),
            _("Boundaries: Natural Earth. Lines show no position on status."),
        )
    )


def breaches_a_day(context: Mapping[str, Any], breadth: float = DAYS_BREADTH) -> Drawing | None:
    """The chart since the ceasefire took effect, and what its bars mean; None where no breach has a day."""
    timeline = context["timeline"]
    counts = [sum(day[kind] for kind in KINDS) for day in timeline["days"]]
    if not any(counts):
        return None
    title = _("Breaches a day by verification: %(n)s in %(days)s days, at most %(most)s on one.")
    told = title % {"n": sum(counts), "days": len(counts), "most": max(counts)}
    key, height = day_key(days.AXIS, days.HEIGHT + 4, breadth - days.AXIS, timeline)
    return Drawing(breadth, days.HEIGHT + 4 + height, told, shapes=[days.chart(timeline, breadth), key])


def no_day_words() -> str:
    """What stands in place of the chart."""
    return _("No dated breach is on record. That is not the same as calm.")


def on_the_page(context: Mapping[str, Any]) -> dict[str, Any]:
    """What the page shows of them: the elements, and the words that go with each."""
    chart = breaches_a_day(context)
    return {
        "is_beside": len(context["rows"]) <= BESIDE_MAP,
        "map": SafeString(inline(map_of_states(context))),
        "map_words": map_words(),
        "chart": SafeString(inline(chart)) if chart else "",
        "no_day_words": no_day_words(),
    }
