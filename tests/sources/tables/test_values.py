"""Cells as spreadsheets write them."""

import datetime as dt

import pytest

from tracker.sources.tables import values

NEW_YEARS_EVE = dt.date(2016, 12, 31)


@pytest.mark.parametrize(
    "cell",
    ["2016-12-31", "2016-12-31 00:00:00.000", "31/12/2016", "31.12.16", "12/31/2016", "42735", "42735.5",
     "31 December 2016", "31-Dec-2016", "December 31, 2016"],
)  # fmt: skip
def test_one_day_in_many_spellings(cell):
    assert values.day(cell) == NEW_YEARS_EVE


def test_the_column_says_whether_the_day_comes_first():
    assert values.is_day_first(["02/01/2017", "03/01/2017"])
    assert not values.is_day_first(["02/01/2017", "01/25/2017"])
    assert values.day("02/01/2017", day_first=True) == dt.date(2017, 1, 2)
    assert values.day("02/01/2017", day_first=False) == dt.date(2017, 2, 1)


@pytest.mark.parametrize("cell", ["soon", "31/02/2017", "2017-13-01", "99999", "=A1"])
def test_what_is_no_day_is_said(cell):
    with pytest.raises(ValueError, match="“"):
        values.day(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("35.4", 35.4), ("35,4", 35.4), ("1,234.5", 1234.5), ("1.234,5", 1234.5), ("−3", -3.0), ("", None)],
)
def test_numbers_with_points_and_commas(cell, number):
    assert values.number(cell) == number


@pytest.mark.parametrize("cell", ["-1", "2.5", "many", "1e9999"])
def test_a_count_is_whole_and_not_negative(cell):
    with pytest.raises(ValueError, match="“"):
        values.count(cell)
