"""The editor's desk: one breach, its text and fields, and everything that can be done about it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import live
from tracker.actions import claims, editing, joining, review, undoing
from tracker.actions import desk as actions
from tracker.actions.status import recompute_due
from tracker.actions.terms import reading_context
from tracker.forms.desk import ClaimForm, JoinForm, OverrideForm, correct_form, first_error
from tracker.forms.queue import QueueForm
from tracker.models import Account, Agreement, Breach, Decision, Report, Source, Viewing
from tracker.outputs.desk import desk_page
from tracker.outputs.map import shell
from tracker.outputs.queue import next_in
from tracker.rules.workflow import NotAllowed
from tracker.views.access import agreement_or_404, breach_or_404, editors_only
from tracker.views.map import map_config
from tracker.vocab import Assertion

OVERRIDES = ("scope", "severity")
REFUSALS = (NotAllowed, actions.NotCorrected, joining.NotJoined, undoing.NotUndone)


def _query(request: HttpRequest) -> str:
    """The queue's filter, which goes along from breach to breach."""
    return QueueForm(QueryDict(request.POST.get("queue", "") or request.GET.urlencode())).query()


def desk_url(breach: Breach, query: str = "") -> str:
    url = reverse("desk", args=[breach.agreement.key, breach.number])
    return f"{url}?{query}" if query else url


