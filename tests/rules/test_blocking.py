from datetime import date, timedelta

import pytest

from tracker.rules.blocking import EventFacts, block_keys, cell_at, fold, in_block

DAY = date(2017, 1, 10)
HERE = EventFacts(DAY, lat=35.40, lon=36.82, text="Shells fell on the village")


def moved(days: int = 0, lat: float = 35.40, lon: float = 36.82, **facts) -> EventFacts:
    return EventFacts(DAY + timedelta(days=days), lat=lat, lon=lon, **facts)


@pytest.mark.parametrize(("days", "inside"), [(0, True), (3, True), (-3, True), (4, False), (-4, False)])
def test_three_days_to_either_side_are_in_the_block(days, inside):
    assert in_block(block_keys(HERE), moved(days)) is inside


def test_a_range_of_days_reaches_three_days_beyond_both_its_ends():
    stay = EventFacts(DAY, DAY + timedelta(days=5), lat=35.40, lon=36.82)
    assert in_block(block_keys(stay), moved(8)) and in_block(block_keys(stay), moved(-3))
    assert not in_block(block_keys(stay), moved(9))


def test_a_neighbour_across_the_edge_of_a_cell_is_in_the_block():
    edge = EventFacts(DAY, lat=35.499, lon=36.999)
    assert cell_at(35.499, 36.999) != cell_at(35.501, 37.001)
    assert in_block(block_keys(edge), moved(lat=35.501, lon=37.001))


def test_a_place_a_hundred_kilometres_off_is_not():
    assert not in_block(block_keys(HERE), moved(lat=36.5))


def test_cells_wrap_at_the_date_line():
    fiji = EventFacts(DAY, lat=-17.0, lon=179.9)
    assert in_block(block_keys(fiji), moved(lat=-17.0, lon=-179.9))


def test_without_a_point_a_shared_word_is_enough():
    unplaced = EventFacts(DAY, text="The village of Atshan was shelled")
    assert in_block(block_keys(HERE), unplaced)
    assert in_block(block_keys(unplaced), HERE)
    assert not in_block(block_keys(unplaced), EventFacts(DAY, text="Talks in Geneva"))


def test_the_name_of_a_place_is_one_of_the_words():
    assert in_block(block_keys(EventFacts(DAY, place_name="Atshan")), EventFacts(DAY, text="shelling near ATSHAN"))


def test_short_words_link_nothing():
    assert not in_block(block_keys(EventFacts(DAY, text="in the")), EventFacts(DAY, text="in the"))


def test_the_day_of_reporting_stands_in_for_a_missing_date():
    reported = EventFacts(reported_on=DAY, text="Atshan shelled")
    assert block_keys(reported).date_from == DAY - timedelta(days=3)
    assert not in_block(block_keys(reported), EventFacts(DAY + timedelta(days=9), text="Atshan shelled"))


def test_without_any_day_the_words_alone_decide():
    keys = block_keys(EventFacts(text="Atshan shelled"))
    assert (keys.date_from, keys.date_to) == (None, None)
    assert in_block(keys, EventFacts(DAY, text="Atshan shelled"))


def test_words_in_any_script_are_folded():
    assert fold("  Khan-Shaykhun,  ADRA ") == "khan shaykhun adra"
    assert fold("قرية عطشان") == "قرية عطشان"
    assert fold(None) == ""
