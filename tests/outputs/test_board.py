"""The status board: what moved, in a word, and the order of the rows."""

import datetime as dt
from collections import Counter

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import status as actions
from tracker.models import Agreement, AgreementRegion, Breach, Region, RegionStatus
from tracker.outputs.board import Change, Row, board, change_between, country_line, state_line
from tracker.vocab import State


def status(state: str, possible: str = "") -> RegionStatus:
    return RegionStatus(state=state, possible_state=possible or state)


@pytest.mark.parametrize(
    ("before", "today", "change"),
    [
        (status("holding"), status("strained"), Change("Worse", "Holding")),
        (status("strained"), status("collapsed"), Change("Worse", "Strained")),
        (status("violated"), status("strained"), Change("Better", "Violated")),
        (status("no_information"), status("holding"), Change("Now known", "No information")),
        (status("holding"), status("no_information"), Change("Changed", "Holding")),
        (status("violated"), status("ended"), Change("Changed", "Violated")),
        (status("holding"), status("holding", "strained"), Change("Wider range", "Holding")),
        (status("holding", "strained"), status("holding"), Change("Range moved", "Holding, possibly Strained")),
        (
            status("holding", "strained"),
            status("holding", "violated"),
            Change("Range moved", "Holding, possibly Strained"),
        ),
        (status("strained"), status("strained"), Change("")),
        (None, status("violated"), Change("")),
        (status("violated"), None, Change("")),
    ],
)
def test_what_moved_since_yesterday_is_one_word(before, today, change):
    assert change_between(before, today) == change
    assert change.moved == bool(change.was)


def row(state: str | None, possible: str = "") -> Row:
    return Row(Region(), status(state, possible) if state else None, [], Change(""))


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
    assert [(one.status, one.state, one.change) for one in rows] == [(None, State.NO_INFORMATION, Change(""))] * 2
