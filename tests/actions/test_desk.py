"""What an editor sets right stays, is logged with before and after, and says in words what cannot be."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, desk, gazetteer, placing, review, withdrawing
from tracker.models import Breach, Decision, Party, Place, Region, Report, StatusDue
from tracker.rules.workflow import NotAllowed
from tracker.vocab import GeoPrecision, Group, Scope, Side, Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def northland():
    return cast.agreement()


@pytest.fixture
def breach(northland):
    return Breach.objects.with_claims().get(pk=cast.breach(northland).pk)


@pytest.fixture
def editor(db):
    return cast.account(Group.EDITOR)


def correct(breach, by, **changes) -> Breach:
    reason = changes.pop("reason", "")
    version = Breach.objects.get(pk=breach.pk).version
    desk.correct(breach=breach, changes=changes, by=by, version=version, now=timezone.now(), reason=reason)
    return Breach.objects.with_claims().get(pk=breach.pk)


def test_a_field_is_set_with_before_and_after(breach, editor):
    fresh = correct(breach, editor, place_text="Mill Hill", injured=4, reason="The text names the mill.")
    assert (fresh.place_text, fresh.injured, fresh.fixed_fields) == ("Mill Hill", 4, ["injured", "place_text"])
    row = Decision.objects.get(verb=Verb.CORRECTED)
    assert row.before == {"place_text": "Village 1", "injured": None}
    assert row.after == {"place_text": "Mill Hill", "injured": 4}
    assert row.reason == "The text names the mill."


def test_what_is_the_same_is_no_correction(breach, editor):
    correct(breach, editor, place_text="Village 1", accused=["army"], region="NL-A")
    assert not Decision.objects.exists()


def test_a_later_claim_does_not_change_what_an_editor_set(breach, editor):
    correct(breach, editor, fatalities_low=1, fatalities_best=2, fatalities_high=2)
    later = cast.claim(breach.agreement, 2, cast.source("second"))
    Report.objects.filter(pk=later.pk).update(fatalities_best=9, injured=3)
    fresh = breaches.attach(report=Report.objects.get(pk=later.pk), breach=Breach.objects.get(), now=timezone.now())
    assert (fresh.fatalities_best, fresh.fatalities_high, fresh.injured) == (2, 2, 3)
    Report.objects.exclude(pk=later.pk).update(is_superseded=True)
    withdrawing.settle_without(Breach.objects.filter(pk=breach.pk), now=timezone.now())
    fresh = Breach.objects.get()
    assert (fresh.fatalities_best, fresh.place_text) == (2, "Village 2")


def test_parties_are_set_by_their_keys(breach, editor):
    Party.objects.create(key="front", name="Southern Front", kind="rebel_group")
    fresh = correct(breach, editor, accused=["front"], target=["army"])
    assert [party.key for party in fresh.parties(Side.ACCUSED)] == ["front"]
    assert [party.key for party in fresh.parties(Side.TARGET)] == ["army"]
    with pytest.raises(desk.NotCorrected, match="nobody"):
        correct(breach, editor, accused=["nobody"])


def test_a_pin_moves_the_breach_and_the_gazetteer_learns_it(breach, editor):
    fresh = correct(breach, editor, lat=11.2, lon=11.4, place_text="Mill Hill")
    assert (fresh.lat, fresh.lon, fresh.region.code, fresh.geo_precision) == (11.2, 11.4, "NL-A", GeoPrecision.EXACT)
    assert fresh.cell is not None
    place = Place.objects.get(layer="editor")
    assert (place.name, fresh.place) == ("Mill Hill", place)
    found = placing.locate(breach.agreement, place_text="Mill Hill", region_text="", role="")
    assert (found.lat, found.lon) == (11.2, 11.4)
    gazetteer.withdraw(place=place, by=editor, now=timezone.now())
    assert placing.locate(breach.agreement, place_text="Mill Hill", region_text="", role="").lat is None


def test_a_move_to_another_day_makes_the_old_day_due_as_well(breach, editor):
    StatusDue.objects.all().delete()
    correct(breach, editor, date_from=dt.date(2020, 3, 6), date_to=dt.date(2020, 3, 6))
    assert StatusDue.objects.get().first_day == dt.date(2020, 3, 2)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date_to": dt.date(2020, 1, 1)}, "before the first"),
        ({"injured": -1}, "below zero"),
        ({"fatalities_low": 5, "fatalities_best": 2}, "low cannot be above best"),
        ({"fatalities_low": 5, "fatalities_high": 2}, "low cannot be above best"),
        ({"count": 0}, "one violation"),
        ({"lat": 50.0, "lon": 50.0}, "in the sea"),
        ({"lat": None}, "a latitude and a longitude"),
        ({"region": "XX-1"}, "not known"),
        ({"place_text": "x", "reason": "y" * 100_000}, "100,000 characters"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_is_said_and_nothing_is_written(breach, editor, changes, words):
    before = Breach.objects.values().get()
    with pytest.raises(desk.NotCorrected, match=words):
        correct(breach, editor, **changes)
    assert Breach.objects.values().get() == before
    assert not Decision.objects.exists()


def test_a_day_before_the_agreement_is_taken_and_is_out_of_scope(breach, editor):
    fresh = correct(breach, editor, date_from=dt.date(2019, 1, 1), date_to=dt.date(2019, 1, 1))
    assert fresh.scope == Scope.BEFORE_EFFECT


def test_a_lost_race_and_an_analyst_are_told(breach, editor):
    with pytest.raises(review.Stale):
        desk.correct(breach=breach, changes={"count": 2}, by=editor, version=99, now=timezone.now())
    with pytest.raises(NotAllowed):
        correct(breach, cast.account(Group.ANALYST), count=2)


class TestOverrides:
    def test_scope_by_hand_stays_until_it_is_given_back(self, breach, editor):
        def scoped(scope, reason="The act was agreed."):
            version = Breach.objects.get().version
            desk.set_scope(breach=breach, scope=scope, by=editor, version=version, now=timezone.now(), reason=reason)
            breaches.settle(Breach.objects.get())
            return Breach.objects.get().scope

        assert scoped(Scope.PERMITTED) == Scope.PERMITTED
        assert scoped(None) == Scope.BREACH
        with pytest.raises(desk.NotCorrected, match="Say why"):
            scoped(Scope.PERMITTED, reason=" ")

    def test_severity_by_hand_stays_until_it_is_given_back(self, breach, editor):
        def rated(severity):
            version = Breach.objects.get().version
            desk.set_severity(
                breach=breach, severity=severity, by=editor, version=version, now=timezone.now(), reason="A hospital."
            )
            breaches.settle(Breach.objects.get())
            return Breach.objects.get().severity

        computed = breach.severity
        assert rated(4) == 4
        assert rated(None) == computed
        with pytest.raises(desk.NotCorrected, match="1 to 4"):
            rated(9)


def test_a_breach_is_given_to_a_colleague_with_a_note(breach, editor):
    other = cast.account(Group.ADMIN)
    desk.assign(breach=breach, to=other, by=editor, now=timezone.now(), note="You know the place.")
    assert Breach.objects.get().assigned_to == other
    assert Decision.objects.get().reason == "You know the place."
    with pytest.raises(desk.NotCorrected):
        desk.assign(breach=breach, to=cast.account(Group.ANALYST), by=editor, now=timezone.now())


def test_regions_are_those_of_the_agreement(breach):
    assert Region.objects.get().code == desk.current(breach, "region")
