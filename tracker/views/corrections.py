"""What was changed, and why: the public list, and for editors how often each rule and source was set right."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tracker.models import Decision
from tracker.outputs.corrections import corrected_rules, corrected_sources
from tracker.outputs.history import told
from tracker.views.access import editors_only

A_PAGE = 50


def index(request: HttpRequest) -> HttpResponse:
    """Decisions on breaches of published agreements, the latest first."""
    pages = Paginator(Decision.objects.corrections(), A_PAGE).get_page(request.GET.get("page"))
    for_example = Decision.objects.public().filter(is_example=True).count()
    return render(request, "corrections.html", {"page_obj": pages, "rows": told(pages), "for_example": for_example})


@editors_only
def by_rule(request: HttpRequest) -> HttpResponse:
    """How often editors changed what each reading rule, and each source's claims, had said."""
    return render(request, "review/changes.html", {"rules": corrected_rules(), "sources": corrected_sources()})
