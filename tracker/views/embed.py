"""The map alone, to be shown in a frame on pages of others: the one page that may be framed.

What is in a frame is public, whoever looks at it: drafts are not there even for editors, and the page knows no session.
"""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt

from tracker.forms.filters import parse
from tracker.models import Agreement
from tracker.outputs.board import board, country_line
from tracker.outputs.dashboard import board_day, with_cursor
from tracker.outputs.map import shell
from tracker.views.map import map_config


@xframe_options_exempt
def page(request: HttpRequest, key: str) -> HttpResponse:
    """The map under the filter of the address, with its key, the states in words, and the way to the whole page."""
    return csp_replace({"frame-ancestors": settings.EMBED_ANCESTORS})(_page)(request, key)


def _page(request: HttpRequest, key: str) -> HttpResponse:
    now = timezone.now()
    agreement = get_object_or_404(with_cursor(Agreement.objects.published()).with_terms(), key=key)
    regions = agreement.spoken_regions
    filters, _form = parse(request.GET, agreement, regions, now)
    day = board_day(agreement, filters, now)
    rows = board(agreement, day, filters.known)
    context = {
        "agreement": agreement,
        "day": day,
        "day_number": agreement.day_number(day),
        "board": rows,
        "country_line": country_line(rows),
        "cutoff": max((row.status.data_cutoff for row in rows if row.status), default=None),
        "filter_query": filters.query(),
        "filter_notes": filters.notes,
        "folium": shell(),
        "map_config": map_config(agreement, regions, query=filters.query()),
    }
    return render(request, "agreements/embed.html", context)
