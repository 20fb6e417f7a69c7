"""The list of breaches, and one breach."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tracker.forms.filters import parse
from tracker.models import Agreement, Breach
from tracker.outputs.breach_page import breach_page
from tracker.outputs.counts import Counts
from tracker.outputs.filters import Filters
from tracker.outputs.listing import newest_first
from tracker.outputs.map import shell
from tracker.views.access import agreement_or_404, breach_or_404
from tracker.views.agreements import filter_context
from tracker.views.map import map_config

A_PAGE = 50


def index(request: HttpRequest, key: str) -> HttpResponse:
    agreement = agreement_or_404(request, key)
    regions = agreement.spoken_regions
    filters, form = parse(request.GET, agreement, regions, timezone.now())
    pages = Paginator(newest_first(filters), A_PAGE)
    counts = Counts(filters)
    context = {
        "agreement": agreement,
        "cursor": agreement.cursor or 0,
        "page_obj": pages.get_page(request.GET.get("page")),
        "query": filters.query(),
        "result": {"shown": counts.shown, "on_map": counts.on_map, "not_on_map": counts.not_on_map,
                   "outside_hidden": counts.outside_hidden},
    }  # fmt: skip
    return render(request, "breaches/list.html", context | filter_context(filters, form))


def page(request: HttpRequest, key: str, number: int) -> HttpResponse:
    breach = breach_or_404(request, key, number)
    if breach.number != number:
        return redirect("breach", key, breach.number)
    agreement = agreement_or_404(request, key)
    context = breach_page(breach, user=request.user)
    context |= {
        "agreement": agreement,
        "cursor": agreement.cursor or 0,
        "folium": shell(),
        "map_config": _small_map(agreement, breach),
    }
    return render(request, "breaches/page.html", context)


def _small_map(agreement: Agreement, breach: Breach) -> dict:
    """The map beside a breach: its region on its day, and its place where there is one."""
    focus = None
    if breach.has_point:
        focus = {
            "lat": breach.lat,
            "lon": breach.lon,
            "radius_km": breach.radius_km or 0,
            "verification": breach.verification,
            "label": breach.label,
        }
    region = breach.region.code if breach.region else None
    query = Filters(agreement, last=breach.date_to or breach.date_from).query()
    return map_config(agreement, agreement.spoken_regions, focus=focus, region=region, query=query)
