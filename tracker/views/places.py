"""Places that editors' pins and imports taught the gazetteer: seen, and withdrawn where they are wrong."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker.actions import gazetteer
from tracker.models import Place
from tracker.views.access import editors_only

A_PAGE = 50


@editors_only
def index(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    rows = Place.objects.taught().order_by("-pk")
    pages = Paginator(rows.named(words) if words else rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "places/list.html", {"page_obj": pages, "words": words, "count": pages.paginator.count})


@require_POST
@editors_only
def withdraw(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a taught place out of the look-up."""
    place = get_object_or_404(Place.objects.taught(), pk=pk)
    gazetteer.withdraw(place=place, by=request.user, now=timezone.now())
    messages.success(
        request, _("%(name)s is no longer found there. Reports placed there keep their point.") % {"name": place.name}
    )
    return redirect("places")
