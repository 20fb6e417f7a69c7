"""The list of agreements, and an agreement's dashboard."""

from dataclasses import replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tracker.forms.filters import parse
from tracker.models import Agreement
from tracker.outputs import known, summaries
from tracker.outputs.dashboard import chips, choice_names, dashboard
from tracker.outputs.embed import frame_code
from tracker.outputs.exports.formats import FORMATS
from tracker.outputs.filters import STACKS
from tracker.outputs.listing import latest_reports
from tracker.outputs.map import shell
from tracker.views.access import agreement_or_404, is_fragment, varies_for_htmx
from tracker.views.map import map_config

REPORTS_A_PAGE = 50


def index(request: HttpRequest) -> HttpResponse:
    """Home: each agreement with a line on how it stands."""
    agreements = Agreement.objects.visible_to(request.user)
    return render(request, "agreements/list.html", {"rows": summaries.of(agreements, timezone.now())})


@varies_for_htmx
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The dashboard. An htmx request gets its live parts alone, from the same context."""
    now = timezone.now()
    agreement = agreement_or_404(request, key)
    regions = agreement.spoken_regions
    filters, form = parse(request.GET, agreement, regions, now)
    context = dashboard(agreement, filters, user=request.user, now=now) | filter_context(filters, form)
    context["frame_code"] = frame_code(filters)
    if is_fragment(request):
        return render(request, "agreements/_results.html", context)
    context |= {"folium": shell(), "map_config": map_config(agreement, regions)}
    return render(request, "agreements/page.html", context)


def filter_context(filters, form) -> dict:
    """What every page with the filter form shows of it."""
    return {
        "filters": form,
        "chips": chips(filters, choice_names(form)),
        "clear_url": "?f=1",
        "filter_notes": filters.notes,
        "filter_query": filters.query(),
        "stacked_by": "" if filters.by == STACKS[0] else filters.by,
        "formats": FORMATS.values(),
        "pin_query": "" if filters.known else replace(filters, known=timezone.now()).query(),
        "known_note": known.note(filters.agreement, filters.known) if filters.known else "",
    }


def reports(request: HttpRequest, key: str) -> HttpResponse:
    """All claims under the filter, as they came in."""
    agreement = agreement_or_404(request, key)
    regions = agreement.spoken_regions
    filters, form = parse(request.GET, agreement, regions, timezone.now())
    pages = Paginator(latest_reports(filters, request.user), REPORTS_A_PAGE)
    context = {"agreement": agreement, "page_obj": pages.get_page(request.GET.get("page"))}
    return render(request, "reports/list.html", context | filter_context(filters, form))
