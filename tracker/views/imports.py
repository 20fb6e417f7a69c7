"""Tables of events: given, looked at, imported in the background, undone."""

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tracker import tasks
from tracker.actions import imports as actions
from tracker.actions import sources as source_actions
from tracker.forms.imports import ColumnsForm, TableForm
from tracker.models import Batch
from tracker.sources.items import SourceError
from tracker.views.access import editors_only
from tracker.vocab import BatchState, SourceKind

A_PAGE = 30
STOP_ASKING = 286  # htmx ends its polling with this answer


@editors_only
def index(request: HttpRequest) -> HttpResponseBase:
    """The imports so far, and the form for another."""
    form = TableForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        batch = _taken_in(request, form)
        if batch:
            return redirect("import", batch.pk)
    pages = Paginator(Batch.objects.visible(), A_PAGE).get_page(request.GET.get("page"))
    status = 422 if request.method == "POST" else 200
    return render(request, "imports/list.html", {"form": form, "page_obj": pages}, status=status)


def _taken_in(request: HttpRequest, form: TableForm) -> Batch | None:
    given, now = form.cleaned_data, timezone.now()
    try:
        with transaction.atomic():
            source = given["source"] or source_actions.find_or_add(
                name=given["source_name"], by=request.user, now=now, kind=SourceKind.MONITOR,
                agreement=given["agreement"],
            )  # fmt: skip
            return actions.take_in(
                source=source, agreement=given["agreement"], data=given["file"].read(), file_name=given["file"].name,
                by=request.user, now=now,
            )  # fmt: skip
    except SourceError as error:
        form.add_error("file", error.message)
        return None


def _batch(pk: int) -> Batch:
    return get_object_or_404(Batch.objects.select_related("source", "agreement", "created_by"), pk=pk)


@editors_only
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What the columns were taken for, the dry run, and how far the import is."""
    batch = _batch(pk)
    if batch.state not in (BatchState.MAPPED, BatchState.FAILED):
        done = request.htmx and not batch.is_running
        return render(request, "imports/page.html", {"batch": batch}, status=STOP_ASKING if done else 200)
    return _mapping(request, batch)


def _mapping(request: HttpRequest, batch: Batch, form: ColumnsForm | None = None) -> HttpResponse:
    table = actions.table_of(batch)
    is_bad = form is not None
    context = {
        "batch": batch,
        "form": form or ColumnsForm(batch=batch, table=table),
        "table": table,
        "seen": None if is_bad or not batch.columns else actions.preview(batch),
    }
    return render(request, "imports/page.html", context, status=422 if is_bad else 200)


@require_POST
@editors_only
def columns(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say which column means what; the dry run follows."""
    batch = _batch(pk)
    form = ColumnsForm(request.POST, batch=batch, table=actions.table_of(batch))
    if not form.is_valid():
        return _mapping(request, batch, form)
    try:
        actions.set_columns(batch=batch, columns=form.columns, by=request.user, now=timezone.now())
    except actions.NotImported as refusal:
        messages.error(request, str(refusal))
    return redirect("import", pk)


@require_POST
@editors_only
def start(request: HttpRequest, pk: int) -> HttpResponseBase:
    batch = _batch(pk)
    try:
        actions.start(batch=batch, by=request.user, now=timezone.now())
    except actions.NotImported as refusal:
        messages.error(request, str(refusal))
    else:
        if not tasks.ring(tasks.import_batch, batch.pk):
            messages.warning(request, _("The queue is not answering; the import begins as soon as it is back."))
    return redirect("import", pk)


@require_POST
@editors_only
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Undo an import that has run, or forget a file that was never imported."""
    batch = _batch(pk)
    now = timezone.now()
    try:
        if batch.state == BatchState.MAPPED:
            actions.discard(batch=batch, by=request.user, now=now)
            messages.success(request, _("The file was not imported, and is forgotten."))
            return redirect("imports")
        dropped = actions.undo(batch=batch, by=request.user, now=now)
        tasks.ring(tasks.recompute_status)
        messages.success(
            request, _("Undone. %(count)s breaches that rested on it alone were dropped.") % {"count": dropped}
        )
    except actions.NotImported as refusal:
        messages.error(request, str(refusal))
    return redirect("import", pk)


@editors_only
def faults(request: HttpRequest, pk: int) -> HttpResponseBase:  # noqa: ARG001 - a view's shape
    """The rows that were left out, as a CSV file: line, why, and the row as it stands."""
    batch = _batch(pk)
    answer = StreamingHttpResponse(_fault_lines(batch), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="import-{batch.pk}-left-out.csv"'
    return answer


def _fault_lines(batch: Batch) -> Iterator[str]:
    table = actions.table_of(batch)
    cells = dict(table.rows())
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(["line", "why", *table.header])
    for fault in actions.faults_of(batch):
        yield writer.writerow([fault.line, fault.why, *map(_harmless, cells[fault.line])])


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is shown as text."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) and not cell[1:2].isdigit() else cell


class _Echo:
    """Gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line
