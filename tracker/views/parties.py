"""The parties of the agreements: their roles, names and memberships."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.models import Agreement
from tracker.outputs.parties import grouped_parties


def index(request: HttpRequest) -> HttpResponse:
    """The parties of one agreement (`?agreement=key`), or of the newest."""
    agreements = Agreement.objects.visible_to(request.user)
    agreement = agreements.filter(key=request.GET.get("agreement", "")).first() or agreements.first()
    groups = grouped_parties(agreement) if agreement else []
    return render(request, "parties/list.html", {"agreement": agreement, "agreements": agreements, "groups": groups})
