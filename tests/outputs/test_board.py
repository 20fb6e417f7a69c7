"""The status board: what moved, in a word, and the order of the rows."""

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import status as actions
from tracker.models import Agreement, AgreementRegion, Breach, Region, RegionStatus
from tracker.outputs.board import WAY_WORDS, Change, Order, Row, Way, board, change_between, country_line, state_line
from tracker.vocab import State


def status(state: str, possible: str = "") -> RegionStatus:
    return RegionStatus(state=state, possible_state=possible or state)


@pytest.mark.parametrize(
    ("before", "today", "change"),
    [
        (status("holding"), status("strained"), Change(Way.WORSE, "Holding")),
        (status("strained"), status("collapsed"), Change(Way.WORSE, "Strained")),
        (status("violated"), status("strained"), Change(Way.BETTER, "Violated")),
        (status("no_information"), status("holding"), Change(Way.KNOWN, "No information")),
        (status("holding"), status("no_information"), Change(Way.OTHER, "Holding")),
        (status("violated"), status("ended"), Change(Way.OTHER, "Violated")),
        (status("holding"), status("holding", "strained"), Change(Way.WIDER, "Holding")),
        (status("holding", "strained"), status("holding"), Change(Way.RANGE, "possibly Strained")),
        (
            status("holding", "strained"),
            status("holding", "violated"),
            Change(Way.RANGE, "possibly Strained"),
        ),
        (status("strained"), status("strained"), Change(Way.SAME)),
        (None, status("violated"), Change(Way.NOTHING)),
        (status("violated"), None, Change(Way.NOTHING)),
    ],
)
def test_what_moved_between_two_days_has_a_way_and_what_it_was(before, today, change):
    assert change_between(before, today) == change
    assert change.moved == bool(change.was)


def test_every_way_has_a_word_of_its_own():
    assert {Change(way).word for way in Way if way} == set(WAY_WORDS.values())
    assert Change(Way.NOTHING).word == ""


def row(state: str | None, possible: str = "") -> Row:
    return Row(Region(), status(state, possible) if state else None, [], Change(Way.NOTHING), Change(Way.NOTHING))


def test_the_country_line_counts_regions_by_state_worst_first():
    rows = [row("holding"), row("violated"), row("holding"), row(None)]
    assert country_line(rows) == "4 regions: 1 Violated, 2 Holding, 1 No information."


def test_the_country_line_says_in_how_many_regions_the_state_is_a_range():
    line = country_line([row("holding", "strained"), row("holding")])
    assert line == "2 regions: 2 Holding. In 1 of them the state is a range."


def test_one_region_is_not_several():
    assert state_line(Counter({State.STRAINED: 1})) == "1 region: 1 Strained."


def test_without_a_result_no_state_is_claimed():
    assert state_line(Counter()) == "No region has a result yet."


@pytest.fixture
def northland(db) -> Agreement:
    """Two regions, Alder with a confirmed breach on the second of March, Birch without any."""
    agreement = cast.agreement()
    birch = Region.objects.create(code="NL-B", name="Birch", country="NL")
    AgreementRegion.objects.create(agreement=agreement, region=birch)
    cast.breach(agreement)
    Breach.objects.update(verification="confirmed")
    actions.recompute(agreement=agreement, now=timezone.now())
    return Agreement.objects.with_terms().get()


def test_the_worst_region_stands_first_with_its_fourteen_days(northland):
    alder, birch = board(northland, dt.date(2020, 3, 3))
    assert (alder.region.code, alder.confirmed, alder.other) == ("NL-A", 1, 0)
    assert (birch.region.code, birch.state) == ("NL-B", State.NO_INFORMATION)
    assert (len(alder.spark), alder.spark[0]["day"], alder.spark[-1]["day"]) == (
        14,
        dt.date(2020, 2, 19),
        dt.date(2020, 3, 3),
    )
    assert {day["day"]: day["confirmed"] for day in alder.spark if day["confirmed"]} == {dt.date(2020, 3, 2): 1}


def test_a_day_without_a_result_claims_nothing(northland):
    rows = board(northland, dt.date(2021, 1, 1))
    assert [(one.status, one.state, one.change) for one in rows] == [
        (None, State.NO_INFORMATION, Change(Way.NOTHING))
    ] * 2


def test_a_region_is_compared_with_the_day_before_and_with_the_same_day_of_last_week(northland):
    for days_ago, state in ((0, "violated"), (1, "strained"), (7, "collapsed")):
        rows = RegionStatus.objects.current().filter(region__code="NL-A", day=dt.date(2020, 3, 10 - days_ago))
        rows.update(state=state, possible_state=state)
    alder = board(northland, dt.date(2020, 3, 10))[0]
    assert alder.change == Change(Way.WORSE, "Strained")
    assert alder.week == Change(Way.BETTER, "Collapsed")
    assert board(northland, dt.date(2020, 3, 3))[0].week == Change(Way.NOTHING), "the ceasefire is three days old"


def names(order: str, northland) -> list[str]:
    return [one.region.name for one in Order.parse(order).sorted(board(northland, dt.date(2020, 3, 3)))]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("", ["Alder", "Birch"]),
        ("-state", ["Birch", "Alder"]),
        ("region", ["Alder", "Birch"]),
        ("-region", ["Birch", "Alder"]),
        ("confirmed", ["Alder", "Birch"]),
        ("-confirmed", ["Birch", "Alder"]),
        ("days", ["Alder", "Birch"]),
        ("-coverage", ["Alder", "Birch"]),
        ("day", ["Alder", "Birch"]),
        ("drop table", ["Alder", "Birch"]),
    ],
)
def test_the_board_is_ordered_by_each_column_and_the_other_way_round(order, expected, northland):
    assert names(order, northland) == expected


def test_the_head_of_the_column_in_force_turns_it_round_and_says_so():
    by_region, by_most, least = Order.parse("region"), Order.parse("confirmed"), Order.parse("-confirmed")
    assert (by_region.toggled("region"), by_region.toggled("state")) == ("-region", "state")
    assert (least.toggled("confirmed"), by_most.toggled("confirmed")) == ("confirmed", "-confirmed")
    assert (by_region.said("region"), by_most.said("confirmed"), least.said("confirmed")) == (
        "ascending",
        "descending",
        "ascending",
    )
    assert by_region.said("state") == ""
