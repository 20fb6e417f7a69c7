from dataclasses import replace
from datetime import date, timedelta

import pytest

from tracker.rules.matching import SUGGEST_AT, EventFacts, score
from tracker.vocab import EventType, SubEventType

DAY = date(2016, 12, 30)
ATSHAN = EventFacts(
    DAY,
    lat=35.4058,
    lon=36.8233,
    place_id="atshan",
    place_name="Atshan",
    region="hama",
    event_type=EventType.EXPLOSIONS,
    sub_event_type=SubEventType.SHELLING,
    accused=frozenset({"army"}),
    target=frozenset({"rebels"}),
    origins=frozenset({"observatory"}),
    text="The army answered by shelling positions in the villages of Atshan and Skeik.",
)
SKEIK = replace(ATSHAN, lat=35.43, lon=36.77, radius_km=25, place_id="skeik", place_name="Skeik", region="idlib")
PROVINCE = replace(ATSHAN, lat=None, lon=None, place_id=None, place_name=None)


def test_a_relay_of_one_claim_is_identical():
    relayed = score(ATSHAN, replace(ATSHAN, text="Observatory: villages in Hama were shelled on Friday"))
    assert relayed.identical
    assert relayed.score > 0.9
    assert {"same day", "same place", "same type", "same origin"} <= set(relayed.reasons)


def test_two_villages_of_one_sentence_are_two_breaches():
    match = score(ATSHAN, SKEIK)
    assert not match.identical
    assert match.score < SUGGEST_AT
    assert any("each names its own place" in reason and "6 km" in reason for reason in match.reasons)


def test_two_villages_of_one_region_are_two_breaches_as_well():
    assert score(ATSHAN, replace(SKEIK, region="hama")).score < SUGGEST_AT


@pytest.mark.parametrize(
    "change",
    [
        {"origins": frozenset({"hospital"})},
        {"origins": frozenset()},
        {"date_from": DAY + timedelta(days=1)},
        {"date_from": None},
        {"date_to": DAY + timedelta(days=1)},
        {"sub_event_type": SubEventType.AIR_STRIKE},
        {"event_type": EventType.BATTLES, "sub_event_type": SubEventType.ARMED_CLASH},
        {"place_id": "skeik"},
        {"accused": frozenset({"rebels"})},
        {"target": frozenset({"civilians"})},
        {"count": 3},
    ],
)
def test_nothing_else_is_attached_without_a_person(change):
    assert not score(ATSHAN, replace(ATSHAN, **change)).identical


def test_two_shellings_of_one_day_told_with_their_hours_are_not_identical():
    morning, evening = replace(ATSHAN, clock="09:30"), replace(ATSHAN, clock="17:00")
    assert not score(morning, evening).identical
    assert "7 hours apart" in score(morning, evening).reasons
    assert score(morning, evening).score < score(morning, replace(ATSHAN, clock="10:00")).score


def test_a_relay_that_leaves_out_the_accused_is_still_identical():
    assert score(ATSHAN, replace(ATSHAN, accused=frozenset())).identical


def test_one_name_in_two_regions_is_not_one_place():
    hama = replace(ATSHAN, place_id=None)
    assert score(hama, hama).identical
    assert not score(hama, replace(hama, region="homs")).identical


def test_claims_that_know_the_region_only_are_identical_in_nearly_the_same_words_alone():
    assert score(PROVINCE, PROVINCE).identical
    assert not score(PROVINCE, replace(PROVINCE, text="Fighting went on in the north of Hama")).identical
    assert not score(replace(PROVINCE, region=None), replace(PROVINCE, region=None)).identical


def test_claims_without_a_type_are_never_identical():
    bare = replace(ATSHAN, event_type=None, sub_event_type=None)
    assert not score(bare, bare).identical


def test_two_origins_that_tell_of_one_shelling_are_suggested():
    other = replace(ATSHAN, origins=frozenset({"hospital"}), text="Mortars hit Atshan, one woman was hurt")
    match = score(ATSHAN, other)
    assert match.score > SUGGEST_AT
    assert not match.identical


def test_points_within_what_both_leave_open_speak_for_one_event():
    near = replace(PROVINCE, lat=35.40, lon=36.80, radius_km=25)
    far = replace(near, lat=36.40)
    assert score(ATSHAN, near).score > score(ATSHAN, far).score
    assert any("within what both leave open" in reason for reason in score(ATSHAN, near).reasons)


def test_two_spellings_that_the_gazetteer_does_not_know_are_alike():
    one, other = replace(PROVINCE, place_name="Khan Shaykhun"), replace(PROVINCE, place_name="Khan Sheikhoun")
    assert "place names alike" in score(one, other).reasons


@pytest.mark.parametrize(
    ("gap", "words"), [(0, "same day"), (1, "on following days"), (3, "3 days apart"), (9, "9 days apart")]
)
def test_the_further_apart_the_days_the_lower_the_score(gap, words):
    match = score(ATSHAN, replace(ATSHAN, date_from=DAY + timedelta(days=gap)))
    assert words in match.reasons
    closer = score(ATSHAN, replace(ATSHAN, date_from=DAY + timedelta(days=max(gap - 1, 0))))
    assert match.score <= closer.score


def test_a_range_that_holds_the_day_overlaps():
    week = replace(ATSHAN, date_from=DAY - timedelta(days=3), date_to=DAY + timedelta(days=3))
    assert "dates overlap" in score(ATSHAN, week).reasons


def test_sides_that_accuse_each_other_may_speak_of_one_event():
    swapped = replace(ATSHAN, accused=ATSHAN.target, target=ATSHAN.accused)
    assert "each side accuses the other" in score(ATSHAN, swapped).reasons
    assert "another accused" in score(ATSHAN, replace(ATSHAN, accused=frozenset({"police"}))).reasons


@pytest.mark.parametrize(
    ("one", "two", "words"), [(13, 13, "both say 13 dead"), (4, 7, "4 and 7"), (2, 30, "2 and 30")]
)
def test_casualties_are_compared_where_both_give_them(one, two, words):
    match = score(replace(ATSHAN, fatalities=one), replace(ATSHAN, fatalities=two))
    assert any(words in reason for reason in match.reasons)
    assert (match.score > score(ATSHAN, ATSHAN).score) is (two < 30)


def test_nothing_said_is_no_evidence():
    assert score(EventFacts(), EventFacts()).reasons == ()
    assert score(EventFacts(), EventFacts()).score < SUGGEST_AT


def test_the_score_does_not_depend_on_the_order():
    pairs = [(ATSHAN, SKEIK), (ATSHAN, PROVINCE), (replace(ATSHAN, fatalities=2), replace(SKEIK, fatalities=5))]
    for one, other in pairs:
        assert score(one, other) == score(other, one)


def test_the_strongest_reason_comes_first():
    assert score(ATSHAN, replace(ATSHAN, date_from=DAY + timedelta(days=30))).reasons[0] == "30 days apart"
