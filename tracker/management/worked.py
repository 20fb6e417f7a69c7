"""All steps of one document, here and now; the queue would do the same, step by step."""

from django.utils import timezone

from tracker.actions import matching, placing, reading
from tracker.models import Document


def work_through(document: Document) -> int:
    """Read a document, place and match its claims; how many claims it has."""
    reading.read_document(document_id=document.pk, now=timezone.now())
    reports = list(document.reports.order_by("position"))
    for report in reports:
        placing.locate_report(report_id=report.pk, now=timezone.now())
        matching.match_report(report_id=report.pk, now=timezone.now())
    return len(reports)
