"""What map.js asks for: states and breaches of a viewport, region shapes, and the land around them."""

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from tracker.forms.filters import parse
from tracker.models import Agreement, Region
from tracker.outputs import basemap
from tracker.outputs.board import board
from tracker.outputs.dashboard import board_day
from tracker.outputs.features import Viewport, map_features
from tracker.views.access import agreement_or_404

A_DAY = 24 * 3600


def map_config(agreement: Agreement, regions: list[Region], **more) -> dict:
    """What the page tells map.js: where to ask, the bounds to open on, and the cursor of the page."""
    return {
        "data": reverse("map_data", args=[agreement.key]),
        "regions": reverse("map_regions", args=[agreement.key]),
        "land": reverse("map_land", args=[agreement.key]),
        "bounds": basemap.bounds(regions),
        "cursor": agreement.cursor or 0,
        **more,
    }


def data(request: HttpRequest, key: str) -> HttpResponse:
    now = timezone.now()
    agreement = agreement_or_404(request, key)
    regions = agreement.spoken_regions
    filters, _form = parse(request.GET, agreement, regions, now)
    day = board_day(agreement, filters, now)
    view = Viewport.parse(request.GET.get("bbox", ""), request.GET.get("zoom", ""))
    rows = board(agreement, day, filters.known)
    features = map_features(agreement, filters, view, day, rows, agreement.cursor or 0)
    return JsonResponse(features | {"notes": filters.notes})


def region_shapes(request: HttpRequest, key: str) -> HttpResponse:
    agreement = agreement_or_404(request, key)
    return _for_a_day(basemap.region_shapes(agreement))


def land(request: HttpRequest, key: str) -> HttpResponse:
    agreement = agreement_or_404(request, key)
    regions = agreement.spoken_regions
    return _for_a_day(basemap.land_around(basemap.bounds(regions)))


def _for_a_day(collection: dict) -> HttpResponse:
    """Shapes change with an import only, so a browser may keep them; compact, as most of a page's bytes are here."""
    response = HttpResponse(json.dumps(collection, separators=(",", ":")), content_type="application/geo+json")
    patch_cache_control(response, private=True, max_age=A_DAY)
    return response
