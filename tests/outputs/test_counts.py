"""The counts of what a filter shows."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.models import Breach, BreachParty, Party, ReportParty
from tracker.outputs.counts import Counts, by_accused, daily_by_region
from tracker.outputs.filters import Filters

pytestmark = pytest.mark.django_db
SECOND, THIRD = dt.date(2020, 3, 2), dt.date(2020, 3, 3)


@pytest.fixture
def northland(db):
    """Five breaches of the second day: confirmed, contested, refuted, before the ceasefire, and one without a point."""
    agreement = cast.agreement()
    for number in range(1, 6):
        cast.breach(agreement, number)
    Breach.objects.filter(number=1).update(verification="confirmed")
    Breach.objects.filter(number=2).update(verification="contested")
    Breach.objects.filter(number=3).update(verification="refuted")
    Breach.objects.filter(number=4).update(scope="before_effect")
    Breach.objects.filter(number=5).update(cell=None)
    return agreement


def test_what_the_scope_leaves_out_is_counted_as_hidden(northland):
    counts = Counts(Filters(northland, scope=("breach",)))
    assert (counts.shown, counts.outside_hidden, counts.on_map, counts.not_on_map) == (4, 1, 3, 1)
    assert counts.by_scope() == {"breach": 4, "before_effect": 1}


def test_a_breach_without_a_point_is_a_count_on_its_region(northland):
    assert Counts(Filters(northland)).region_only() == {"NL-A": 1}
    assert Counts(Filters(northland, verification=("confirmed",))).region_only() == {}


def test_the_days_of_the_timeline_go_beyond_the_dates_chosen(northland):
    counts = Counts(Filters(northland, first=THIRD, last=THIRD))
    assert counts.shown == 0
    assert counts.by_day() == {SECOND: {"confirmed": 1, "contested": 1, "refuted": 1, "unconfirmed": 2}}


def test_an_undated_breach_is_counted_in_every_window_and_on_no_day(northland):
    Breach.objects.filter(number=1).update(date_from=None, date_to=None)
    counts = Counts(Filters(northland, first=THIRD, verification=("confirmed",)))
    assert (counts.shown, counts.by_day()) == (1, {})


@pytest.mark.parametrize("taken_out", [{"work_state": "dropped"}, {"merged_into": 2}])
def test_a_dropped_breach_and_a_tombstone_count_nowhere(northland, taken_out):
    if "merged_into" in taken_out:
        taken_out = {"merged_into": Breach.objects.get(number=2)}
    Breach.objects.filter(number=1).update(**taken_out)
    assert Counts(Filters(northland)).shown == 4
    assert daily_by_region(northland, SECOND, SECOND)["NL-A"][SECOND]["confirmed"] == 0


def test_a_sparkline_counts_neither_refuted_nor_out_of_scope(northland):
    assert daily_by_region(northland, SECOND, THIRD) == {"NL-A": {SECOND: {"confirmed": 1, "other": 2}}}
    assert daily_by_region(northland, THIRD, THIRD) == {}


def test_a_confirmed_breach_of_contested_scope_is_no_confirmed_one_on_the_sparkline(northland):
    Breach.objects.filter(number=1).update(scope="contested_scope")
    assert daily_by_region(northland, SECOND, SECOND)["NL-A"][SECOND] == {"confirmed": 0, "other": 3}


def test_a_party_accused_twice_of_one_breach_is_counted_once(northland):
    militia = Party.objects.create(key="militia", name="A militia", kind="rebel_group")
    second = cast.claim(northland, 9, cast.source("other"))
    ReportParty.objects.create(report=second, party=militia, side="accused")
    cast.breaches.open_breach(report=second, now=timezone.now())
    assert by_accused(Filters(northland)) == [
        {"key": "army", "name": "Northland army", "alleged": 6, "confirmed": 1},
        {"key": "militia", "name": "A militia", "alleged": 1, "confirmed": 0},
    ]


def test_what_is_laid_to_nobody_stands_at_the_end_so_that_nothing_is_missing(northland):
    BreachParty.objects.filter(breach__number__in=(1, 2)).delete()
    rows = by_accused(Filters(northland))
    assert rows[-1] == {"key": "", "name": "Nobody named", "alleged": 2, "confirmed": 1}
    assert sum(row["alleged"] for row in rows) == Counts(Filters(northland)).shown
