"""The map and the chart as pictures that can be taken away: with title, filter, key, cut-off and how to cite them."""

import datetime as dt
import textwrap
from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Agreement
from tracker.outputs.board import Row, board
from tracker.outputs.counts import Counts
from tracker.outputs.drawing import days
from tracker.outputs.drawing.keys import day_key, map_key
from tracker.outputs.drawing.palette import colour
from tracker.outputs.drawing.points import points
from tracker.outputs.drawing.shapes import Drawing, Group, Words, moved
from tracker.outputs.drawing.states import StateMap
from tracker.outputs.filters import STACKS, Filters
from tracker.outputs.timeline import timeline
from tracker.outputs.times import local_day, local_time, zone_name
from tracker.rules.parameters import METHOD_VERSION

WIDTH, MARGIN = 1000.0, 28.0
INNER = WIDTH - 2 * MARGIN
CHART_SCALE = 1.3
LETTER = 0.58  # the breadth of a letter against its height, on average over a line, in the broader of usual fonts


@dataclass(frozen=True)
class Asked:
    """What a picture shows: the filter, in words too, and the day of its states. `now`: when it is made."""

    agreement: Agreement
    filters: Filters
    filter_words: list[str]
    day: dt.date
    now: dt.datetime


def map_file(asked: Asked) -> Drawing:
    """States of the day, and the breaches that the filter shows."""
    agreement, rows = asked.agreement, board(asked.agreement, asked.day, asked.filters.known)
    counts = Counts(asked.filters)
    states = StateMap(agreement, rows, INNER, 12.5)
    found = points(asked.filters, states.projection, counts.on_map)
    only = {code: _("+%(n)s region only") % {"n": count} for code, count in counts.region_only().items()}
    told = [
        _("States of %(day)s, day %(n)s (%(zone)s).")
        % {"day": local_day(asked.day), "n": agreement.day_number(asked.day), "zone": zone_name(agreement, asked.day)},
        _shown_words(counts),
        *_aside(found.outside, found.is_grouped),
    ]
    page = _Page(asked, _("Map of states and breaches: %(name)s") % {"name": agreement.name}, told)
    # Names last, so that no point hides them; they keep off the points.
    parts = [*states.base(), *found.shapes, *states.names(found.taken, only), states.frame()]
    page.place(Group(tuple(parts), "", "map"), states.height)
    page.put(*map_key(MARGIN, page.y, INNER, rows))
    return page.done(
        _cutoff(rows), _("Boundaries: Natural Earth. Places: GeoNames CC BY 4.0. Lines show no position on status.")
    )


def timeline_file(asked: Asked) -> Drawing:
    """Breaches a day under the filter; its dates are shaded, as on the page."""
    agreement = asked.agreement
    counts = Counts(replace(asked.filters, by=STACKS[0]))  # the picture knows these kinds alone
    data = timeline(agreement, counts, agreement.last_day(asked.now))
    chosen = (asked.filters.first, asked.filters.last)
    told = [_("Days of %(zone)s.") % {"zone": zone_name(agreement)}, _shown_words(counts)]
    if any(chosen):
        told.append(_("The chosen days are shaded."))
    if not any(day["total"] for day in data["days"]):
        told.append(_("No dated breach matches these filters. That is not the same as calm."))
    page = _Page(asked, _("Breaches a day: %(name)s") % {"name": agreement.name}, told)
    page.place(moved(days.chart(data, INNER / CHART_SCALE, chosen), 0, 0, CHART_SCALE), days.HEIGHT * CHART_SCALE)
    page.put(*day_key(MARGIN, page.y, INNER, data))
    return page.done(_cutoff(board(agreement, asked.day, asked.filters.known)))


def _shown_words(counts: Counts) -> str:
    words = ngettext("%(n)s breach, %(m)s at a place.", "%(n)s breaches, %(m)s at a place.", counts.shown)
    return words % {"n": counts.shown, "m": counts.on_map}


def _aside(outside: int, is_grouped: bool) -> list[str]:
    told = []
    if outside:
        told.append(_("%(n)s of them lie beyond the edge of the picture.") % {"n": outside})
    if is_grouped:
        told.append(_("A circle with a number stands for so many breaches."))
    return told


def _cutoff(rows: list[Row]) -> dt.datetime | None:
    return max((row.status.data_cutoff for row in rows if row.status), default=None)


class _Page:
    """A sheet that grows downwards: `y` is where the next part begins."""

    def __init__(self, asked: Asked, title: str, told: list[str]):
        self.asked = asked
        self.drawing = Drawing(WIDTH, 0, title, " ".join([*told, *asked.filter_words]))
        self.y = MARGIN
        self._lines([title], 20, "ink", is_bold=True)
        self._lines([" ".join(told)], 13, "ink-2")
        filtered = "; ".join(asked.filter_words) or _("all breaches")
        self._lines([_("Filter: %(words)s") % {"words": filtered}], 13, "ink-2")
        if asked.agreement.is_example:
            self._lines([_("Example data; some decisions, grades and counts were set for the example.")], 13, "ink-2")
        self.y += 8

    def place(self, group: Group, height: float) -> None:
        self.drawing.add(moved(group, MARGIN, self.y))
        self.y += height + 12

    def put(self, group: Group, height: float) -> None:
        """A group that is drawn where it stands already."""
        self.drawing.add(group)
        self.y += height + 6

    def done(self, cutoff: dt.datetime | None, *more: str) -> Drawing:
        agreement, now = self.asked.agreement, self.asked.now
        address = f"{settings.SITE_URL}{reverse('agreement', args=[agreement.key])}?{self.asked.filters.query()}"
        facts = [_("Data cut-off %(when)s.") % {"when": local_time(cutoff, agreement)}] if cutoff else []
        facts += [_("Method %(version)s.") % {"version": METHOD_VERSION}, *more]
        citation = _("Cite as: Ceasefire Tracker, %(name)s, made %(when)s,")
        cited = citation % {"name": agreement.name, "when": local_time(now, agreement)}
        self._lines([" ".join(facts), cited, address], 10.5, "ink-3")
        self.drawing.height = self.y + MARGIN / 2
        return self.drawing

    def _lines(self, texts: list[str], size: float, ink: str, *, is_bold: bool = False) -> None:
        for text in texts:
            for line in textwrap.wrap(text, int(INNER / (size * LETTER))) or [""]:
                self.y += size * 1.35
                self.drawing.add(Words(MARGIN, self.y - size * 0.3, line, size, colour(ink), is_bold))
