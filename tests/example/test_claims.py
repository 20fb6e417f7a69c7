"""Facts as claims: each telling of an event, each line of a ledger."""

import datetime as dt

import pytest

from tracker.example import claims
from tracker.vocab import ReportKind


@pytest.fixture(scope="module")
def told():
    return {incident.id: incident.claims for incident in claims.incidents()}


@pytest.fixture(scope="module")
def ledgers():
    return {claim.external_id: claim for claim in claims.ledgers()}


def test_every_claim_has_an_id_of_its_own(told, ledgers):
    ids = [claim.external_id for tellings in told.values() for claim in tellings] + list(ledgers)
    assert len(ids) == len(set(ids))


def test_four_outlets_that_relay_one_spokesman_share_his_origin(told):
    atshan = told["SYR-I005"]
    assert [claim.origin for claim in atshan] == ["jaysh-al-nasr-spokesman"] * 4
    assert [claim.via for claim in atshan] == ["youm7", "trt-world", "shaam", "al-jazeera"]


def test_atshan_lies_in_hama_and_the_source_says_idlib(told):
    atshan = told["SYR-I005"][0]
    assert (atshan.region, atshan.source_region, atshan.place) == ("SY-HM", "SY-ID", "Atshan")


def test_atshan_and_skeik_are_two_events(told):
    assert told["SYR-I005"][0].place == "Atshan"
    assert told["SYR-I009"][0].place == "Skeik"


def test_each_origin_accuses_whom_it_accuses(told):
    accused = {claim.origin: claim.accused for claim in told["SYR-I004"]}
    assert accused == {"sohr": ("armed-opposition",), "jaysh-al-nasr-spokesman": ("syrian-army",)}


def test_another_accused_does_not_inherit_the_words_for_the_first(told):
    words = {claim.origin: claim.columns["accused_text"] for claim in told["SYR-I004"]}
    assert words == {"sohr": "armed opposition factions, not named", "jaysh-al-nasr-spokesman": ""}


def test_each_origin_keeps_its_own_toll(told):
    tolls = {(claim.origin, claim.via): claim.columns["fatalities_best"] for claim in told["SYR-I044"]}
    assert tolls["sohr", "sohr"] == 7
    assert tolls["sohr", "regio7"] == 9
    assert tolls["wadi-barada-media", "al-jazeera"] == tolls["syrian-civil-defence", "voice-of-america"] == 12


def test_at_least_six_has_an_open_end(told):
    columns = told["SYR-I006"][0].columns
    assert (columns["fatalities_low"], columns["fatalities_best"]) == (6, 6)
    assert "fatalities_high" not in columns


def test_what_is_not_said_of_the_dead_stays_open(told):
    assert "fatalities_low" not in told["SYR-I003"][0].columns


def test_a_denial_is_no_incident_claim(told):
    kinds = {claim.origin: (claim.kind, claim.columns["assertion"]) for claim in told["SYR-I067"]}
    assert kinds["russian-defence-ministry"] == (ReportKind.DENIAL, "denied")
    assert kinds["sohr"] == (ReportKind.INCIDENT_CLAIM, "reported")


def test_a_monitor_on_its_own_page_asserts_and_a_relay_reports(told):
    by_outlet = {claim.via: claim.columns["assertion"] for claim in told["SYR-I044"]}
    assert (by_outlet["sohr"], by_outlet["regio7"]) == ("asserted", "reported")


def test_a_claim_is_known_from_the_day_of_its_page(told):
    days = {claim.via: claim.known_on for claim in told["SYR-I044"]}
    assert days["sohr"] == dt.date(2017, 1, 15)
    assert days["regio7"] == dt.date(2017, 1, 16)


def test_nobody_is_accused_where_the_source_names_nobody(told):
    claim = told["SYR-I022"][0]
    assert claim.accused == ()
    assert claim.columns["accused_text"] == '"terrorists", not named'


def test_a_bulletin_is_one_total_and_a_line_for_each_region(ledgers):
    assert ledgers["SYR-B003"].columns["count"] == 21
    assert ledgers["SYR-B003"].region is None
    lines = {claim.region: claim.columns["count"] for key, claim in ledgers.items() if key.startswith("SYR-B003.")}
    assert lines == {"SY-RD": 6, "SY-HL": 7, "SY-LA": 5, "SY-HM": 3}


def test_the_turkish_list_is_the_turkish_sides_and_the_bulletins_outlet_relays_it(ledgers):
    assert (ledgers["SYR-B006"].origin, ledgers["SYR-B006"].via) == ("turkish-representatives", "al-ahram-al-masai")


def test_a_weekly_table_covers_its_week(ledgers):
    columns = ledgers["SYR-B036"].columns
    assert (columns["period_from"], columns["period_to"]) == (dt.date(2017, 3, 10), dt.date(2017, 3, 16))
    assert columns["count"] == 82


def test_zero_is_a_count(ledgers):
    assert ledgers["SYR-B019"].columns["count"] == 0
    assert ledgers["CNT031.UA-09"].columns["count"] == 0


def test_a_ledger_is_never_an_incident(ledgers):
    assert ReportKind.INCIDENT_CLAIM not in {claim.kind for claim in ledgers.values()}


def test_deaths_are_no_count_of_breaches(ledgers):
    deaths = ledgers["CNT008"]
    assert deaths.kind is ReportKind.ASSESSMENT
    assert (deaths.columns["fatalities_best"], deaths.columns["count"]) == (781, 1)


def test_monitors_kept_in_are_no_calm(ledgers):
    assert ledgers["CNT064-access.UA-14"].kind is ReportKind.ACCESS_DENIED
    assert ledgers["CNT040-calm-14.UA-14"].kind is ReportKind.CALM
