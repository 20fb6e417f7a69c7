from datetime import UTC, date, datetime

import pytest

from tracker.rules.days import (
    clock_before_effect,
    day_starts_within,
    is_undated,
    last_day_before,
    local_day,
)

KYIV = "Europe/Kyiv"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_late_evening_in_london_is_the_next_day_in_damascus():
    assert local_day(at("2016-12-29T22:30"), "Asia/Damascus") == date(2016, 12, 30)


def test_a_day_on_which_the_clock_goes_forward_has_23_hours():
    # 26 March 2017 in Kyiv runs from 22:00 UTC (UTC+2) to 21:00 UTC (UTC+3).
    assert local_day(at("2017-03-25T22:00"), KYIV) == date(2017, 3, 26)
    assert local_day(at("2017-03-26T20:59"), KYIV) == date(2017, 3, 26)
    assert local_day(at("2017-03-26T21:00"), KYIV) == date(2017, 3, 27)


def test_an_end_at_midnight_leaves_the_day_before_as_the_last():
    assert last_day_before(at("2017-01-05T22:00"), "Asia/Damascus") == date(2017, 1, 5)
    assert last_day_before(at("2017-01-05T22:01"), "Asia/Damascus") == date(2017, 1, 6)


def test_the_first_72_hours_touch_three_days_from_midnight_and_four_from_noon():
    midnight, noon = at("2016-12-29T22:00"), at("2016-12-30T10:00")
    days = [date(2016, 12, 30), date(2016, 12, 31), date(2017, 1, 1), date(2017, 1, 2), date(2017, 1, 3)]
    assert [day_starts_within(day, midnight, 72, "Asia/Damascus") for day in days] == [True, True, True, False, False]
    assert [day_starts_within(day, noon, 72, "Asia/Damascus") for day in days] == [True, True, True, True, False]


def test_72_hours_are_real_hours_on_the_night_of_a_clock_change():
    # From Friday midnight, three days with one of 23 hours are 71 hours: the fourth day begins inside.
    effect = at("2017-03-23T22:00")
    assert day_starts_within(date(2017, 3, 27), effect, 72, KYIV)
    assert not day_starts_within(date(2017, 3, 28), effect, 72, KYIV)


@pytest.mark.parametrize(
    ("first", "last", "undated"),
    [
        (None, None, True),
        (date(2017, 1, 1), None, False),
        (date(2017, 1, 1), date(2017, 1, 3), False),
        (date(2017, 1, 1), date(2017, 1, 4), True),
        (date(2017, 1, 1), date(2017, 1, 31), True),
    ],
)
def test_more_than_three_days_are_no_date(first, last, undated):
    assert is_undated(first, last) is undated


@pytest.mark.parametrize(
    ("clock", "before"),
    [
        ("11:59", True),
        ("12:00", False),
        ("12:01", False),
        ("T+0h..T+2h", False),
        ("T-2h..T-0h", True),
        ("T-1h..T+1h", None),
        ("dawn", None),
        ("", None),
        (None, None),
    ],
)
def test_the_exact_hour_of_effect_is_not_before_it(clock, before):
    noon = at("2016-12-30T10:00")
    assert clock_before_effect(date(2016, 12, 30), clock, noon, "Asia/Damascus") is before
