"""The example in the database. It is loaded once for the module, inside a transaction that is rolled back."""

import datetime as dt

import pytest
from django.db import transaction

from tracker.actions import example, gazetteer
from tracker.models import (
    Agreement,
    Alias,
    Breach,
    Decision,
    Party,
    Region,
    RegionStatus,
    Report,
    Role,
    Source,
    StatusDue,
)

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SYRIA = "syria-2016-12-30"

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def counts(django_db_setup, django_db_blocker):
    """The example without the packaged cities, which no fact of it needs and which take most of the time."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(gazetteer, "load_packaged_places", lambda **_: 0)
        yield example.load_example(now=NOW)
        transaction.set_rollback(True)


def breach_of(fact):
    return Breach.objects.with_claims().get(links__report__external_id=f"{fact}.1")


def test_it_works(counts):
    assert counts.is_new
    assert (counts.agreements, counts.breaches) == (3, 77)
    assert counts.in_words().startswith("3 agreements, ")


def test_all_agreements_are_published_and_labelled_as_examples():
    assert Agreement.objects.filter(is_published=True, is_example=True).count() == 3
    assert not Source.objects.filter(is_example=False).exists()


@pytest.mark.parametrize(
    ("key", "utc"),
    [
        (SYRIA, dt.datetime(2016, 12, 29, 22, 0, tzinfo=dt.UTC)),
        ("ukraine-2020-07-27", dt.datetime(2020, 7, 26, 21, 1, tzinfo=dt.UTC)),
        ("hodeidah-2018-12-18", dt.datetime(2018, 12, 17, 21, 0, tzinfo=dt.UTC)),
    ],
)
def test_an_agreement_takes_effect_at_its_local_hour(key, utc):
    assert Agreement.objects.get(key=key).effective_at == utc


def test_the_osce_mission_stands_for_the_breaches_of_its_agreement_only():
    missions = dict(Agreement.objects.values_list("key", "monitoring_mission__key"))
    assert missions == {SYRIA: None, "ukraine-2020-07-27": "osce-smm", "hodeidah-2018-12-18": None}


def test_all_fourteen_governorates_are_covered_and_known_by_their_arabic_names():
    covered = Region.objects.filter(coverage__agreement__key=SYRIA, coverage__is_covered=True)
    assert covered.count() == 14
    hama = covered.get(code="SY-HM")
    assert (hama.name, hama.names["ar"], hama.pcode, hama.geonames_code) == ("Hama", "حماة", "SY05", "SY.10")
    assert "Rural Damascus" in covered.get(code="SY-RD").all_names


def test_turkey_guarantees_for_the_opposition_and_russia_for_the_government_side():
    guarantees = {
        role.party.key: {party.key for party in role.guarantees.all()}
        for role in Role.objects.filter(agreement__key=SYRIA, role="guarantor", standing="established")
    }
    assert guarantees["turkey"] == {"armed-opposition"}
    assert {"syrian-government", "syrian-army"} <= guarantees["russia"]


def test_rebels_means_the_umbrella_in_syria_and_the_formations_in_ukraine():
    owners = set(Alias.objects.filter(text="rebels").values_list("agreement__key", "party__key"))
    assert owners == {(SYRIA, "armed-opposition"), ("ukraine-2020-07-27", "donetsk-luhansk-formations")}


def test_reports_of_one_incident_stand_behind_one_breach():
    for breach in Breach.objects.with_claims():
        assert len({report.external_id.rsplit(".", 1)[0] for report in breach.reports.all()}) == 1


def test_every_incident_report_stands_behind_a_breach_and_no_ledger_does():
    told = Report.objects.filter(kind__in=["incident_claim", "denial"])
    assert not told.filter(links__isnull=True).exists()
    assert not Report.objects.exclude(kind__in=["incident_claim", "denial"]).filter(links__isnull=False).exists()


def test_atshan_lies_in_hama_and_says_that_its_source_says_idlib():
    atshan = breach_of("SYR-I005")
    assert (atshan.region.code, atshan.place.name) == ("SY-HM", "Atshan")
    assert all(report.says_other_region for report in atshan.reports.all())


def test_a_place_that_is_only_near_is_drawn_wide_and_an_area_as_it_is():
    assert breach_of("SYR-I015").radius_km == 25
    assert breach_of("SYR-I012").radius_km == 11


def test_a_report_waits_for_no_step_and_is_known_since_its_page():
    assert not Report.objects.exclude(step="done").exists()
    assert breach_of("SYR-I044").known_at == dt.datetime(2017, 1, 15, 10, 0, tzinfo=dt.UTC)


def test_a_toll_reaches_from_the_least_to_the_most_that_is_said():
    deir_qanun = breach_of("SYR-I044")
    assert (deir_qanun.fatalities_low, deir_qanun.fatalities_high) == (7, 12)


def test_fire_on_a_group_whose_exclusion_is_disputed_is_contested_scope():
    assert breach_of("SYR-I034").scope == "contested_scope"
    assert not breach_of("SYR-I034").scope_is_override


def test_the_examples_own_decisions_are_few_labelled_and_by_nobody():
    decisions = Decision.objects.all()
    assert decisions.count() == 23
    assert not decisions.exclude(is_example=True, by=None).exists()
    decided = set(Breach.objects.filter(is_example_decision=True).values_list("verification", flat=True))
    assert decided == {"confirmed", "contested", "unverifiable"}


def test_two_independent_origins_corroborate_without_any_decision():
    breach = breach_of("SYR-I002")
    assert (breach.verification, breach.is_example_decision) == ("corroborated", False)


def test_a_disputed_valley_is_contested_scope_by_decision():
    breach = breach_of("SYR-I011")
    assert (breach.scope, breach.scope_is_override) == ("contested_scope", True)
    assert "Wadi Barada" in breach.scope_reasons[0]


def test_a_tally_has_its_counting_rule_and_its_region():
    hama = Report.objects.get(external_id="SYR-B003.SY-HM")
    assert (hama.kind, hama.count, hama.region.code, hama.origin.key) == ("tally", 3, "SY-HM", "russian-centre")
    assert "24 hours" in hama.counting_rule


def test_status_is_there_for_each_region_and_day_and_nothing_is_left_due():
    syria = RegionStatus.objects.current().filter(agreement__key=SYRIA)
    assert syria.count() == 14 * 58
    assert syria.order_by("day").last().day == dt.date(2017, 2, 25)
    assert not StatusDue.objects.exists()


def test_on_the_opening_day_the_first_week_is_in_the_window():
    opening = RegionStatus.objects.on(dt.date(2017, 1, 5)).get(agreement__key=SYRIA, region__code="SY-DR")
    assert opening.confirmed_count == 1


def test_a_second_load_of_changed_files_adds_nothing_and_keeps_what_people_changed(monkeypatch):
    Party.objects.filter(key="turkey").update(name="Türkiye")
    before = (Report.objects.count(), Breach.objects.count(), Alias.objects.count(), Decision.objects.count())
    monkeypatch.setattr(example.files, "digest", lambda _: "another")
    assert example.load_example(now=NOW).is_new
    after = (Report.objects.count(), Breach.objects.count(), Alias.objects.count(), Decision.objects.count())
    assert after == before
    assert Party.objects.get(key="turkey").name == "Türkiye"
