"""The editor's queue, and the decisions."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import live
from tracker.actions import review as actions
from tracker.actions.status import recompute_due
from tracker.forms.review import DecisionForm, WorkForm
from tracker.models import Breach
from tracker.outputs.breach_page import decide_form
from tracker.outputs.queue import queue
from tracker.rules.workflow import NotAllowed
from tracker.views.access import breach_or_404, editors_only, is_fragment, varies_for_htmx

A_PAGE = 20


@editors_only
def index(request: HttpRequest) -> HttpResponse:
    """What waits, the gravest and oldest first."""
    pages = Paginator(queue(), A_PAGE).get_page(request.GET.get("page"))
    rows = [{"breach": breach, "decide": decide_form(breach, request.user)} for breach in pages]
    return render(request, "review/list.html", {"page_obj": pages, "rows": rows, "count": pages.paginator.count})


@require_POST
@varies_for_htmx
@editors_only
def decide(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Confirm, contest, refute, park or reopen. A refusal keeps what was typed and says what stands in the way."""
    breach = breach_or_404(request, key, number)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _refused(request, breach, form.first_error, form, 422)
    try:
        actions.decide(breach=breach, by=request.user, now=timezone.now(), **form.cleaned_data)
    except NotAllowed as refusal:
        return _refused(request, breach, str(refusal), form, 422)
    except actions.Stale as race:
        return _refused(request, race.breach, str(race), form, 409)
    return _decided(request, breach, _("Decided: %(breach)s is %(state)s.") % {
        "breach": breach.label, "state": form.cleaned_data["verification"].label.lower()})  # fmt: skip


@require_POST
@varies_for_htmx
@editors_only
def work(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Move a breach in the queue."""
    breach = breach_or_404(request, key, number)
    form = WorkForm(request.POST)
    if not form.is_valid():
        return _refused(request, breach, form.first_error, form, 422)
    try:
        actions.set_work_state(breach=breach, by=request.user, now=timezone.now(), **form.cleaned_data)
    except NotAllowed as refusal:
        return _refused(request, breach, str(refusal), form, 422)
    except actions.Stale as race:
        return _refused(request, race.breach, str(race), form, 409)
    return _decided(request, breach, _("%(breach)s: %(state)s.") % {
        "breach": breach.label, "state": form.cleaned_data["work_state"].label})  # fmt: skip


def _decided(request: HttpRequest, breach: Breach, words: str) -> HttpResponseBase:
    """The decision stands: compute the region now, ring the bell, and show what it says."""
    recompute_due(now=timezone.now())
    live.announce()
    if is_fragment(request):
        fresh = Breach.objects.with_claims().get(pk=breach.pk)
        context = {"breach": fresh, "agreement": fresh.agreement, "decide": decide_form(fresh, request.user)}
        return render(request, "breaches/_decide.html", context | {"decided": words})
    messages.success(request, words)
    return redirect("breach", breach.agreement.key, breach.number)


def _refused(request: HttpRequest, breach: Breach, error: str, form, status: int) -> HttpResponse:
    fresh = Breach.objects.with_claims().get(pk=breach.pk)
    typed = {name: str(form.data.get(name, ""))[:6000] for name in ("reason_code", "reason")}
    context = {
        "breach": fresh,
        "agreement": fresh.agreement,
        "decide": decide_form(fresh, request.user, error=error, **typed),
    }
    template = "breaches/_decide.html" if is_fragment(request) else "breaches/decide_page.html"
    return render(request, template, context, status=status)
