"""One document: its text with the evidence marked, and the claims read from it."""

from tracker.models import Document
from tracker.outputs.breach_page import document_segments
from tracker.vocab import ReportKind


def document_page(document: Document, *, user) -> dict:
    """The context of a document's page and of its status fragment."""
    reports = list(document.reports.visible_to(user).for_lists().order_by("position"))
    return {
        "document": document,
        "reports": reports,
        "claims_count": sum(1 for report in reports if report.kind != ReportKind.LEAD),
        "segments": document_segments(document, reports),
        "can_read_text": True,
        "still_working": document.step == "pending" or any(report.step == "pending" for report in reports),
    }