@editors_only
def page(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    breach = breach_or_404(request, key, number)
    if breach.number != number:
        return redirect(desk_url(breach, _query(request)))
    editing.note_viewing(breach=breach, by=request.user, now=timezone.now())
    return show(request, breach)


def show(request: HttpRequest, breach: Breach, *, error: str = "", sent: QueryDict | None = None, status: int = 200):
    """The desk; after a refusal with what was typed, and the sentence that says what stands in the way."""
    query = _query(request)
    asked = QueueForm(QueryDict(query)).asked()
    agreement = breach.agreement = agreement_or_404(request, breach.agreement.key)
    terms = reading_context(agreement)
    context = desk_page(breach, user=request.user, terms=terms, asked=asked, now=timezone.now())
    sources = list(Source.objects.order_by("name").values_list("key", "name"))
    context |= {
        "form": correct_form(breach, terms, sent),
        "override": OverrideForm(),
        "by_hand": _by_hand(breach, request.POST),
        "party_names": [(one.name, "") for one in sorted(terms.parties, key=lambda one: one.name)],
        "sources": sources,
        "source_names": [(name, "") for _key, name in sources],
        "assertions": Assertion.choices(),
        "voices": [_voice(claim, request.POST) for claim in context["claims"]],
        "query": query,
        "error": error,
        "typed": request.POST if "verification" in request.POST else {},
        "editors": Account.objects.filter(is_active=True, groups__name__in=["editor", "admin"]).distinct(),
        "folium": shell(),
        "map_config": _map(agreement, breach),
        "cursor": agreement.cursor or 0,
    }
    return render(request, "review/desk.html", context, status=status)


def _by_hand(breach: Breach, sent: QueryDict) -> dict[str, str]:
    """Scope and severity as their forms show them: what was typed where the request sets one, else what was set by hand
    before ("" leaves it to the rule).
    """
    what = sent.get("what", "")
    stands = {
        "scope": breach.scope if breach.scope_is_override else "",
        "severity": str(breach.severity) if breach.severity_is_override else "",
    }
    typed = {what: sent.get(what, ""), f"{what}_reason": sent.get("reason", "")} if what in OVERRIDES else {}
    return stands | typed


def _voice(claim: Report, sent: QueryDict) -> dict:
    """Who made a claim, for its form: what was typed where the request is about this claim, else what stands."""
    if sent.get("report") == str(claim.pk):
        return {"claim": claim} | {name: sent.get(name, "") for name in ("origin", "via", "assertion", "reason")}
    via = claim.via.key if claim.via else ""
    return {"claim": claim, "origin": claim.origin_name, "via": via, "assertion": claim.assertion}


def _map(agreement: Agreement, breach: Breach) -> dict:
    """The small map with a pin that can be moved, and the gazetteer's candidates."""
    focus = {"pin": True, "verification": breach.verification, "label": breach.label}
    if breach.has_point:
        focus |= {"lat": breach.lat, "lon": breach.lon, "radius_km": breach.radius_km or 0}
    region = breach.region.code if breach.region else None
    return map_config(agreement, agreement.spoken_regions, focus=focus, region=region)


def _act(
    request: HttpRequest,
    breach: Breach,
    act: Callable[[], object],
    words: Callable[[object], str],
    *,
    sent: QueryDict | None = None,
) -> HttpResponseBase:
    """Do it and come back to the desk, or say what stands in the way: 422, or 409 where somebody was faster."""
    try:
        done = act()
    except REFUSALS as refusal:
        return show(request, breach, error=str(refusal), sent=sent, status=422)
    except review.Stale as race:
        return show(request, race.breach, error=str(race), sent=sent, status=409)
    recompute_due(now=timezone.now())
    live.announce()
    messages.success(request, words(done))
    target = done if isinstance(done, Breach) else breach
    return redirect(desk_url(target, _query(request)))


@require_POST
@editors_only
def correct(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Set the fields of a breach."""
    breach = breach_or_404(request, key, number)
    form = correct_form(breach, reading_context(breach.agreement), request.POST)
    if not form.is_valid():
        return show(request, breach, error=first_error(form), sent=request.POST, status=422)
    return _act(
        request, breach,
        lambda: actions.correct(
            breach=breach, changes=form.changes(), by=request.user, version=form.cleaned_data["version"],
            now=timezone.now(), reason=form.cleaned_data["reason"],
        ),
        lambda _done: _("%(breach)s was corrected.") % {"breach": breach.label},
        sent=request.POST,
    )  # fmt: skip


@require_POST
@editors_only
def override(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Set scope or severity by hand, or give it back to the rule; `what` says which."""
    breach = breach_or_404(request, key, number)
    form = OverrideForm(request.POST)
    if not form.is_valid():
        return show(request, breach, error=first_error(form), status=422)
    given = form.cleaned_data
    common = {"breach": breach, "by": request.user, "version": given["version"], "now": timezone.now(),
              "reason": given["reason"]}  # fmt: skip
    if request.POST.get("what") == "severity":
        return _act(
            request, breach, lambda: actions.set_severity(severity=given["severity"], **common),
            lambda done: _("%(breach)s has severity %(n)s.") % {"breach": done.label, "n": done.severity},
        )  # fmt: skip
    return _act(
        request, breach, lambda: actions.set_scope(scope=given["scope"], **common),
        lambda done: _("%(breach)s: %(scope)s.") % {"breach": done.label, "scope": done.get_scope_display()},
    )  # fmt: skip


@require_POST
@editors_only
def join(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Merge, split, attach or detach; `what` says which."""
    breach = breach_or_404(request, key, number)
    form = JoinForm(request.POST, reports=breach.reports.all())
    if not form.is_valid():
        return show(request, breach, error=first_error(form), status=422)
    given = form.cleaned_data
    chosen = [report for report in breach.reports.all() if report.pk in given["reports"]]
    common = {"by": request.user, "now": timezone.now()}
    what = request.POST.get("what")
    if what == "split":
        return _act(
            request, breach,
            lambda: joining.split(
                breach=breach, reports=chosen, version=given["version"], reason=given["reason"], **common
            ),
            lambda done: _("The reports stand behind %(breach)s now.") % {"breach": done.label},
        )  # fmt: skip
    if what == "detach" and chosen:
        return _act(
            request, breach,
            lambda: joining.detach(report=chosen[0], breach=breach, version=given["version"], **common),
            lambda _done: _("The report speaks of this breach no more."),
        )  # fmt: skip
    other = Breach.objects.visible_to(request.user).filter(agreement=breach.agreement, number=given["number"] or 0)
    if not other:
        return show(request, breach, error=_("There is no breach of that number under this agreement."), status=422)
    if what == "attach" and chosen:
        return _act(
            request, breach,
            lambda: joining.attach(report=chosen[0], breach=other[0], version=other[0].version, **common),
            lambda done: _("The report speaks of %(breach)s too.") % {"breach": done.label},
        )  # fmt: skip
    return _act(
        request, breach,
        lambda: joining.merge(
            breach=breach, into=other[0], version=given["version"], reason=given["reason"], **common
        ),
        lambda done: _("%(breach)s was merged into %(other)s.") % {"breach": breach.label, "other": done.label},
    )  # fmt: skip


@require_POST
@editors_only
def claim(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Set right who made one of the claims, who passed it on, and in whose voice."""
    breach = breach_or_404(request, key, number)
    form = ClaimForm(request.POST)
    if not form.is_valid():
        return show(request, breach, error=first_error(form), status=422)
    given = form.cleaned_data
    report = breach.reports.filter(pk=given.pop("report")).first()
    if report is None:
        return show(request, breach, error=_("This claim does not stand behind the breach any more."), status=422)
    return _act(
        request, breach,
        lambda: claims.correct(breach=breach, report=report, by=request.user, now=timezone.now(), **given),
        lambda done: _("The claim behind %(breach)s was set right.") % {"breach": done.label},
    )  # fmt: skip


@require_POST
@editors_only
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a decision back; one of a bulk takes back the whole bulk."""
    decision = get_object_or_404(Decision.objects.filter(breach__isnull=False), pk=pk)
    breach = breach_or_404(request, decision.agreement.key, decision.breach.number)
    return _act(
        request, breach,
        lambda: undoing.undo(decision=decision, by=request.user, now=timezone.now()),
        lambda rows: _("Taken back: %(n)s decisions.") % {"n": len(rows)} if len(rows) > 1 else _("Taken back."),
    )  # fmt: skip


@require_POST
@editors_only
def assign(request: HttpRequest, key: str, number: int) -> HttpResponseBase:
    """Give a breach to a colleague with a note, or take it oneself."""
    breach = breach_or_404(request, key, number)
    name = request.POST.get("to", "")
    to = Account.objects.filter(username=name, is_active=True).first() if name else None
    if name and to is None:
        return show(request, breach, error=_("There is no such colleague."), status=422)
    return _act(
        request, breach,
        lambda: actions.assign(
            breach=breach, to=to, by=request.user, now=timezone.now(), note=request.POST.get("note", "")
        ),
        lambda done: _("%(who)s looks after %(breach)s.") % {
            "who": done.assigned_to.get_username() if done.assigned_to else _("Nobody"), "breach": done.label},
    )  # fmt: skip


@require_POST
@editors_only
def here(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """The page tells that it is still open; the answer says who else has it open."""
    breach = get_object_or_404(Breach.objects.visible_to(request.user), agreement__key=key, number=number)
    editing.note_viewing(breach=breach, by=request.user, now=timezone.now())
    others = Viewing.objects.of_others(breach, request.user, timezone.now() - editing.STILL_THERE)
    return render(request, "review/_others.html", {"others": others})


@editors_only
def go_on(request: HttpRequest) -> HttpResponseBase:
    """To the next breach of the queue; `after` is the place of the one that was just looked at."""
    asked = QueueForm(request.GET).asked()
    after = request.GET.get("after", "0")
    breach = next_in(asked, request.user, int(after) if after.isdecimal() and len(after) < 8 else 0)
    query = QueueForm(request.GET).query()
    if breach is None:
        messages.info(request, _("Nothing is waiting here any more."))
        return redirect(f"{reverse('review')}?{query}")
    return redirect(desk_url(breach, query))
