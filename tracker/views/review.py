"""The editor's queue, and the decisions."""

import secrets

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import live
from tracker.actions import editing
from tracker.actions import review as actions
from tracker.actions.status import recompute_due
from tracker.forms.queue import QueueForm
from tracker.forms.review import BulkForm, DecisionForm, WorkForm
from tracker.models import Breach
from tracker.outputs.breach_page import decide_form
from tracker.outputs.queue import WAITING, QueueFilter, counts, queue
from tracker.rules.workflow import NotAllowed
from tracker.views import desk, saved
from tracker.views.access import breach_or_404, editors_only, is_fragment, varies_for_htmx
from tracker.vocab import Verification, WorkState

A_PAGE = 20


@editors_only
def index(request: HttpRequest) -> HttpResponse:
    """What waits: first what may move a region's state, then the gravest and oldest."""
    form = QueueForm(request.GET)
    asked = form.asked()
    waiting = counts(asked, request.user)
    paginator = Paginator(queue(asked, request.user), A_PAGE)
    if asked.state == WAITING and not asked.whose:
        paginator.count = waiting["waiting"]  # not counted twice
    pages = paginator.get_page(request.GET.get("page"))
    rows = Breach.objects.with_names().in_bulk([row.pk for row in pages])
    context = {
        "page_obj": pages,
        "rows": [rows[row.pk] for row in pages],
        "count": pages.paginator.count,
        "form": form,
        "notes": form.notes(),
        "asked": asked,
        "counts": waiting,
        "query": form.query(),
        "views": request.user.saved_views.over(None),
    }
    if asked == QueueFilter():
        context["nav"] = {"review": waiting["waiting"]}  # the frame shows the same number: not counted twice
    return render(request, "review/list.html", context)


@require_POST
@editors_only
def bulk(request: HttpRequest) -> HttpResponseBase:
    """One decision on several breaches, by the same action as a single one; all of them, or none."""
    chosen = [int(pk) for pk in request.POST.getlist("breach") if pk.isdecimal() and len(pk) < 12][:A_PAGE]
    rows = list(Breach.objects.visible_to(request.user).filter(pk__in=chosen).select_related("agreement"))
    form = BulkForm(request.POST)
    back = redirect(f"{reverse('review')}?{QueueForm(QueryDict(request.POST.get('queue', ''))).query()}")
    if not rows or not form.is_valid():
        messages.error(request, form.first_error if rows else _("Choose the breaches first."))
        return back
    key = secrets.token_hex(8)
    try:
        with transaction.atomic():
            for breach in rows:
                act(breach, form.cleaned_data, by=request.user, bulk=key)
    except (NotAllowed, actions.Stale) as refusal:
        messages.error(request, _("Nothing was decided. %(label)s: %(why)s") % {"label": breach.label, "why": refusal})
        return back
    recompute_due(now=timezone.now())
    live.announce()
    messages.success(
        request, _("Decided on %(n)s breaches. It can be taken back as one on any of them.") % {"n": len(rows)}
    )
    return back


def act(breach: Breach, given: dict, *, by, bulk: str) -> None:
    """The move that a form names, on one breach as it stands."""
    said = {"reason_code": given["reason_code"], "reason": given["reason"], "bulk": bulk, "by": by,
            "version": breach.version, "now": timezone.now()}  # fmt: skip
    if given["move"] == WorkState.DROPPED:
        actions.set_work_state(breach=breach, work_state=WorkState.DROPPED, **said)
    else:
        actions.decide(breach=breach, verification=Verification(given["move"]), **said)


@require_POST
@editors_only
def save_view(request: HttpRequest) -> HttpResponseBase:
    """Keep the queue as it is filtered now under a name, or forget the view that `forget` names."""
    query = QueueForm(QueryDict(request.POST.get("queue", ""))).query()
    if "forget" in request.POST:
        saved.forget(request, None)
    else:
        try:
            editing.save_view(account=request.user, name=request.POST.get("name", ""), query=query)
        except editing.NotSaved as refusal:
            messages.error(request, str(refusal))
    return redirect(f"{reverse('review')}?{query}")


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
        done = actions.decide(breach=breach, by=request.user, now=timezone.now(), **form.cleaned_data)
    except NotAllowed as refusal:
        return _refused(request, breach, str(refusal), form, 422)
    except actions.Stale as race:
        return _refused(request, race.breach, str(race), form, 409)
    if done.verification != form.cleaned_data["verification"]:
        return _decided(request, breach, _("Proposed. It counts as soon as a second editor decides the same."))
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
    if "queue" in request.POST:  # from the desk, which goes on with what waits next
        messages.success(request, words)
        after = request.POST.get("after", "0")
        query = QueueForm(QueryDict(request.POST["queue"])).query()
        return redirect(f"{reverse('review_next')}?{query}&after={after if after.isdecimal() else 0}")
    if is_fragment(request):
        fresh = Breach.objects.with_claims().get(pk=breach.pk)
        context = {"breach": fresh, "agreement": fresh.agreement, "decide": decide_form(fresh, request.user)}
        return render(request, "breaches/_decide.html", context | {"decided": words})
    messages.success(request, words)
    return redirect("breach", breach.agreement.key, breach.number)


def _refused(request: HttpRequest, breach: Breach, error: str, form, status: int) -> HttpResponse:
    fresh = Breach.objects.with_claims().get(pk=breach.pk)
    if "queue" in request.POST:
        return desk.show(request, fresh, error=error, status=status)
    typed = {name: str(form.data.get(name, ""))[:6000] for name in ("reason_code", "reason")}
    context = {
        "breach": fresh,
        "agreement": fresh.agreement,
        "decide": decide_form(fresh, request.user, error=error, **typed),
    }
    template = "breaches/_decide.html" if is_fragment(request) else "breaches/decide_page.html"
    return render(request, template, context, status=status)
