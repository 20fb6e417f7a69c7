from dataclasses import replace
from datetime import date, timedelta
from math import log

import pytest

from tracker.rules.matching import SUGGEST_AT, EventFacts, score
from tracker.rules.matching_weights import WEIGHTS, Sign
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


FOLLOWED = replace(PROVINCE, date_from=None, region="hama", accused=frozenset(), names=frozenset({"oakham"}))


def told(text: str, day: date, **change):
    return replace(FOLLOWED, text=text, reported_on=day, **change)


def test_a_later_count_of_the_dead_looks_back_at_the_event():
    first = told("Shells killed 12 people in the market of Oakham", DAY)
    later = told("The death toll of the Oakham market rises to 15", DAY + timedelta(days=4))
    again = told("Rockets left 15 dead in Oakham", DAY + timedelta(days=4))
    assert "the later one tells a risen toll" in score(first, later).reasons
    assert score(first, later).score > SUGGEST_AT > score(first, again).score


@pytest.mark.parametrize(
    "text",
    [
        "Shelling in 31 days of escalation raises the death toll of Oakham to 15",
        "Five more were killed in Oakham, which raises to 15 the number of dead since the truce",
        "Fighters advance to 15 km from Oakham after the number of the dead was told",
    ],
)
def test_a_count_over_a_time_and_any_other_number_is_no_later_count_of_one_event(text):
    first = told("Shells killed 12 people in the market of Oakham", DAY)
    reasons = score(first, told(text, DAY + timedelta(days=4))).reasons
    assert "the later one tells a risen toll" not in reasons
    assert "told 4 days apart" in reasons


def test_a_count_told_before_is_no_later_one():
    earlier = told("The death toll of the Oakham market rises to 15", DAY)
    shelled = told("Shells killed 12 people in Oakham", DAY + timedelta(days=4))
    assert "the later one tells a risen toll" not in score(earlier, shelled).reasons


def test_what_goes_on_the_next_day_is_rather_another_event():
    first = told("Clashes near Oakham left ten dead", DAY)
    goes_on = told("Clashes continue near Oakham and left four dead", DAY + timedelta(days=1))
    one_word_less = told("Clashes near Oakham left four dead", DAY + timedelta(days=1))
    words = "on another day, of what goes on or begins anew"
    assert words in score(first, goes_on).reasons
    assert words not in score(first, one_word_less).reasons
    assert words not in score(first, replace(goes_on, reported_on=DAY)).reasons
    assert score(first, goes_on).score < score(first, one_word_less).score


def odds(a: EventFacts, b: EventFacts) -> float:
    likely = score(a, b).score
    return log(likely / (1 - likely))


def test_clashes_of_following_days_are_rather_two_events():
    clash = {"event_type": EventType.BATTLES, "sub_event_type": SubEventType.ARMED_CLASH}
    first = told("Clashes in Oakham left ten dead", DAY, **clash)
    next_day = told("Ten fighters died when they fought in Oakham", DAY + timedelta(days=1), **clash)
    words = "clashes, which go on from day to day"
    assert words in score(first, next_day).reasons
    assert words not in score(first, replace(next_day, reported_on=DAY)).reasons
    shelled = {"event_type": EventType.EXPLOSIONS, "sub_event_type": SubEventType.SHELLING}
    assert score(first, next_day).score < score(replace(first, **shelled), replace(next_day, **shelled)).score


def test_the_same_words_on_another_day_weigh_less_than_on_the_same():
    first = told("Warplanes bombed Oakham and killed two", DAY, place_name="Oakham")
    again = replace(first, reported_on=DAY + timedelta(days=1), text="Warplanes bombed Oakham and killed two again")
    other = replace(again, text="Two died in Oakham again when a house came down")
    gained = odds(first, again) - odds(first, other)
    assert gained < odds(first, replace(again, reported_on=DAY)) - odds(first, replace(other, reported_on=DAY))
    assert "" not in score(first, again).reasons


def test_what_is_told_of_the_country_around_a_town_ties_less_than_the_town():
    first = told("Shells killed four in Oakham", DAY)
    town = told("Four people were killed by shells in Oakham", DAY)
    around = told("Four people were killed by shells in the countryside of Oakham", DAY)
    both = replace(first, text="Shells killed four on the outskirts of Oakham")
    assert "one tells of the country around a place" in score(first, around).reasons
    assert "both tell of the country around a place" in score(both, around).reasons
    assert score(both, around).score < score(first, around).score < score(first, town).score


def test_a_later_report_may_look_back():
    first = told("Shells killed 12 people in Oakham", DAY)
    back = told("Oakham buries 12 people after the shells of yesterday", DAY + timedelta(days=1))
    assert "the later one looks back" in score(first, back).reasons
    assert (
        "the later one looks back"
        not in score(replace(back, reported_on=DAY), replace(first, reported_on=DAY + timedelta(days=1))).reasons
    )
    assert score(first, back).score > score(first, replace(back, text="Oakham buries 12 people after the shells")).score


def test_a_report_of_the_day_after_is_no_report_of_another_day():
    happened = told("Shells killed 12 people in Oakham", DAY, date_from=DAY)
    after = told("Twelve were killed in Oakham", DAY + timedelta(days=1))
    assert "one was told the day after the other happened" in score(happened, after).reasons
    assert score(happened, after).score > score(replace(happened, date_from=None), after).score


def test_what_was_told_before_the_other_happened_is_another_event():
    before = told("Shells killed 12 people in Oakham", DAY)
    happened = told("Shells killed 12 people in Oakham", DAY + timedelta(days=2), date_from=DAY + timedelta(days=1))
    assert "one was told before the other happened" in score(before, happened).reasons
    assert score(before, happened).score < score(before, replace(happened, date_from=DAY)).score


def test_a_whole_year_is_no_day_of_an_event():
    year = told("The worst attack on Oakham in 2016", DAY, date_from=date(2016, 1, 1), date_to=date(2016, 12, 31))
    assert "told on the same day" in score(year, told("Oakham was attacked", DAY)).reasons


def test_a_text_that_names_the_place_of_the_other_too_may_tell_of_its_event():
    both = replace(ATSHAN, names=frozenset({"atshan", "skeik"}), text="Shells fell on Atshan and on Skeik")
    other = replace(SKEIK, names=frozenset({"skeik"}))
    assert any("one the other's too" in reason for reason in score(both, other).reasons)
    assert score(both, other).score > score(replace(both, names=frozenset({"atshan"})), other).score


def test_two_villages_are_two_breaches_in_whatever_the_same_words():
    one = told("The army shelled Oakham", DAY, place_name="Oakham", names=frozenset({"oakham"}))
    other = told("The army shelled Birch", DAY, place_name="Birch", names=frozenset({"birch"}))
    assert score(one, other).score < SUGGEST_AT


def test_a_region_that_both_name_is_less_than_a_place_and_more_than_another_region():
    city = told("Shells killed four in Northmark city", DAY, names=frozenset({"northmark"}), named_regions={"north"})
    same_city = replace(city, text="Four people were killed by shells in the city of Northmark")
    region = replace(same_city, names=frozenset())
    elsewhere = replace(region, named_regions={"south"}, region="homs")
    assert score(city, same_city).score > score(city, region).score > score(city, elsewhere).score


def test_every_sign_has_its_weight():
    assert set(WEIGHTS) == set(Sign)
