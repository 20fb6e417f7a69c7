"""The board is ordered as asked, and its rows say of each region what is known, and nothing of one that is outside."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from tracker.models import Region, RegionStatus
from tracker.outputs.board import Change, Order, Row, Way
from tracker.templatetags import tracker_board
from tracker.vocab import State

DAY = dt.date(2017, 1, 1)
AGREEMENT = SimpleNamespace(key="northland", first_day=DAY)
BY_NAME = Order("region")


def context(query: str = "") -> dict:
    return {"request": RequestFactory().get(f"/?{query}")}


def row(name: str, way: Way = Way.SAME, confirmed: int = 0, **status) -> Row:
    spark = [{"day": DAY, "confirmed": confirmed, "other": 0}]
    moved = Change(way, "Holding" if way != Way.SAME else "")
    result = RegionStatus(**status) if status else None
    return Row(Region(name=name, code=name.lower()), result, spark, moved, Change(Way.NOTHING))


def drawn(*rows: Row, order: Order = BY_NAME) -> list[str]:
    return tracker_board.board_rows(rows, order, AGREEMENT, "day=2017-01-01")


def test_the_board_is_ordered_by_state_unless_asked_otherwise():
    assert tracker_board.board_order(context()) == Order("state")
    assert tracker_board.board_order(context("sort=-region")) == Order("region", is_reversed=True)
    assert tracker_board.board_order(context("sort=drop+table")) == Order("state")


def test_the_head_of_a_column_keeps_the_filters():
    head = tracker_board.sort_head(context("region=a&sort=state"), Order("state"), "confirmed", "Conf.")
    assert head["url"] == "?region=a&sort=confirmed"


def test_regions_that_moved_come_first_when_asked():
    first, second = drawn(row("A"), row("B", Way.BETTER), order=Order("day"))
    assert 'id="board-b"' in first
    assert 'id="board-a"' in second


def test_all_sparklines_share_one_scale():
    heights = [
        float(re.search(r'class="confirmed" d="[^"]*v([0-9.]+)', html)[1])
        for html in drawn(row("A", confirmed=5), row("B", confirmed=10))
    ]
    assert heights[0] * 2 == pytest.approx(heights[1], abs=0.2)


def test_a_row_leads_to_its_region_on_the_day_of_the_board():
    (html,) = drawn(row("A"))
    assert 'href="/agreements/northland/regions/a/?day=2017-01-01"' in html


def test_a_name_is_text_and_no_markup():
    (html,) = drawn(row("<b>{url}"))
    assert "&lt;b&gt;{url}</a>" in html


def test_a_row_says_its_figures():
    counts = {"confirmed_count": 1, "other_count": 2, "badge_count": 3, "origins_count": 4}
    (html,) = drawn(row("A", state=State.VIOLATED, possible_state=State.VIOLATED, **counts))
    assert re.findall(r'<td class="num c-n">(\d+)</td>', html) == ["1", "2", "3"]
    assert "<small>4 origins</small>" in html
    assert "unverified" not in html


@pytest.mark.parametrize(
    ("status", "note"),
    [
        ({"last_known": State.STRAINED, "badge_count": 2}, "last known: Strained"),
        ({"badge_count": 1}, "1 unverified claim"),
        ({"badge_count": 2, "other_count": 1}, ""),
    ],
)
def test_the_note_below_a_state(status, note):
    (html,) = drawn(row("A", state=State.NO_INFORMATION, possible_state=State.NO_INFORMATION, **status))
    assert f"<small>{note}</small>" in html.split("</th>")[1].split("</td>")[0]


def test_a_region_outside_the_territory_has_no_figures():
    (html,) = drawn(row("A", state=State.NOT_COVERED, possible_state=State.NOT_COVERED, badge_count=2))
    assert html.count('<td class="num c-n">–</td>') == 3
    assert "outside territory" in html
    assert '<svg class="plot"' not in html
