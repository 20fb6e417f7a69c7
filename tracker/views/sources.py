"""Sources: what they are, and how their feeds are doing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tracker import tasks
from tracker.actions import sources as actions
from tracker.models import Document, Source
from tracker.outputs.source_health import health_of_sources
from tracker.views.access import editors_only

LATEST = 20


def index(request: HttpRequest) -> HttpResponse:
    sources = Source.objects.visible_to(request.user).select_related("side").with_counts()
    return render(request, "sources/list.html", {"sources": sources})


def page(request: HttpRequest, key: str) -> HttpResponse:
    rows = Source.objects.visible_to(request.user).select_related("side").with_counts()
    source = get_object_or_404(rows, key=key)
    documents = Document.objects.visible_to(request.user).filter(source=source).defer("text")[:LATEST]
    context = {
        "source": source,
        "documents": documents,
        "can_poll": request.user.is_authenticated and request.user.is_editor,
    }
    return render(request, "sources/page.html", context)


@editors_only
def health(request: HttpRequest) -> HttpResponse:
    """How the sources that are read by themselves are doing."""
    return render(request, "sources/health.html", {"rows": health_of_sources(request.user, now=timezone.now())})


@require_POST
@editors_only
def retry(request: HttpRequest, key: str) -> HttpResponseBase:
    """Take up again what failed of a source."""
    source = get_object_or_404(Source.objects.visible_to(request.user), key=key)
    count = actions.retry_failed(source=source, by=request.user, now=timezone.now())
    tasks.ring(tasks.sweep)
    text = ngettext("%(n)s failed step is tried again.", "%(n)s failed steps are tried again.", count)
    messages.info(request, text % {"n": count})
    return redirect("source_health")


@require_POST
@editors_only
def poll(request: HttpRequest, key: str) -> HttpResponseBase:
    """Read a source now, and lift its pause."""
    source = get_object_or_404(Source.objects.visible_to(request.user), key=key)
    if not source.feed_url:
        messages.error(request, _("This source has no address to read."))
        return redirect("source", key)
    actions.ask_for_poll(source=source, by=request.user, now=timezone.now())
    rung = tasks.ring(tasks.poll_source, source.pk)
    messages.info(request, _("It is being read.") if rung else _("It will be read when the queue is back."))
    return redirect("source", key)
