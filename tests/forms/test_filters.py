"""The filters of an address: what stands, what is ignored, and what is said of it."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone

from tests.views import cast
from tracker.forms.filters import LONGEST_TEXT, defaults, parse
from tracker.models import Agreement

pytestmark = pytest.mark.django_db
DAY = dt.date


@pytest.fixture
def read(db):
    """Reads a query string for Northland: the filters, and the form."""
    cast.breach(cast.agreement())
    agreement = Agreement.objects.with_terms().get()
    return lambda query: parse(QueryDict(query), agreement, agreement.spoken_regions, timezone.now())


def test_without_a_filter_the_last_seven_days_in_scope_and_not_put_aside_are_shown(read):
    filters, _ = read("")
    assert (filters.first, filters.last) == (DAY(2020, 2, 28), DAY(2020, 3, 5))
    assert filters.scope == ("breach", "contested_scope")
    assert filters.verification == ("unconfirmed", "corroborated", "confirmed", "contested")
    assert (filters.region, filters.text, filters.notes) == ((), "", ())


def test_an_agreement_that_runs_opens_on_today(read):
    agreement = Agreement(effective_at=cast.EFFECT, time_zone="Asia/Damascus")
    late_in_the_evening = dt.datetime(2020, 6, 1, 22, 30, tzinfo=dt.UTC)
    assert defaults(agreement, late_in_the_evening)["to"] == "2020-06-02"


def test_filters_that_were_chosen_stand_alone(read):
    filters, _ = read("f=1&verification=refuted")
    assert (filters.first, filters.last, filters.scope, filters.verification) == (None, None, (), ("refuted",))


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("from=2020-02-31", "From"),
        ("to=0001-01-01", "To"),
        ("to=9999-12-31", "To"),
        ("region=SY-HM", "Region"),
        ("verification=certain", "Verification"),
        ("scope=%00", "Scope"),
        ("accused=nobody", "Accused party"),
        ("source=quiet", "Source"),
        ("event_type=war", "Event type"),
        ("q=%00", "Words"),
    ],
)
def test_what_is_ignored_is_named_with_its_filter(read, query, label):
    cast.source("quiet", is_protected=True)
    (note,) = read(f"f=1&{query}")[0].notes
    assert f"“{label}”" in note


def test_each_ignored_value_has_its_own_note_and_the_known_ones_stand(read):
    filters, _ = read("f=1&verification=certain&verification=refuted&verification=sure&verification=refuted")
    assert filters.verification == ("refuted",)
    assert len(filters.notes) == 2


def test_a_long_value_is_cut_in_its_note(read):
    (note,) = read("f=1&region=" + "x" * 5000)[0].notes
    assert len(note) < 200


def test_reversed_dates_are_exchanged_with_a_note(read):
    filters, _ = read("f=1&from=2020-03-09&to=2020-03-01")
    assert (filters.first, filters.last, len(filters.notes)) == (DAY(2020, 3, 1), DAY(2020, 3, 9), 1)


def test_words_are_cut_and_tidied(read):
    filters, _ = read("f=1&q=++old%0A+bridge%00++")
    assert filters.text == "old bridge"
    filters, _ = read("f=1&q=" + "x" * 5000)
    assert (len(filters.text), len(filters.notes)) == (LONGEST_TEXT, 1)


def test_the_form_offers_the_regions_parties_and_sources_of_the_agreement_only(read):
    cast.source("elsewhere")
    _, form = read("")
    offered = {name: [value for value, _ in form.fields[name].choices] for name in ("region", "accused", "source")}
    assert offered == {"region": ["NL-A"], "accused": ["army"], "source": ["wire"]}
