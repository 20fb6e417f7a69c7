"""The map and the chart of what the filter shows, as files that stand alone."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.forms.filters import parse
from tracker.outputs.dashboard import board_day, chips, choice_names
from tracker.outputs.drawing.files import Asked, map_file, timeline_file
from tracker.outputs.drawing.png import png
from tracker.outputs.drawing.shapes import Drawing
from tracker.outputs.drawing.svg import svg
from tracker.views.access import agreement_or_404


def map_picture(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    return _picture(request, key, ending, "map", map_file)


def timeline_picture(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    return _picture(request, key, ending, "timeline", timeline_file)


def _picture(request: HttpRequest, key: str, ending: str, name: str, draw: Callable[[Asked], Drawing]) -> HttpResponse:
    if ending not in ("svg", "png"):
        raise Http404(_("There is no such format."))
    now = timezone.now()
    agreement = agreement_or_404(request, key)
    filters, form = parse(request.GET, agreement, agreement.spoken_regions, now)
    words = [*(chip["label"] for chip in chips(filters, choice_names(form))), *filters.notes]
    drawing = draw(Asked(agreement, filters, words, board_day(agreement, filters, now), now))
    if ending == "svg":
        response = HttpResponse(svg(drawing), content_type="image/svg+xml; charset=utf-8")
    else:
        response = HttpResponse(png(drawing), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{agreement.key}-{name}-{now:%Y-%m-%d}.{ending}"'
    return response
