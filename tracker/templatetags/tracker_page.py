"""Parts that read the page's address or draw: filter fields, links that keep the filters, charts, words for scripts."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from tracker.outputs import charts
from tracker.vocab import State, Verification

register = template.Library()


@register.simple_tag(takes_context=True)
def filter_url(context: dict[str, Any], **changes: Any) -> str:
    """The query string of this address with some parameters set; a None takes one away. "?" when nothing is left."""
    request = context.get("request")
    params = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        params.pop(name, None)
        if value is not None:
            params[name] = str(value)
    return f"?{params.urlencode()}"


@register.inclusion_tag("_shared/pick.html")
def pick(field: forms.BoundField, late: bool = False) -> dict[str, Any]:
    """A filter with several values: checkboxes behind a button that says what is chosen. Works without script.

    `late` opens the list towards the start, for fields near the end of the row.
    """
    chosen = {str(value) for value in field.value() or []}
    options = [
        {"value": str(value), "label": label, "checked": str(value) in chosen} for value, label in field.field.choices
    ]
    taken = [option["label"] for option in options if option["checked"]]
    return {"field": field, "options": options, "late": late, "summary": _summary(taken, len(options))}


@register.simple_tag
def options(rows: Iterable[tuple[str, str]], chosen: str = "") -> str:
    """The options of a long list, given as value and words: in the template, a loop of them took a fifth of the desk's
    time.
    """
    selected = mark_safe(" selected")
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, selected if value == chosen else "", words) for value, words in rows),
    )


def _summary(taken: list[str], total: int) -> str:
    if not taken or len(taken) == total:
        return _("Any")
    if len(taken) == 1:
        return taken[0]
    return _("%(count)s of %(total)s") % {"count": len(taken), "total": total}


@register.simple_tag
def count_bars(counts: list[int], usual: float) -> dict[str, Any]:
    """Bars of one series, with what is usual."""
    return charts.bars(counts, usual)


@register.simple_tag
def timeline_chart(timeline: Any, filters: Any = None) -> dict[str, Any]:
    """The timeline's drawing; `filters` is the bound form, whose dates are shaded."""
    values = getattr(filters, "cleaned_data", None) or {}
    return charts.timeline(timeline or {}, (values.get("from"), values.get("to")))


@register.simple_tag
def history_strip(history: Any) -> list[dict[str, Any]]:
    """Cells of a region's states by day."""
    return charts.strip(history or [])


@register.simple_tag
def ratio_axis(ratio: dict[str, float]) -> dict[str, Any]:
    """The drawing of a rate against the baseline."""
    return charts.interval(ratio["value"], ratio["low"], ratio["high"], ratio["line"])


@register.simple_tag
def outcome_of(outcomes: dict, choice: str) -> Any:
    """What the region would be after a choice; None where no status is kept."""
    return outcomes.get(choice)


@register.filter
def example_fields(example: Any) -> dict[str, str]:
    """A text to try as the values of the form's fields."""
    return {
        "text": example.text,
        "url": "",
        "source": example.source_key,
        "source_name": "",
        "published_at": example.published_at.date().isoformat(),
        "agreement": example.agreement_key,
    }


@register.simple_tag
def script_words() -> dict[str, Any]:
    """What scripts say, translated here: they hold no text of their own."""
    return {
        "states": {state.value: _(state.label) for state in State},
        "verifications": {one.value: _(one.label) for one in Verification},
        "possibly": _("possibly"),
        "regionOnly": _("+{n} region only"),
        "confirmed": _("{n} confirmed"),
        "other": _("{n} unconfirmed, corroborated or contested"),
        "openRegion": _("Open the page of {name}"),
        "onlyRegion": _("Show only {name}"),
        "open": _("Open {label}"),
        "severity": _("Severity {n} of 4"),
        "claims": _("reports: {reports}, origins: {origins}"),
        "withinKm": _("place within {n} km"),
        "cluster": _("{n} breaches close together; zoom in"),
        "daysChosen": _("Days chosen: {from} to {to}"),
        "mapFailed": _("The map could not be updated. What it shows is as of {time}; it tries again in {n} s."),
        "mapNotLoaded": _("The map could not be loaded. The tables hold the same figures; it tries again in {n} s."),
        "mapEmpty": _("No breach at a known place in this view. That is not the same as calm."),
        "boundaries": _("Boundaries: Natural Earth. Places: GeoNames CC BY 4.0. Lines show no position on status."),
        "boundariesShort": _("Natural Earth, GeoNames"),
        "liveOn": _("Live"),
        "livePolling": _("Live, asking every few seconds"),
        "liveOff": _("Not live: the connection dropped. Trying again."),
        "requestFailed": _("That did not work: the server answered {status}. Nothing was changed; please try again."),
        "offline": _("The server could not be reached. Nothing was changed; please try again."),
        "any": _("Any"),
        "someOf": _("{n} of {total}"),
        "newReports": _("Show what is new"),
        "updating": _("Updating…"),
        "updated": _("Updated"),
        "clockDay": _("{day}, day {n}"),
        "clockKnown": _("as known at the end of {day}"),
        "clockPlay": _("Play"),
        "clockPause": _("Pause"),
    }
