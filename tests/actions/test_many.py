"""What holds for one breach holds for more than a thousand: SQLite limits the size of a query."""

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import status
from tracker.models import Breach, BreachReport, Document, Report, StatusDue
from tracker.vocab import ReportKind, StepState

pytestmark = pytest.mark.django_db
MANY = 1_100


@pytest.fixture
def crowded(db):
    """Many breaches of one region and day, each with a claim read from a document of its own."""
    northland, wire = cast.agreement(), cast.source()
    documents = Document.objects.bulk_create(
        Document(
            source=wire, external_id=f"{number}", text="A text.", received_at=cast.EFFECT, step=StepState.DONE.value,
            content_hash=f"{number:064d}",
        )
        for number in range(MANY)
    )  # fmt: skip
    place = {"region": northland.coverage.get().region, "date_from": "2020-03-02", "date_to": "2020-03-02"}
    reports = Report.objects.bulk_create(
        Report(
            document=document, agreement=northland, kind=ReportKind.INCIDENT_CLAIM.value, known_at=cast.EFFECT,
            origin=wire, origin_key="wire", step=StepState.DONE.value, **place,
        )
        for document in documents
    )  # fmt: skip
    breaches = Breach.objects.bulk_create(
        Breach(agreement=northland, number=number, known_at=cast.EFFECT, **place) for number in range(1, MANY + 1)
    )
    BreachReport.objects.bulk_create(
        BreachReport(breach=breach, report=report) for breach, report in zip(breaches, reports, strict=True)
    )
    return northland


def test_the_regions_status_is_computed(crowded):
    StatusDue.objects.create(agreement=crowded, region=crowded.coverage.get().region, first_day=crowded.first_day)
    assert status.recompute_due(now=timezone.now()) == 1
    assert not StatusDue.objects.exists()


def test_all_are_loaded_with_their_texts(crowded):
    texts = [report.document.text for breach in Breach.objects.with_claims() for report in breach.reports.all()]
    assert texts == ["A text."] * MANY
