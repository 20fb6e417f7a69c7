"""Dates carry their zone, sources speak in quotation marks, and differences between claims are found."""

import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from tracker.outputs import times, words
from tracker.templatetags import tracker_text
from tracker.vocab import AliasKind

EFFECT = dt.datetime(2016, 12, 29, 22, 0, tzinfo=dt.UTC)
SYRIA = SimpleNamespace(zone=ZoneInfo("Asia/Damascus"), time_zone="Asia/Damascus", first_day=dt.date(2016, 12, 30))
NOWHERE = SimpleNamespace(zone=ZoneInfo("UTC"), time_zone="UTC", first_day=dt.date(2016, 12, 30))
ARMY, GROUP = SimpleNamespace(pk=1, name="Army"), SimpleNamespace(pk=2, name="Group")
HAMA, IDLIB = SimpleNamespace(name="Hama"), SimpleNamespace(name="Idlib")


def claim(**facts):
    return SimpleNamespace(
        **{
            "kind": "incident_claim",
            "sub_event_type": "shelling_artillery_missile",
            "says_other_region": False,
            "region_id": 7,
            "date_from": dt.date(2016, 12, 30),
            "clock": "",
            "accused": [ARMY],
            "document_id": None,
            "place_text": "Atshan",
            "region_text": "",
            "source_region": IDLIB,
            "region": HAMA,
            "origin_name": "SOHR",
            "via": None,
            **facts,
        }
    )


def test_midnight_in_damascus_is_told_in_damascus_time():
    assert times.local_time(EFFECT, SYRIA) == "30 Dec 2016, 00:00 (UTC+2)"


def test_without_an_agreement_a_moment_is_told_in_utc():
    assert times.local_time(EFFECT) == "29 Dec 2016, 22:00 (UTC)"


def test_a_missing_moment_is_a_dash():
    assert times.local_time(None, SYRIA) == "–"
    assert times.local_day(None) == "–"


def test_a_clock_in_a_list_is_local_too():
    assert tracker_text.local_clock(EFFECT, SYRIA) == "30 Dec 00:00"


def test_a_clock_of_another_year_tells_the_year():
    assert tracker_text.local_clock(EFFECT + dt.timedelta(days=3), SYRIA) == "2 Jan 2017 00:00"


def test_a_decision_tells_its_preset_reason_and_its_words():
    decision = SimpleNamespace(reason_code="denied", reason="On state television.")
    assert tracker_text.reason_words(decision) == "The accused side denies it. On state television."
    assert tracker_text.reason_words(SimpleNamespace(reason_code="", reason="Seen twice.")) == "Seen twice."


def test_a_zone_is_named_by_its_city_and_offset():
    assert times.zone_name(SYRIA) == "Damascus time, UTC+2"
    assert times.zone_name(NOWHERE) == "UTC"


@pytest.mark.parametrize(("zone", "offset"), [("Asia/Kolkata", "UTC+5:30"), ("America/Bogota", "UTC−5")])
def test_offsets_west_of_greenwich_and_of_half_hours_are_told(zone, offset):
    assert offset in times.local_time(EFFECT, SimpleNamespace(zone=ZoneInfo(zone)))


def test_a_source_s_words_get_one_pair_of_quotation_marks():
    assert tracker_text.quote('"government forces"') == "“government forces”"
    assert tracker_text.quote("") == ""


def test_nobody_accused_is_said():
    assert words.party_names([]) == "not named"
    assert words.party_names([ARMY, GROUP]) == "Army, Group"


def test_a_claim_that_says_the_same_differs_nowhere():
    assert not any(tracker_text.differs(claim(), claim()).values())


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        ({"kind": "denial"}, "says"),
        ({"sub_event_type": "armed_clash"}, "says"),
        ({"says_other_region": True}, "place"),
        ({"date_from": dt.date(2016, 12, 31)}, "time"),
        ({"accused": [GROUP]}, "accused"),
    ],
)
def test_what_a_claim_says_otherwise_is_marked(facts, part):
    unlike = tracker_text.differs(claim(**facts), claim())
    assert [name for name, differs in unlike.items() if differs] == [part]


def test_what_a_claim_does_not_state_is_no_difference():
    silent = claim(sub_event_type="", region_id=None, date_from=None, accused=[])
    assert not any(tracker_text.differs(silent, claim(clock="01:40")).values())


def test_relays_of_one_wording_of_a_place_stand_in_one_line():
    (line,) = tracker_text.places_said([claim(), claim(), claim(origin_name="SANA")])
    assert line == {"place": "Atshan", "region": "Idlib", "is_quoted": False, "who": ["SOHR", "SANA"]}


def test_only_words_of_a_text_that_we_hold_are_quoted():
    (line,) = tracker_text.places_said([claim(document_id=1)])
    assert line["is_quoted"]


def test_a_claim_without_a_place_says_none():
    assert tracker_text.places_said([claim(place_text="", source_region=None)]) == []


def test_a_mismatch_of_regions_is_told_once():
    claims = [claim(says_other_region=True), claim(says_other_region=True), claim()]
    assert tracker_text.other_regions(claims) == [("Idlib", "Hama")]


def test_hostile_names_stand_apart():
    plain = SimpleNamespace(kind=AliasKind.OFFICIAL.value, text="The army")
    hostile = SimpleNamespace(kind=AliasKind.HOSTILE.value, text="The gangs")
    assert tracker_text.plain_names([plain, hostile, plain]) == [plain], "each wording once"
    assert tracker_text.hostile_names([plain, hostile]) == [hostile]


def test_a_government_is_named_before_the_factions():
    faction, state = (SimpleNamespace(party=SimpleNamespace(kind=kind)) for kind in ("rebel_group", "government"))
    assert tracker_text.governments_first([faction, state]) == [state, faction]


def test_a_monitor_s_rule_is_told_once():
    tallies = [SimpleNamespace(origin_name="A", counting_rule="cases of fire")] * 2
    assert tracker_text.counting_rules(tallies) == [("A", "cases of fire")]


def test_a_count_speaks_of_its_period():
    tally = SimpleNamespace(
        period_from=dt.date(2017, 3, 10), period_to=dt.date(2017, 3, 16), date_from=None, date_to=None
    )
    assert tracker_text.period_words(tally) == "10–16 Mar 2017"


def test_the_mark_of_an_origin_is_called_origin():
    assert tracker_text.mark_word("src") == "origin"
    assert tracker_text.mark_word("where") == "where"
