import datetime as dt

import pytest

from tracker.sources import dates

NOW = dt.datetime(2017, 1, 1, 12, tzinfo=dt.UTC)


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("written", "language", "moment"),
    [
        ("2016-12-30T14:00:00Z", "", utc(2016, 12, 30, 14)),
        ("2016-12-30T14:00:00.123+03:00", "", utc(2016, 12, 30, 11)),
        ("2016-12-30 14:00:00 +0300", "", utc(2016, 12, 30, 11)),
        ("20161230T140000Z", "", utc(2016, 12, 30, 14)),
        ("2016-12-30", "", utc(2016, 12, 30)),
        ("Fri, 30 Dec 2016 14:00:00 +0300", "", utc(2016, 12, 30, 11)),
        ("Mon, 30 Dec 2016 14:00 GMT", "", utc(2016, 12, 30, 14)),
        ("30 Dec 16 14:00:00 EST", "", utc(2016, 12, 30, 19)),
        ("Fri, 30 Dec 2016 14:00:00 EET", "", utc(2016, 12, 30, 12)),
        ("Fri, 30 Dec 2016", "", utc(2016, 12, 30)),
        ("December 30, 2016 2:05 PM UTC", "", utc(2016, 12, 30, 14, 5)),
        ("30.12.2016", "", utc(2016, 12, 30)),
        ("5.6.2016", "", utc(2016, 6, 5)),
        ("12/30/2016 9:05 UTC", "", utc(2016, 12, 30, 9, 5)),
        ("30/12/2016 19:05Z", "", utc(2016, 12, 30, 19, 5)),
        ("5/5/2016", "", utc(2016, 5, 5)),
        ("2 hours ago", "", utc(2017, 1, 1, 10)),
        ("2 hours ago", "ar", utc(2017, 1, 1, 10)),
        ("yesterday", "en", utc(2016, 12, 31, 12)),
        ("just now", "", NOW),
        ("منذ ساعتين", "ar", utc(2017, 1, 1, 10)),
        ("قبل 3 ساعات", "ar", utc(2017, 1, 1, 9)),
        ("30 ديسمبر 2016", "ar", utc(2016, 12, 30)),
        ("30 كانون الأول 2016", "ar", utc(2016, 12, 30)),
        ("30 декабря 2016 г.", "ru", utc(2016, 12, 30)),
        ("30 Aralık 2016", "tr", utc(2016, 12, 30)),
        ("30 December 2016", "no-such-language", utc(2016, 12, 30)),
    ],
)
def test_a_date_is_read_as_it_is_meant(written, language, moment):
    assert dates.read(written, NOW, language) == dates.Dated(moment)


@pytest.mark.parametrize(
    "written", ["2016-12-30T14:00", "Fri, 30 Dec 2016 14:00:00", "30.12.2016 14:00", "30 December 2016 14:00"]
)
def test_an_hour_without_a_zone_is_read_as_utc_and_said(written):
    dated = dates.read(written, NOW)
    assert dated.moment == utc(2016, 12, 30, 14)
    assert "no time zone" in dated.doubt


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("05/06/2016", "two ways"),
        ("2017-05-01", "lies in the future; it is left out"),
        ("9999-12-31T23:59:59-05:00", "cannot be"),
        ("0001-01-01T00:00:00+05:00", "cannot be"),
        ("1970-01-01T00:00:00Z", "cannot be"),
        ("soon", "cannot be read"),
        ("n/a", "cannot be read"),
        ("Monday", "cannot be read"),
        ("now that the truce holds", "cannot be read"),
        ("2016", "cannot be read"),
        ("December 2016", "cannot be read"),
        ("2016-13-45", "cannot be read"),
        ("Fri, 30 Dec 2016 25:00:00 GMT", "cannot be read"),
    ],
)
def test_a_date_that_would_be_a_guess_is_none_and_said(written, doubt):
    dated = dates.read(written, NOW)
    assert dated.moment is None
    assert doubt in dated.doubt


def test_a_clock_that_runs_ahead_by_hours_gives_the_time_of_fetching():
    dated = dates.read("2017-01-01T15:00:00Z", NOW)
    assert dated.moment == NOW
    assert "future" in dated.doubt


def test_a_clock_that_runs_ahead_by_minutes_is_believed():
    assert dates.read("2017-01-01T12:05:00Z", NOW) == dates.Dated(utc(2017, 1, 1, 12, 5))


def test_no_date_is_no_doubt():
    assert dates.read("  ", NOW) == dates.Dated(None)
