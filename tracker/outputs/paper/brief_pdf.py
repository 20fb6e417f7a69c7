"""The brief of a day on one or two A4 sheets: what the page shows, from the same context, with the same addresses."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.outputs.board import Row
from tracker.outputs.drawing import brief as pictures
from tracker.outputs.drawing import days
from tracker.outputs.drawing.marks import state_mark, verification_mark
from tracker.outputs.drawing.palette import colour, state_colours
from tracker.outputs.paper.sheet import MARGIN, Sheet
from tracker.outputs.times import local_day, local_time, zone_name
from tracker.vocab import State, Verification

MAP_WIDTH = 186.0
GUTTER = 16.0
ROW = 16.4
CHART_SCALE = 0.62
BODY, SMALL = 8.4, 7.2


class BriefPaper:
    """Draws the context of `outputs.brief.brief`."""

    def __init__(self, context: Mapping[str, Any], written: dt.datetime):
        self.context = context
        self.agreement = context["agreement"]
        self.sheet = Sheet(
            title=f"{context['title']} ({local_day(context['day'])})",
            subject=context["headline"],
            language=get_language() or settings.LANGUAGE_CODE,
            foot=f"{_('Ceasefire Tracker')} · {context['title']} · {local_day(context['day'])}",
            address=self._brief_url(),
            page_words=_("Page %(n)s of %(all)s"),
            written=written,
        )

    def bytes(self) -> bytes:
        """The whole file."""
        sheet = self.sheet
        sheet.add_page()
        self._head()
        self._figures()
        self._states()
        self._chart()
        self._notable()
        self._unknown()
        self._method()
        return bytes(sheet.output())

    def _url(self, name: str, *args, query: str = "") -> str:
        return settings.SITE_URL + reverse(name, args=[self.agreement.key, *args]) + (f"?{query}" if query else "")

    def _brief_url(self) -> str:
        return self._url("brief", query=f"day={self.context['day'].isoformat()}")

    def _head(self) -> None:
        sheet, context = self.sheet, self.context
        zone = zone_name(self.agreement, context["day"])
        told = [_("Day %(n)s") % {"n": context["day_number"]}, local_day(context["day"]), zone]
        if context["cutoff"]:
            told.append(_("cut-off %(when)s") % {"when": local_time(context["cutoff"], self.agreement)})
        sheet.pen(BODY, "ink-2")
        sheet.say(f"{_('Ceasefire Tracker')} · {_('daily brief')} · ")
        sheet.say(self.agreement.name, self._url("agreement"))
        sheet.end_line()
        sheet.say(" · ".join(told), self._brief_url())
        if self.agreement.is_example:
            sheet.end_line()
            sheet.say(_("Example data: a past ceasefire. Decisions, grades and some counts were set for the example."))
        sheet.end_line(5)
        sheet.pen(18, is_title=True)
        sheet.block(MARGIN, sheet.epw, context["headline"])
        sheet.ln(2)
        sheet.pen(BODY + 0.6)
        sheet.block(MARGIN, sheet.epw, context["country_line"])

    def _figures(self) -> None:
        sheet = self.sheet
        top = sheet.get_y() + 7
        sheet.rule(MARGIN, top, sheet.epw)
        figures = self.context["key_figures"]
        width = (sheet.epw - GUTTER * (len(figures) - 1)) / len(figures)
        lowest = top
        for index, one in enumerate(figures):
            x = MARGIN + index * (width + GUTTER)
            link = (
                self._url("breaches", query=one["query"])
                if one["query"]
                else self._url("agreement", query=self._on_day())
            )
            sheet.pen(24, is_title=True)
            sheet.at(x, top + 5, width, str(one["value"]), link=link)
            sheet.set_y(top + 34)
            sheet.pen(SMALL + 0.3, "ink-2")
            sheet.block(x, width, one["words"])
            lowest = max(lowest, sheet.get_y())
        sheet.rule(MARGIN, lowest + 6, sheet.epw)
        sheet.set_y(lowest + 14)

    def _on_day(self) -> str:
        return f"f=1&to={self.context['day'].isoformat()}"

    def _section(self, x: float, width: float, title: str, room: float = 60) -> None:
        sheet = self.sheet
        sheet.room(room)
        y = sheet.get_y()
        sheet.pen(10.5, is_bold=True)
        sheet.at(x, y, width, title)
        sheet.rule(x, y + 16, width, "ink", 0.7)
        sheet.set_y(y + 20)

    def _states(self) -> None:
        """The map, and beside or below it the table by region."""
        sheet, rows = self.sheet, self.context["rows"]
        is_beside = len(rows) <= pictures.BESIDE_MAP
        top = sheet.get_y()
        self._map()
        below = sheet.get_y()
        if is_beside:
            sheet.set_y(top)
        else:
            sheet.ln(8)
        x = MARGIN + MAP_WIDTH + GUTTER if is_beside else MARGIN
        width = sheet.w - MARGIN - x
        self._section(x, width, _("By region"))
        self._table(rows, x, width)
        sheet.set_y(max(below, sheet.get_y()) if is_beside else sheet.get_y())
        sheet.ln(10)

    def _map(self) -> None:
        sheet = self.sheet
        self._section(MARGIN, MAP_WIDTH, _("Map of states"))
        top = sheet.get_y() + 1
        height = sheet.picture(pictures.map_of_states(self.context), MARGIN, top, MAP_WIDTH)
        sheet.link(MARGIN, top, MAP_WIDTH, height, self._url("agreement", query=self._on_day()))
        sheet.set_y(top + height + 5)
        sheet.pen(SMALL, "ink-2")
        sheet.block(MARGIN, MAP_WIDTH, pictures.map_words())

    def _columns(self, width: float) -> list[tuple[str, float, str]]:
        """Heading, breadth and alignment of the table's columns."""
        shares = (0.2, 0.25, 0.2, 0.064, 0.064, 0.064, 0.158)
        heads = (_("Region"), _("State"), _("Possibly"), _("Conf."), _("Other"), _("Orig."), _("Change"))
        aligns = ("L", "L", "L", "R", "R", "R", "L")
        return [(head, share * width, align) for head, share, align in zip(heads, shares, aligns, strict=True)]

    def _table(self, rows: list[Row], x: float, width: float) -> None:
        sheet = self.sheet
        columns = self._columns(width)
        self._table_head(columns, x, width)
        for row in rows:
            if sheet.room(ROW):
                self._table_head(columns, x, width)
            self._table_row(row, columns, x)
            sheet.set_y(sheet.get_y() + ROW)
            sheet.rule(x, sheet.get_y() - 1, width)
        if not rows:
            sheet.pen(BODY)
            sheet.block(x, width, _("This agreement names no region yet."))

    def _table_head(self, columns: list, x: float, width: float) -> None:
        sheet = self.sheet
        y = sheet.get_y()
        sheet.pen(SMALL, "ink-3")
        for head, breadth, align in columns:
            sheet.at(x, y, breadth - (0 if align == "L" else 4), head, align=align)
            x += breadth
        sheet.set_y(y + 13)
        sheet.rule(x - width, y + 12, width)

    def _table_row(self, row: Row, columns: list, x: float) -> None:
        sheet, y = self.sheet, self.sheet.get_y() + 2.2
        link = self._url("region", row.region.code, query=f"day={self.context['day'].isoformat()}")
        left = [x + sum(breadth for _head, breadth, _align in columns[:index]) for index in range(len(columns))]
        sheet.pen(BODY, is_bold=True)
        sheet.at(left[0], y, columns[0][1] - 2, sheet.fitted(row.region.name, columns[0][1] - 3), link=link)
        self._state(row.state, left[1], y)
        if row.status and row.status.has_range:
            self._state(row.status.possible_state, left[2], y)
        elif row.status and row.status.last_known:
            sheet.pen(SMALL, "ink-2")
            words = _("was %(state)s") % {"state": State(row.status.last_known).label}
            sheet.at(left[2], y + 0.6, columns[2][1] - 2, words)
        sheet.pen(BODY)
        counts = (row.confirmed, row.other, row.origins)
        for index, count in enumerate(counts, start=3):
            sheet.at(left[index], y, columns[index][1] - 4, str(count), align="R", link=link)
        sheet.pen(SMALL, "ink-2")
        sheet.at(left[6], y + 0.6, columns[6][1], row.change.word if row.change.moved else "–")

    def _state(self, state: str, x: float, y: float) -> None:
        self.sheet.shapes([state_mark(state, x + 4.5, y + 5.2, 8.6)], 0, 0)
        self.sheet.pen(BODY, state_colours(state)[1], is_bold=True)
        self.sheet.at(x + 12, y, 80, State(state).label)

    def _chart(self) -> None:
        sheet = self.sheet
        height = days.HEIGHT * CHART_SCALE
        self._section(MARGIN, sheet.epw, _("Breaches a day since the ceasefire took effect"), height + 60)
        drawing = pictures.breaches_a_day(self.context, sheet.epw / CHART_SCALE)
        if drawing is None:
            sheet.pen(BODY)
            sheet.block(MARGIN, sheet.epw, pictures.no_day_words())
            sheet.ln(7)
            return
        top = sheet.get_y()
        height = sheet.picture(drawing, MARGIN, top, sheet.epw)
        sheet.link(MARGIN, top, sheet.epw, height, self._url("agreement", query=self._on_day()))
        sheet.set_y(top + height + 8)

    def _notable(self) -> None:
        sheet = self.sheet
        self._section(MARGIN, sheet.epw, _("Gravest breaches"), 60)
        if not self.context["notable"]:
            sheet.pen(BODY)
            sheet.block(MARGIN, sheet.epw, _("None of severity 3 or 4 in these days."))
        for one in self.context["notable"]:
            self._one_breach(one)
        sheet.ln(7)

    def _one_breach(self, one: Mapping[str, Any]) -> None:
        sheet, breach = self.sheet, one["breach"]
        sheet.room(34)
        y = sheet.get_y()
        sheet.pen(BODY, "accent", is_bold=True)
        sheet.at(MARGIN, y + 0.6, 42, breach.label, link=self._url("breach", breach.number))
        sheet.set_y(y)
        with sheet.column(MARGIN + 44, sheet.epw - 44):
            sheet.pen(BODY)
            sheet.say(f"{one['event']} ")
            verification = Verification(breach.verification)
            word = f"{verification.label}  "
            if sheet.get_x() + 12 + sheet.get_string_width(word) > sheet.w - sheet.r_margin:
                sheet.end_line()
            sheet.shapes([verification_mark(verification, sheet.get_x() + 4.5, sheet.get_y() + 5.8, 9)], 0, 0)
            sheet.set_x(sheet.get_x() + 11)
            sheet.pen(BODY, f"v-{verification}")
            sheet.say(word)
            sheet.pen(BODY)
            sheet.say(one["said"])
            sheet.end_line(2.4)
        sheet.rule(MARGIN, sheet.get_y() - 1.2, sheet.epw)

    def _unknown(self) -> None:
        sheet = self.sheet
        self._section(MARGIN, sheet.epw, _("What is not known"), 50)
        for line in self.context["unknown"] or [_("No gap that the rule can name.")]:
            sheet.pen(BODY)
            sheet.room(BODY * 2)
            sheet.at(MARGIN, sheet.get_y(), 8, "–")
            sheet.set_y(sheet.get_y())
            sheet.block(MARGIN + 9, sheet.epw - 9, line)
        sheet.ln(7)

    def _method(self) -> None:
        sheet, context = self.sheet, self.context
        self._section(MARGIN, sheet.epw, _("Method"), 70)
        sheet.pen(SMALL, "ink-2")
        sheet.say(f"{context['method']} ")
        sheet.set_text_color(colour("accent"))
        sheet.say(_("How states are set"), settings.SITE_URL + reverse("method"))
        sheet.set_text_color(colour("ink-2"))
        sheet.say(f" ({_('method')} {context['method_version']}). {context['citation']}")
        sheet.end_line()


def brief_pdf(context: Mapping[str, Any], written: dt.datetime) -> bytes:
    """The PDF of a brief's context."""
    return BriefPaper(context, written).bytes()
