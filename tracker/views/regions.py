"""A region's page: the state on a day, the rule that fired, and what it rests on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date

from tracker.forms.known import KnownMoment
from tracker.outputs.map import shell
from tracker.outputs.region_page import region_page
from tracker.views.access import agreement_or_404
from tracker.views.map import map_config


def page(request: HttpRequest, key: str, code: str) -> HttpResponse:
    now = timezone.now()
    agreement = agreement_or_404(request, key)
    coverage = get_object_or_404(
        agreement.coverage.select_related("region").defer("region__geometry"), region__code=code
    )
    cutoff = KnownMoment(agreement.zone, required=False)
    known = cutoff.clean(request.GET.get("known"))
    asked = request.GET.get("day", "")
    day = _day(asked, agreement, known or now)
    context = region_page(agreement, coverage, day, user=request.user, now=now, known_by=known)
    query = context["filters"].query()
    context |= {
        "folium": shell(),
        "map_config": map_config(agreement, agreement.spoken_regions, region=code, query=query),
    }
    context["cursor"] = agreement.cursor or 0
    context["no_moment"] = ", ".join(cutoff.dropped)[:60]
    context["has_other_day"] = bool(asked) and asked != day.isoformat()
    return render(request, "regions/page.html", context)


def _day(words: str, agreement, now):
    """The day asked for, if it lies within the agreement's data; else the day that it opens on."""
    try:
        asked = parse_date(words)
    except ValueError:
        asked = None
    if asked and agreement.first_day <= asked <= agreement.last_day(now):
        return asked
    return max(min(agreement.opening_day(now), agreement.last_day(now)), agreement.first_day)
