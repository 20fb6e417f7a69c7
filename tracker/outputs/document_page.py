"""One document: its text with the evidence marked, and the claims read from it."""

from tracker.models import Document
from tracker.outputs.breach_page import document_segments
from tracker.outputs.diff import changes
from tracker.vocab import ReportKind


def document_page(document: Document, *, user) -> dict:
    """The context of a document's page and of its status fragment."""
    reports = list(document.reports.visible_to(user).for_lists().order_by("position"))
    return {
        "document": document,
        "reports": reports,
        "claims_count": sum(1 for report in reports if report.kind != ReportKind.LEAD),
        "segments": document_segments(document, reports),
        "changes": changes(document.previous.text, document.text) if document.previous else [],
        "copy_of": _copy_of(document, user),
        "later": Document.objects.filter(previous=document).only("pk").first(),
        "can_read_text": True,
        "still_working": document.step == "pending" or any(report.step == "pending" for report in reports),
    }


def _copy_of(document: Document, user) -> Document | None:
    """The document whose text it repeats, where this person may know its source."""
    original = document.copy_of
    hidden = original and original.source.is_protected and not getattr(user, "is_editor", False)
    return None if hidden else original
