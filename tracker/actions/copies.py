"""Wire copy: two sources that print one text are one voice, and the second is said to pass on the first."""

import datetime as dt

from django.db.models import Count

from tracker.models import Document, DocumentShingle
from tracker.rules import copies

MOST_CANDIDATES = 20
MARGIN = dt.timedelta(days=copies.DAYS_APART)


def note(document: Document) -> None:
    """Keep a new document's sketch, and name the document of another source of which it is a copy, in the caller's
    transaction. The first that we received stands for all of them.
    """
    runs = copies.shingles(document.text)
    values = copies.sketch(runs)
    if not values:
        return
    day = (document.published_at or document.received_at).date()
    original = _original(document, runs, values, day)
    if original:
        document.copy_of = original.copy_of or original
        document.save(update_fields=["copy_of"])
    rows = [DocumentShingle(document=document, source=document.source, day=day, value=value) for value in values]
    DocumentShingle.objects.bulk_create(rows, ignore_conflicts=True)


def _original(document: Document, runs: frozenset[int], values: list[int], day: dt.date) -> Document | None:
    """The document of another source with most of the sketch in common, if the texts themselves are alike."""
    near = DocumentShingle.objects.filter(value__in=values, day__gte=day - MARGIN, day__lte=day + MARGIN)
    counted = near.exclude(source=document.source).values("document").annotate(shared=Count("pk"))
    likest = [row["document"] for row in counted.order_by("-shared", "document")[:MOST_CANDIDATES]]
    others = Document.objects.select_related("copy_of").in_bulk(likest)
    alike = (others[pk] for pk in likest if copies.shared(runs, copies.shingles(others[pk].text)) >= copies.COPY_AT)
    return next(alike, None)
