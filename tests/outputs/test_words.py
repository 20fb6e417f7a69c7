"""An event is put into words the same way everywhere."""

import datetime as dt
from types import SimpleNamespace

import pytest

from tracker.outputs import words

HAMA = SimpleNamespace(name="Hama")
ATSHAN = SimpleNamespace(name="Atshan")


def event(**facts):
    facts = {
        "event_type": "explosions_remote_violence",
        "sub_event_type": "shelling_artillery_missile",
        "breach_mode": "combat",
        "region": None,
        "place": None,
        "place_text": "",
        "date_from": dt.date(2016, 12, 30),
        "date_to": None,
        "clock": "",
        **facts,
    }
    return SimpleNamespace(**facts, region_id=bool(facts["region"]), place_id=bool(facts["place"]))


def test_a_placed_breach_is_named_by_what_and_where():
    assert words.breach_title(event(place=ATSHAN, region=HAMA)) == "Shelling, Atshan"


def test_a_breach_known_by_region_only_is_named_by_the_region():
    assert words.breach_title(event(region=HAMA)) == "Shelling, Hama"


def test_a_breach_without_a_place_says_so():
    assert words.breach_title(event()) == "Shelling, place not stated"


def test_a_breach_without_fire_is_named_by_its_mode():
    assert words.kind_words(event(breach_mode="access_denied")) == "Access denied"


def test_an_event_of_no_known_type_is_an_incident():
    assert words.kind_words(event(event_type="", sub_event_type="")) == "Incident"


def test_a_sub_type_without_content_gives_way_to_the_type():
    assert words.kind_words(event(event_type="strategic_developments", sub_event_type="other")) == (
        "Strategic developments"
    )


def test_a_place_is_told_with_its_region():
    assert words.place_words(event(place=ATSHAN, region=HAMA)) == "Atshan, Hama"


def test_a_place_named_like_its_region_is_told_once():
    assert words.place_words(event(place=HAMA, region=HAMA)) == "Hama"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, None, "date not stated"),
        (dt.date(2016, 12, 30), None, "30 Dec 2016"),
        (dt.date(2017, 1, 8), dt.date(2017, 1, 10), "8–10 Jan 2017"),
        (dt.date(2017, 1, 30), dt.date(2017, 2, 2), "30 Jan – 2 Feb 2017"),
        (dt.date(2016, 12, 30), dt.date(2017, 1, 2), "30 Dec 2016 – 2 Jan 2017"),
    ],
)
def test_a_span_of_days_is_as_short_as_it_can_be(first, last, said):
    assert words.span_words(first, last) == said


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("", ""),
        ("01:40", "01:40"),
        ("T+0h..T+2h", "within 2 h after it took effect"),
        ("T+2h..T+5h", "2 to 5 h after it took effect"),
        ("T+3h", "3 h after it took effect"),
        ("T-2h", "2 h before it took effect"),
    ],
)
def test_a_clock_counted_from_the_effect_is_told_in_words(clock, said):
    assert words.clock_words(clock) == said


def test_the_clock_follows_the_day():
    assert words.when_words(event(clock="01:40")) == "30 Dec 2016, 01:40"


def test_a_place_with_a_radius_is_as_precise_as_the_radius():
    assert words.precision_words(2, 25.0) == "within 25 km"
    assert words.precision_words(1, 0) == "exact place"
    assert words.precision_words(4, None) == "region only"
    assert words.precision_words(None) == "place not known"


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (None, None, None, "not stated"),
        (3, None, None, "at least 3"),
        (2, None, 5, "2–5"),
        (2, 3, 5, "3 (2–5)"),
        (20, 25, None, "25 (at least 20)"),
        (None, 25, 30, "25 (at most 30)"),
        (25, 25, 30, "25 (at most 30)"),
        (2, 2, 2, "2"),
    ],
)
def test_a_toll_is_told_with_its_doubt(low, best, high, said):
    toll = SimpleNamespace(fatalities_low=low, fatalities_best=best, fatalities_high=high)
    assert words.toll_words(toll) == said
