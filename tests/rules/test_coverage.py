import json
from datetime import date, timedelta

import pytest

from tracker.rules.coverage import Coverage, CoverageSummary, Published, window
from tracker.rules.parameters import Parameters

TODAY = date(2017, 3, 1)
P = Parameters()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def summary(*items: Published, listed: str = "") -> CoverageSummary:
    return Coverage(items, frozenset(listed.split())).summary(ago(6), TODAY, P)


def test_two_listed_origins_of_which_one_is_no_party_are_coverage():
    found = summary(Published("monitor", ago(6)), Published("army", TODAY, side="army"), listed="monitor army")
    assert found.met
    assert (found.independent, found.non_parties, found.reporting) == (2, 1, ("army", "monitor"))


def test_two_parties_are_none():
    found = summary(
        Published("army", TODAY, side="army"), Published("rebels", TODAY, side="rebels"), listed="army rebels"
    )
    assert not found.met
    assert (found.independent, found.non_parties) == (2, 0)


def test_one_origin_is_none_however_much_it_publishes():
    assert not summary(*[Published("monitor", ago(day)) for day in range(7)], listed="monitor").met


def test_two_voices_of_one_side_are_one():
    army = [Published("army", TODAY, side="army"), Published("ministry", TODAY, side="army")]
    assert summary(*army, listed="army ministry").independent == 1


def test_a_source_that_does_not_normally_report_here_does_not_count():
    assert not summary(Published("monitor", TODAY), Published("visitor", TODAY), listed="monitor").met


@pytest.mark.parametrize(
    ("days_ago", "normal"),
    [
        ((1, 8, 15, 22), True),
        ((0, 8, 15, 22), True),
        ((1, 15, 29, 36), True),
        ((1, 8, 15), False),
        ((0, 1, 2, 3, 4, 5, 6), False),
        ((8, 15, 22, 42), False),
        ((8, 15, 22, 41), True),
    ],
)
def test_an_item_in_four_of_the_last_six_weeks_makes_a_source_a_normal_one(days_ago, normal):
    found = summary(*[Published("monitor", ago(days)) for days in days_ago])
    assert ("monitor" in found.reporting + found.silent) is normal


def test_what_is_published_after_the_day_does_not_count_on_it():
    assert not summary(*[Published("monitor", ago(-day)) for day in (1, 8, 15, 22)]).reporting


def test_who_normally_reports_and_did_not_is_named_as_silent():
    found = summary(Published("monitor", ago(7)), Published("agency", TODAY), listed="monitor agency hospital")
    assert found.silent == ("hospital", "monitor")
    assert found.reporting == ("agency",)


def test_the_window_is_seven_days_or_those_since_effect():
    assert window(TODAY, ago(30), P) == (ago(6), TODAY)
    assert window(TODAY, ago(2), P) == (ago(2), TODAY)
    assert window(TODAY, TODAY, P) == (TODAY, TODAY)


def test_before_effect_the_window_is_seven_plain_days():
    assert window(TODAY, ago(-5), P) == (ago(6), TODAY)
    assert window(TODAY, None, P) == (ago(6), TODAY)


def test_a_summary_goes_through_json_and_back():
    found = summary(Published("monitor", TODAY), listed="monitor hospital")
    assert CoverageSummary.from_json(json.loads(json.dumps(found.as_json()))) == found
