"""Breaches a day, stacked by what is asked, beside what was usual before the ceasefire."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.models import Agreement, Breach, BreachParty, Party, Report
from tracker.outputs.counts import Counts
from tracker.outputs.filters import STACKS, Filters
from tracker.outputs.timeline import timeline
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
SECOND = dt.date(2020, 3, 2)  # the ceasefire took effect on the first


@pytest.fixture
def northland(db):
    """Three breaches of the second day, the army accused of each: by two wires, the last one by both."""
    agreement = cast.agreement()
    for number, voice in ((1, "wire"), (2, "paper"), (3, "wire")):
        cast.breach(agreement, number, cast.source(voice))
    second = cast.claim(agreement, 9, cast.source("paper"))
    cast.breaches.attach(report=second, breach=Breach.objects.get(number=3), now=timezone.now())
    return Agreement.objects.with_terms().get()


def drawn(agreement, user=None, **chosen) -> dict:
    counts = Counts(Filters(agreement, **chosen))
    return timeline(agreement, counts, agreement.last_day(timezone.now()), user=user)


def stacks(told: dict, day: dt.date = SECOND) -> dict[str, int]:
    """Label → count of a day."""
    (row,) = [row for row in told["days"] if row["day"] == day]
    return {one["label"]: row[one["kind"]] for one in told["series"]}


def before(agreement, days: range, **fields) -> None:
    """A breach on each of the days before effect, as they are numbered backwards."""
    for back in days:
        day = agreement.first_day - dt.timedelta(days=back)
        known = {"known_at": cast.EFFECT, "scope": "before_effect", "region": agreement.spoken_regions[0], **fields}
        Breach.objects.create(agreement=agreement, number=1000 + back, date_from=day, date_to=day, **known)


@pytest.mark.parametrize("by", STACKS)
def test_whatever_it_is_stacked_by_the_days_hold_the_same_breaches(northland, by):
    told = drawn(northland, by=by)
    assert {day["day"]: day["total"] for day in told["days"] if day["total"]} == {SECOND: 3}


def test_by_type_each_breach_stands_once(northland):
    Breach.objects.filter(number=1).update(event_type="")
    assert stacks(drawn(northland, by="type")) == {"Explosions and remote violence": 2, "Not stated": 1}


def test_by_accused_a_clash_stands_with_both_and_an_act_of_nobody_known_is_said(northland):
    band = Party.objects.create(key="band", name="Band", kind="rebel_group")
    BreachParty.objects.create(breach=Breach.objects.get(number=1), party=band, side="accused")
    BreachParty.objects.create(breach=Breach.objects.get(number=1), party=band, side="target")
    BreachParty.objects.filter(breach__number=2).delete()
    told = drawn(northland, by="accused")
    assert stacks(told) == {"Northland army": 2, "Band": 1, "Nobody named": 1}
    assert told["overlap_words"]


def test_by_source_a_breach_stands_with_each_who_said_it_first(northland):
    assert stacks(drawn(northland, by="source")) == {"Paper": 2, "Wire": 2}
    Report.objects.filter(external_id="fact-9").update(is_superseded=True)
    assert stacks(drawn(northland, by="source")) == {"Paper": 1, "Wire": 2}


def test_a_protected_source_is_named_to_editors_only(northland):
    Report.objects.update(origin=cast.source("quiet", is_protected=True))
    assert stacks(drawn(northland, by="source")) == {"A protected source": 3}
    assert stacks(drawn(northland, by="source", user=cast.account(Group.EDITOR))) == {"Quiet": 3}


def test_the_five_that_have_most_stand_alone_and_the_others_together(northland):
    for number in range(7):
        for more in range(number):
            cast.breach(northland, 100 + number * 10 + more, cast.source(f"voice-{number}"))
    told = drawn(northland, by="source")
    assert [one["label"] for one in told["series"]] == ["Voice-6", "Voice-5", "Voice-4", "Voice-3", "Paper", "Other"]
    assert stacks(told)["Other"] == 2 + 2 + 1


def test_refuted_breaches_have_a_kind_of_their_own_only_where_there_are_some(northland):
    assert "Refuted" not in stacks(drawn(northland))
    Breach.objects.filter(number=1).update(verification="refuted")
    assert stacks(drawn(northland))["Refuted"] == 1


@pytest.mark.parametrize("by", STACKS)
def test_the_days_before_effect_are_drawn_for_comparison_where_breaches_are_shown(northland, by):
    before(northland, range(3, 4))
    day = northland.first_day - dt.timedelta(days=3)
    for scope, total in ((("breach",), 1), ((), 1), (("contested_scope",), 0), (("before_effect",), 1)):
        told = drawn(northland, by=by, scope=scope)
        assert next(row for row in told["days"] if row["day"] == day)["total"] == total, scope


@pytest.mark.parametrize("by", STACKS)
def test_an_act_in_the_hours_before_effect_is_none_of_the_day_of_effect(northland, by):
    before(northland, range(1))
    told = drawn(northland, by=by, scope=("breach",))
    assert next(row for row in told["days"] if row["day"] == northland.first_day)["total"] == 0
    assert sum(stacks(told, northland.first_day).values()) == 0


def test_what_was_usual_is_the_rate_of_the_baselines_days_with_its_interval(northland):
    before(northland, range(15, 29))
    before(northland, range(1, 15))  # the last two weeks are inflated, and left out
    told = drawn(northland, scope=("breach",))
    assert told["usual"]["rate"] == pytest.approx(0.5)
    assert told["usual"]["low"] < 0.5 < told["usual"]["high"]
    assert "19 Jan – 15 Feb 2020: 0.5 a day (90 %: 0.3 to 0.8)" in told["usual_words"]


def test_what_was_usual_follows_the_filter(northland):
    before(northland, range(15, 43), verification="confirmed")
    assert drawn(northland, verification=("confirmed",))["usual"]["rate"] == 1
    assert drawn(northland, verification=("contested",))["usual"] is None


@pytest.mark.parametrize(
    ("days", "scope", "says"),
    [(range(15, 24), (), "at least 10 are needed"), (range(15, 40), ("contested_scope",), "the scope leaves them out")],
)
def test_where_nothing_usual_is_known_that_is_said(northland, days, scope, says):
    before(northland, days)
    told = drawn(northland, scope=scope)
    assert told["usual"] is None
    assert says in told["usual_words"]


def test_a_view_of_the_past_draws_nothing_that_was_said_or_ended_later(northland):
    for day in (2, 4):
        northland.declarations.create(on=dt.date(2020, 3, day), party_text="The army", summary="Said.", kind="accepts")
    northland.ended_at = dt.datetime(2020, 3, 12, tzinfo=dt.UTC)
    told = drawn(northland, known=dt.datetime(2020, 3, 3, 12, tzinfo=dt.UTC))
    assert [said["day"].day for said in told["declarations"]] == [2]
    assert told["ends"] == []


def test_an_end_and_a_day_of_expiry_are_marked(northland):
    northland.expires_on, northland.ended_at = dt.date(2020, 3, 10), dt.datetime(2020, 3, 12, tzinfo=dt.UTC)
    assert [(one["day"].day, one["words"]) for one in drawn(northland)["ends"]] == [
        (10, "Set to expire"),
        (12, "Ended"),
    ]


@pytest.mark.parametrize("by", STACKS[1:])
def test_every_stack_costs_one_query_more(northland, by, django_assert_num_queries):
    filters = Filters(northland, scope=("breach",))
    with django_assert_num_queries(2):  # the grouped one, and the declarations
        timeline(northland, Counts(filters), northland.last_day(timezone.now()))
    with django_assert_num_queries(3):
        timeline(northland, Counts(replace(filters, by=by)), northland.last_day(timezone.now()))
