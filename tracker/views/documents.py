"""Giving a text or an address to be read, and the page of a document."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import tasks
from tracker.actions import documents as actions
from tracker.actions import sources as source_actions
from tracker.example.texts import EXAMPLES
from tracker.forms.documents import DocumentForm, TakeDownForm
from tracker.models import Document
from tracker.outputs.document_page import document_page
from tracker.views.access import editors_only

STOP_ASKING = 286  # htmx ends its polling with this answer


@login_required
def new(request: HttpRequest) -> HttpResponseBase:
    """The form: paste a text, give an address, or choose a file."""
    form = DocumentForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        return _take_in(request, form)
    status = 422 if request.method == "POST" else 200
    return render(request, "documents/new.html", {"form": form, "examples": EXAMPLES}, status=status)


def _take_in(request: HttpRequest, form: DocumentForm) -> HttpResponseBase:
    now = timezone.now()
    given = form.cleaned_data
    try:
        with transaction.atomic():
            source = given["source"] or source_actions.find_or_add(
                name=given["source_name"], by=request.user, now=now, agreement=given["agreement"]
            )
            received = actions.receive_item(
                source=source,
                item=form.item,
                published_at=form.published(),
                agreement=given["agreement"],
                by=request.user,
                now=now,
            )
    except actions.NotAccepted as refusal:
        form.add_error(None, str(refusal))
        return render(request, "documents/new.html", {"form": form, "examples": EXAMPLES}, status=422)
    document = received.document
    if not received.is_new:
        messages.info(request, _("This text is here already; it was not stored again."))
    elif not tasks.ring(tasks.read_document, document.pk):
        messages.warning(
            request, _("It is stored. The queue is not answering, so it will be read as soon as it is back.")
        )
    return redirect("document", document.pk)


def _document_or_404(request: HttpRequest, pk: int) -> Document:
    return get_object_or_404(Document.objects.visible_to(request.user).for_page(), pk=pk)


@login_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    context = document_page(_document_or_404(request, pk), user=request.user)
    return render(request, "documents/page.html", context | {"take_down": TakeDownForm()})


@login_required
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading is, and the text with its marks, as a fragment; it asks again by itself until it is done."""
    context = document_page(_document_or_404(request, pk), user=request.user)
    done = request.htmx and not context["still_working"]
    return render(request, "documents/_fragment.html", context, status=STOP_ASKING if done else 200)


@require_POST
@editors_only
def retry(request: HttpRequest, pk: int) -> HttpResponseBase:
    document = _document_or_404(request, pk)
    actions.retry(document=document, by=request.user, now=timezone.now())
    tasks.ring(tasks.sweep)
    return redirect("document", pk)


@require_POST
@editors_only
def take_down(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a document's text; its tombstone says when and why."""
    document = _document_or_404(request, pk)
    form = TakeDownForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why the text is to be removed."))
        return redirect("document", pk)
    actions.take_down(document=document, by=request.user, reason=form.cleaned_data["reason"], now=timezone.now())
    messages.success(request, _("The text was removed; the reason is kept in its place."))
    return redirect("document", pk)
