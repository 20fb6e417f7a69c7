"""The brief of a day, as a page made to be printed and as a PDF."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Agreement
from tracker.outputs.brief import brief
from tracker.outputs.drawing.brief import on_the_page
from tracker.views.access import agreement_or_404


def page(request: HttpRequest, key: str) -> HttpResponse:
    """The brief of `day`; of the day on which the dashboard opens where none, or none that makes sense, is named."""
    now = timezone.now()
    agreement = agreement_or_404(request, key)
    day, note = _day(request.GET.get("day", ""), agreement, now)
    if "known" in request.GET:
        note = f"{note} {_('A brief tells what is known now; the data cut-off was left out.')}".strip()
    context = brief(agreement, day, user=request.user, now=now)
    return _page(request, context | {"note": note})


def pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The same brief as a file. A day that makes no sense is answered by the page, which says so."""
    from tracker.outputs.paper.brief_pdf import brief_pdf  # half a second to load, which no other page needs

    now = timezone.now()
    agreement = agreement_or_404(request, key)
    day, note = _day(request.GET.get("day", ""), agreement, now)
    context = brief(agreement, day, user=request.user, now=now)
    if note:
        return _page(request, context | {"note": note}, status=404)
    response = HttpResponse(brief_pdf(context, now), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{agreement.key}-brief-{day.isoformat()}.pdf"'
    return response


def _page(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    return render(request, "brief.html", context | {"pictures": on_the_page(context)}, status=status)


def _day(asked: str, agreement: Agreement, now: dt.datetime) -> tuple[dt.date, str]:
    """The day that is meant, and what to say where it is not the one that was asked for."""
    opening = max(agreement.opening_day(now), agreement.first_day)
    if not asked:
        return opening, ""
    try:
        wanted = dt.date.fromisoformat(asked)
    except ValueError:
        return opening, _("“%(asked)s” is no day; this is the brief of another.") % {"asked": asked[:40]}
    day = min(max(wanted, agreement.first_day), agreement.last_day(now))
    if day == wanted:
        return day, ""
    return day, _("There is no status of that day; this is the nearest day that has one.")
