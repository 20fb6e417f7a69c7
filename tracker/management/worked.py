"""All steps of one document or import, here and now; the queue would do the same, step by step."""

from django.utils import timezone

from tracker.actions import imports, matching, placing, reading, status
from tracker.models import Batch, Document


def work_through(document: Document) -> int:
    """Read a document, place and match its claims; how many claims it has."""
    reading.read_document(document_id=document.pk, now=timezone.now())
    reports = list(document.reports.order_by("position"))
    for report in reports:
        placing.locate_report(report_id=report.pk, now=timezone.now())
        matching.match_report(report_id=report.pk, now=timezone.now())
    return len(reports)


def match_waiting(batch: Batch) -> None:
    """Match an import's claims, and compute what follows from them."""
    while imports.match_some(batch=batch, now=timezone.now()):
        pass
    status.recompute_due(now=timezone.now())
