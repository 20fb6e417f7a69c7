"""Where the same event is looked for: in the report's cell and around it, or in its region, within three days."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, matching
from tracker.models import Breach, Region, Report

pytestmark = pytest.mark.django_db
DAY = dt.date(2020, 3, 2)


@pytest.fixture
def report():
    agreement = cast.agreement()
    cast.breach(agreement, 1)
    return Report.objects.get(external_id="fact-1")


def put(report, number: int, **fields) -> Breach:
    breach = cast.breach(report.agreement, number, cast.source(f"voice-{number}"))
    Breach.objects.filter(pk=breach.pk).update(**fields)
    return breach


def numbers(report) -> set[int]:
    return set(Breach.objects.filter(pk__in=matching.candidates(report)).values_list("number", flat=True))


def days(first: int, last: int | None = None) -> dict:
    return {
        "date_from": DAY + dt.timedelta(days=first),
        "date_to": DAY + dt.timedelta(days=first if last is None else last),
    }


def test_days_and_cells_around_and_what_has_no_point_in_the_region(report):
    far = Breach.objects.get(number=1).block + 5
    other = Region.objects.create(code="NL-B", name="Birch", country="NL", geometry=cast.SQUARE, bbox=[0, 0, 1, 1])
    put(report, 2)
    put(report, 3, block=Breach.objects.get(number=1).block + 1)
    put(report, 4, block=far)
    put(report, 5, block=None, cell=None, lat=None, lon=None)
    put(report, 6, block=None, cell=None, lat=None, lon=None, region=other)
    put(report, 7, **days(3))
    put(report, 8, **days(4))
    put(report, 9, **days(-6, -3))
    put(report, 10, work_state="dropped")
    assert numbers(report) == {2, 3, 5, 7, 9}


def test_a_report_without_a_point_is_looked_for_in_its_region(report):
    Report.objects.filter(pk=report.pk).update(lat=None, lon=None)
    put(report, 2)
    put(report, 3, block=None, cell=None, lat=None, lon=None)
    assert numbers(Report.objects.get(pk=report.pk)) == {2, 3}


def test_the_nearest_come_first_where_there_are_more_than_can_be_looked_at(report, monkeypatch):
    monkeypatch.setattr(matching, "MOST_CANDIDATES", 2)
    put(report, 2, **days(3))
    put(report, 3, block=Breach.objects.get(number=1).block + 1)
    put(report, 4)
    assert Breach.objects.get(pk=matching.candidates(report)[0]).number == 4


def test_what_is_compared_is_read_from_columns_as_from_rows():
    """Sides, regions, sentences, withdrawn claims, and one report that speaks of two breaches."""
    northland = cast.agreement()
    first, second = (cast.breach(northland, number, cast.source(f"voice-{number}")) for number in (1, 2))
    breaches.attach(report=first.reports.get(), breach=second, now=timezone.now())
    withdrawn = cast.claim(northland, 3, cast.source("voice-3"))
    breaches.attach(report=withdrawn, breach=first, now=timezone.now())
    read = cast.document()
    Report.objects.filter(pk=withdrawn.pk).update(is_superseded=True)
    Report.objects.filter(pk=first.reports.order_by("pk").first().pk).update(
        document=read, sentence_start=2, sentence_end=7, fatalities_best=3, clock="evening", region=None
    )
    Report.objects.filter(pk=second.reports.order_by("pk").first().pk).update(note="As the mayor tells it.")
    for breach in (first, second):
        told = matching._told_behind([first.pk, second.pk], northland)[breach.pk]
        rows = breach.reports.filter(is_superseded=False).order_by("pk")
        assert told == [matching.facts(report) for report in rows]
    Report.objects.update(is_superseded=True)
    assert len(matching._told_behind([first.pk], northland)[first.pk]) == 2, "where all is withdrawn, what was said"
