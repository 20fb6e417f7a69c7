"""The status board: its order, the heads of its columns, and its rows."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tracker.outputs import charts
from tracker.outputs.board import Order, Row
from tracker.templatetags.tracker_page import filter_url
from tracker.templatetags.tracker_tags import moved, possible_state, state_badge
from tracker.vocab import State

register = template.Library()

LOWEST_SPARK_TOP = 4


@register.simple_tag(takes_context=True)
def board_order(context: dict[str, Any]) -> Order:
    """How the board is ordered: by state unless the address says otherwise."""
    request = context.get("request")
    return Order.parse(request.GET.get("sort", "") if request else "")


@register.inclusion_tag("agreements/_sort.html", takes_context=True)
def sort_head(
    context: dict[str, Any], order: Order, name: str, word: str, kind: str = "", title: str = ""
) -> dict[str, Any]:
    """The head of a column of the board: a link that orders by it and keeps the filters."""
    return {
        "name": name,
        "word": word,
        "kind": kind,
        "title": title,
        "url": filter_url(context, sort=order.toggled(name)),
        "said": order.said(name),
    }


@register.simple_tag
def board_rows(board: Any, order: Order, agreement: Any, query: str) -> list[SafeString]:
    """The board's rows in an order, `query` in the link of each; all sparklines share one scale.

    The template of a row is rendered once, to a pattern that `format_html` fills: over hundreds of regions each tag and
    each name in a template's loop costs milliseconds.
    """
    rows = order.sorted(list(board or []))
    counts = (day["confirmed"] + day["other"] for row in rows for day in row.spark)
    top = max([*counts, LOWEST_SPARK_TOP])
    pattern = render_to_string("agreements/_board_row.html")
    spark_words = _("Last %(days)s days: %(confirmed)s confirmed, %(other)s other")
    return [
        format_html(
            pattern,
            url=f"{_region_url(agreement.key, row.region.code)}?{query}",
            spark=_sparkline(charts.spark(row.spark, top, agreement.first_day), spark_words) if row.is_covered else "",
            **_cells(row),
        )
        for row in rows
    ]


@lru_cache(maxsize=4096)
def _region_url(key: str, code: str) -> str:
    return reverse("region", args=[key, code])


def _cells(row: Row) -> dict[str, Any]:
    figures = (row.confirmed, row.other, row.badges) if row.is_covered else ("–",) * 3
    return {
        "kind": "moved" if row.change.moved else "",
        "code": row.region.code,
        "name": row.region.name,
        "heard": _origins(row.origins, get_language()) if row.is_covered else _("outside territory"),
        "state": state_badge(row.state),
        "possible": possible_state(row.status),
        "note": _note(row),
        **dict(zip(("confirmed", "other", "single"), figures, strict=True)),
        "day": moved(row.change),
        "week": moved(row.week),
    }


@lru_cache(maxsize=1024)
def _origins(count: int, _language: str) -> str:
    return ngettext("%(n)s origin", "%(n)s origins", count) % {"n": count}


def _note(row: Row) -> str:
    """What stands below the state: the one last known, or that there are only claims which move no state."""
    if row.status and row.status.last_known:
        return _("last known: %(word)s") % {"word": _(State(row.status.last_known).label)}
    if row.badges and not row.confirmed and not row.other:
        return ngettext("%(n)s unverified claim", "%(n)s unverified claims", row.badges) % {"n": row.badges}
    return ""


def _sparkline(drawing: dict[str, Any], words: str) -> SafeString:
    """Bars of breaches a day, drawn by `charts.spark`."""
    return format_html(
        '<svg class="plot" width="78" height="24" role="img" aria-label="{}">'
        '<path class="confirmed" d="{}"/><path class="unconfirmed" d="{}"/><path class="base" d="M0 23.5H78"/>'
        '<path class="effect" d="{}"/></svg>',
        words % drawing,
        drawing["paths"]["confirmed"],
        drawing["paths"]["unconfirmed"],
        drawing["effect"],
    )
