"""Filters that somebody saved under a name, for the pages of one agreement."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.actions import editing
from tracker.forms.filters import parse
from tracker.models import Agreement
from tracker.views.access import agreement_or_404, is_fragment, varies_for_htmx

PAGES = ("agreement", "breaches", "reports")  # those with the filter form


@varies_for_htmx
@login_required
def page(request: HttpRequest, key: str) -> HttpResponseBase:
    """The account's saved filters; `name` keeps the filter of `query`, `forget` removes one. After either, the page on
    which the filter stood.
    """
    agreement = agreement_or_404(request, key)
    given = QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET
    filters, _form = parse(given, agreement, agreement.spoken_regions, timezone.now())
    asked = (request.POST if request.method == "POST" else request.GET).get("page", "")
    there = asked if asked in PAGES else PAGES[0]
    context = {"agreement": agreement, "query": filters.query(), "there": there}
    if request.method != "POST":
        return _show(request, context)
    if "forget" in request.POST:
        if name := forget(request, agreement):
            messages.success(request, _("“%(name)s” was removed.") % {"name": name})
    else:
        name = request.POST.get("name", "")
        try:
            view = editing.save_view(account=request.user, name=name, query=context["query"], agreement=agreement)
        except editing.NotSaved as refusal:
            return _show(request, context | {"error": str(refusal), "typed": name[:200]}, 422)
        messages.success(request, _("Saved as “%(name)s”.") % {"name": view.name})
    return redirect(f"{reverse(there, args=[key])}?{context['query']}")


def forget(request: HttpRequest, agreement: Agreement | None) -> str:
    """Remove the one that `forget` names, if it is the account's own; its name, or "" where there was none."""
    pk = request.POST.get("forget", "")
    mine = request.user.saved_views.over(agreement)
    view = mine.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 12 else None
    if view is None:
        return ""
    editing.forget_view(view=view)
    return view.name


def _show(request: HttpRequest, context: dict, status: int = 200) -> HttpResponse:
    context["views"] = request.user.saved_views.over(context["agreement"])
    template = "agreements/_saved.html" if is_fragment(request) else "agreements/saved.html"
    return render(request, template, context, status=status)
