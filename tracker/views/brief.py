"""The brief of a day, made to be printed."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.outputs.brief import brief
from tracker.views.access import agreement_or_404

STILL_COMING = dt.timedelta(days=2)  # reports on an event come in for about so long


def page(request: HttpRequest, key: str) -> HttpResponse:
    """The brief of `day`; of the day on which the dashboard opens where none, or none that makes sense, is named."""
    now = timezone.now()
    agreement = agreement_or_404(request, key)
    last = agreement.last_day(now)
    day, note = max(agreement.opening_day(now), agreement.first_day), ""
    if asked := request.GET.get("day", ""):
        try:
            wanted = dt.date.fromisoformat(asked)
        except ValueError:
            note = _("“%(asked)s” is no day; this is the brief of another.") % {"asked": asked[:40]}
        else:
            day = min(max(wanted, agreement.first_day), last)
            note = "" if day == wanted else _("There is no status of that day; this is the nearest day that has one.")
    context = brief(agreement, day, user=request.user)
    if context["following"] > last:
        context["following"] = None
    context |= {
        "note": note,
        "written": now,
        "is_recent": day > agreement.local_day(now) - STILL_COMING,
        "cursor": agreement.cursor or 0,
    }
    return render(request, "brief.html", context)
