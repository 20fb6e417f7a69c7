"""The filters of an address: what stands, what is ignored, and what is said of it."""

import datetime as dt

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from tests.views import cast
from tracker.forms.filters import LONGEST_TEXT, defaults, parse
from tracker.models import Agreement, Breach, BreachParty, Party, Report
from tracker.outputs.filters import LISTS, Filters

pytestmark = pytest.mark.django_db
DAY = dt.date
HOSTILE = ["x" * 5000, "' OR 1=1--", "'; DROP TABLE tracker_breach; --", "<script>alert(1)</script>", "a\x00b", "\x01",
           "9" * 400, "-1", "1e999", "NaN", "2020-3", "yesterday", "\u202e\U0001f4a3", "%s%n{0}"]  # fmt: skip


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
        ("breach_mode=peace", "Breach mode"),
        ("target=nobody", "Target"),
        ("role=king", "Role of the accused"),
        ("severity=5", "Severity"),
        ("precision=8", "Precision of the place"),
        ("origin=quiet", "First said by"),
        ("by=weather", "Stacked by"),
        ("q=%00", "Words"),
    ],
)
def test_what_is_ignored_is_named_with_its_filter(read, query, label):
    cast.source("quiet", is_protected=True)
    (note,) = read(f"f=1&{query}")[0].notes
    assert f"“{label}”" in note


@pytest.mark.parametrize("name", ["from", "to", *LISTS])
def test_no_hostile_value_of_any_filter_is_taken_or_passed_over(read, name):
    for value in HOSTILE:
        filters, _ = read(urlencode({"f": 1, name: value}))
        assert len(filters.notes) == 1, value
        assert filters.notes[0].isprintable()
        assert filters == Filters(filters.agreement, notes=filters.notes), value


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
    Party.objects.create(key="stranger", name="Stranger", kind="rebel_group")
    _, form = read("")
    named = ("region", "accused", "target", "source", "origin")
    offered = {name: [value for value, _ in form.fields[name].choices] for name in named}
    assert offered == {
        "region": ["NL-A"], "accused": ["army"], "target": ["army"], "source": ["wire"], "origin": ["wire"]
    }  # fmt: skip


def test_who_was_accused_or_hit_and_who_passed_on_is_offered_there_alone(read):
    breach = Breach.objects.get()
    for side in ("accused", "target"):
        party = Party.objects.create(key=f"{side}-one", name=side, kind="rebel_group")
        BreachParty.objects.create(breach=breach, party=party, side=side)
    Report.objects.update(via=cast.source("paper"))
    _, form = read("")
    offered = {
        name: [value for value, _ in form.fields[name].choices] for name in ("accused", "target", "source", "origin")
    }
    assert offered == {
        "accused": ["accused-one", "army"], "target": ["army", "target-one"], "source": ["paper", "wire"],
        "origin": ["wire"],
    }  # fmt: skip


def test_the_names_of_all_filters_cost_one_query_and_none_where_they_are_not_needed(read, django_assert_num_queries):
    _, form = read("f=1&severity=3")
    with django_assert_num_queries(1):
        assert all(list(form.fields[name].choices) for name in ("accused", "target", "source", "origin"))
    with django_assert_num_queries(0):
        parse(QueryDict("f=1&severity=3"), form.agreement, [], timezone.now())
