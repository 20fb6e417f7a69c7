"""Two dates of an agreement beside each other."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tracker.forms.compare import parse
from tracker.outputs.compare import compare
from tracker.views.access import agreement_or_404


def page(request: HttpRequest, key: str) -> HttpResponse:
    agreement = agreement_or_404(request, key)
    asked, form = parse(request.GET, agreement, timezone.now())
    context = compare(agreement, asked.first, asked.second)
    context |= {"form": form, "notes": asked.notes, "cursor": agreement.cursor or 0}
    return render(request, "agreements/compare.html", context)
