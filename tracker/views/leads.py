"""What is not a breach yet: sentences that no rule read, and names that nobody knows."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import live, tasks
from tracker.actions import leads as actions
from tracker.actions.desk import NotCorrected
from tracker.actions.terms import reading_context
from tracker.forms.desk import LeadForm, first_error
from tracker.models import Agreement, Report
from tracker.outputs.queue import leads, unplaced, unresolved_names
from tracker.views.access import editors_only

A_PAGE = 20


@editors_only
def index(request: HttpRequest) -> HttpResponse:
    """Sentences with the words of a conflict that no rule read; the latest first."""
    pages = Paginator(leads(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "review/leads.html", {"page_obj": pages, "count": pages.paginator.count, "form": LeadForm()})


@require_POST
@editors_only
def decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let a sentence go, or make the claim that it holds; `what` says which."""
    lead = get_object_or_404(Report.objects.visible_to(request.user).select_related("agreement"), pk=pk)
    try:
        if request.POST.get("what") == "dismiss":
            actions.dismiss(lead=lead, by=request.user, now=timezone.now(), reason=request.POST.get("reason", ""))
            messages.success(request, _("The sentence was let go."))
        else:
            _make(request, lead)
    except NotCorrected as refusal:
        messages.error(request, str(refusal))
    live.announce()
    return redirect("leads")


def _make(request: HttpRequest, lead: Report) -> None:
    form = LeadForm(request.POST, parties=reading_context(lead.agreement).parties)
    if not form.is_valid():
        raise NotCorrected(first_error(form))
    report = actions.make_claim(lead=lead, by=request.user, now=timezone.now(), **form.cleaned_data)
    tasks.ring(tasks.locate_report, report.pk)
    messages.success(request, _("The claim is being placed and matched."))


@editors_only
def names(request: HttpRequest) -> HttpResponse:
    """Names that no party has, and places that the gazetteer does not know, the most frequent first."""
    key = request.GET.get("agreement", "")
    agreement = Agreement.objects.filter(key=key).first() if key else None
    context = {
        "chosen": agreement,
        "agreements": Agreement.objects.order_by("name"),
        "names": unresolved_names(agreement),
        "places": unplaced(agreement),
    }
    return render(request, "review/names.html", context)
