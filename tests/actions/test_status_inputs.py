"""What the status rule is given, read as plain columns, is what the rows say."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, evidence, status_inputs
from tracker.actions.breach_facts import scope_event, scope_events
from tracker.models import AgreementRegion, Breach, BreachParty, Party, Report, Source
from tracker.rules.coverage import Published

pytestmark = pytest.mark.django_db
# Clocks go forward in the night to the 30th, and a day begins while it is still the day before in UTC.
ZONES = ("UTC", "Asia/Damascus", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Australia/Lord_Howe")
SPRING = dt.datetime(2019, 3, 27, tzinfo=dt.UTC)


@pytest.fixture
def northland():
    return cast.agreement()


def covered(agreement) -> AgreementRegion:
    return AgreementRegion.objects.select_related("region").get(agreement=agreement)


@pytest.mark.parametrize("zone", ZONES)
def test_an_origin_publishes_on_the_local_days_of_its_reports(northland, zone):
    northland.time_zone = zone
    party = Party.objects.get(key="army")
    voices = [cast.source("wire"), cast.source("army-radio", side=party), None]
    for step in range(60):
        report = cast.claim(northland, step, voices[step % 2] or voices[0])
        moment = SPRING + dt.timedelta(minutes=step * 135 - 1)
        origin = {"origin": voices[step % 3], "origin_key": voices[step % 3].key if voices[step % 3] else "named:x"}
        Report.objects.filter(pk=report.pk).update(known_at=moment, **origin)
    rows = Report.objects.select_related("origin__side").order_by("-known_at")
    said = {
        Published(row.origin_key, northland.local_day(row.known_at), "army" if row.origin == voices[1] else None)
        for row in rows
    }
    found = list(status_inputs._published(northland, Report.objects.all()))
    assert set(found) == said
    assert len(found) == len(said)
    assert found[0].day == max(one.day for one in said)


def test_claims_in_plain_columns_are_those_of_the_rows(northland):
    guard = Party.objects.create(key="guard", name="guard", kind="state_forces")
    loud = cast.source("loud", side=guard, reliability="B", is_protected=True)
    for number in range(1, 4):
        breach = cast.breach(northland, number, cast.source(f"voice-{number}"))
        breaches.attach(report=cast.claim(northland, 10 + number, loud), breach=breach, now=timezone.now())
    reports = list(Report.objects.order_by("pk"))
    Report.objects.filter(pk=reports[0].pk).update(origin=None, origin_key="named:mayor", origin_text="the mayor")
    Report.objects.filter(pk=reports[1].pk).update(assertion="denied")
    Report.objects.filter(pk=reports[2].pk).update(is_superseded=True)
    many = evidence.claims_by_breach(Breach.objects.values("pk"))
    for breach in Breach.objects.with_claims():
        rows = sorted(evidence.claims_of(breach), key=lambda report: report.links.get().pk)
        assert [claim.origin for claim in many[breach.pk]] == [evidence.origin_of(report) for report in rows]
        assert [claim.name for claim in many[breach.pk]] == [report.origin_name for report in rows]
        assert {claim.origin for claim in many[breach.pk] if claim.speaks_for} == set(evidence.voices(breach))
    assert {claim.name: claim.is_protected for claims in many.values() for claim in claims}["Loud"] is True


def test_events_in_plain_columns_are_those_of_the_rows(northland):
    guard = Party.objects.create(key="guard", name="guard", kind="state_forces")
    clash, plain = cast.breach(northland, 1), cast.breach(northland, 2)
    BreachParty.objects.create(breach=clash, party=guard, side="accused")
    Breach.objects.filter(pk=clash.pk).update(event_type="battles")
    BreachParty.objects.create(breach=plain, party=guard, side="target")
    Breach.objects.filter(pk=plain.pk).update(region=None)
    found = scope_events(Breach.objects.all())
    assert found == {breach.pk: scope_event(breach) for breach in Breach.objects.with_claims()}
    assert found[clash.pk].mutual


def test_the_weeks_before_are_counted_once_for_as_long_as_nothing_in_them_changes(northland, monkeypatch):
    monkeypatch.setattr(status_inputs, "MANY_BEFORE", 1)
    status_inputs._remembered.cache_clear()
    early = northland.first_day - dt.timedelta(days=20)
    voice = cast.source("wire", reliability="B")
    for number in (1, 2):
        cast.breach(northland, number, voice)
    Breach.objects.update(date_from=early, date_to=early)

    def counted() -> int:
        live = Breach.objects.live().filter(agreement=northland)
        return status_inputs._baseline(northland, covered(northland), live, None).total

    assert (counted(), counted()) == (2, 2)
    assert status_inputs._remembered.cache_info().hits == 1
    Breach.objects.filter(number=1).update(verification="refuted", version=9)
    assert counted() == 1
    northland.effective_at += dt.timedelta(days=1)
    assert counted() == 1
    assert status_inputs._remembered.cache_info().hits == 1
    Source.objects.update(reliability="D")
    assert counted() == 0, "a single voice that nobody trusts is counted neither then nor now"
    status_inputs._remembered.cache_clear()


def test_a_missions_baseline_is_what_it_counted_before(northland):
    mission = northland.monitoring_mission = cast.source("mission", is_on_site=True)
    northland.save()
    for back, count in ((20, 7), (16, 3), (14, 100)):  # the last one lies in the two weeks that are left out
        day = northland.first_day - dt.timedelta(days=back)
        Report.objects.create(
            agreement=northland, external_id=f"tally-{back}", kind="tally", region=covered(northland).region,
            period_from=day, period_to=day, count=count, origin=mission, origin_key="mission", known_at=cast.EFFECT,
        )  # fmt: skip
    inputs = status_inputs.inputs_of(northland, covered(northland), northland.first_day)
    assert (inputs.baseline.total, len(inputs.baseline.daily)) == (10, 28)
    Report.objects.all().delete()
    assert status_inputs.inputs_of(northland, covered(northland), northland.first_day).baseline is None
