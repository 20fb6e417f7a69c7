"""Links keep the filters, a list of choices says what is chosen, the board is ordered as asked."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from tracker.models import Region
from tracker.outputs.board import Change, Order, Row, Way
from tracker.templatetags import tracker_page

CHOICES = [("hama", "Hama"), ("idlib", "Idlib"), ("homs", "Homs")]


class Form(forms.Form):
    region = forms.MultipleChoiceField(choices=CHOICES, required=False)


def context(query: str = "") -> dict:
    return {"request": RequestFactory().get(f"/?{query}")}


def picked(query: str) -> str:
    field = Form(QueryDict(query))["region"]
    return Template("{% load tracker_page %}{% pick field %}").render(Context({"field": field}))


def row(name: str, way: Way = Way.SAME, confirmed: int = 0) -> Row:
    spark = [{"day": dt.date(2017, 1, 1), "confirmed": confirmed, "other": 0}]
    return Row(Region(name=name), None, spark, Change(way, "Holding" if way != Way.SAME else ""), Change(Way.NOTHING))


def test_a_link_keeps_the_filters_and_changes_one_thing():
    assert tracker_page.filter_url(context("region=a&region=b&page=2"), page=3) == "?region=a&region=b&page=3"


def test_a_link_can_take_a_filter_away():
    assert tracker_page.filter_url(context("region=a&scope=breach"), scope=None) == "?region=a"


def test_a_link_escapes_what_the_address_brought():
    assert tracker_page.filter_url(context("q=%22%3E%3Cscript%3E"), page=1) == "?q=%22%3E%3Cscript%3E&page=1"


@pytest.mark.parametrize(
    ("query", "summary"),
    [
        ("", "Any"),
        ("region=idlib", "Idlib"),
        ("region=idlib&region=homs", "2 of 3"),
        ("region=hama&region=idlib&region=homs", "Any"),
    ],
)
def test_a_list_of_choices_says_what_is_chosen(query, summary):
    assert f"<span>{summary}</span></summary>" in picked(query)


def test_a_list_of_choices_ticks_what_is_chosen():
    assert picked("region=homs").count(" checked") == 1


def test_the_board_is_ordered_by_state_unless_asked_otherwise():
    assert tracker_page.board_order(context()) == Order("state")
    assert tracker_page.board_order(context("sort=-region")) == Order("region", is_reversed=True)
    assert tracker_page.board_order(context("sort=drop+table")) == Order("state")


def test_the_head_of_a_column_keeps_the_filters():
    head = tracker_page.sort_head(context("region=a&sort=state"), Order("state"), "confirmed", "Conf.")
    assert head["url"] == "?region=a&sort=confirmed"


def test_regions_that_moved_come_first_when_asked():
    rows = tracker_page.board_rows([row("A"), row("B", Way.BETTER)], Order("day"))
    assert [item["row"].region.name for item in rows] == ["B", "A"]


def test_all_sparklines_share_one_scale():
    low, high = tracker_page.board_rows([row("A", confirmed=5), row("B", confirmed=10)], Order("region"))
    heights = [float(item["spark"]["bars"][0]["height"]) for item in (low, high)]
    assert heights[0] * 2 == pytest.approx(heights[1], abs=0.2)


def test_the_timeline_shades_the_days_of_the_filter():
    days = [
        {"day": dt.date(2017, 1, one), "confirmed": 0, "corroborated": 0, "unconfirmed": 0, "contested": 0}
        for one in (1, 2)
    ]
    filters = SimpleNamespace(cleaned_data={"from": dt.date(2017, 1, 2), "to": None})
    assert tracker_page.timeline_chart({"days": days}, filters)["chosen"] == {"x": "50.00%", "width": "50.00%"}


def test_an_example_fills_the_fields_of_the_form():
    example = SimpleNamespace(
        text="A text.",
        source_key="notes",
        agreement_key="syria",
        published_at=dt.datetime(2016, 12, 30, 12, tzinfo=dt.UTC),
    )
    fields = tracker_page.example_fields(example)
    assert (fields["text"], fields["published_at"]) == ("A text.", "2016-12-30")
    assert fields["url"] == "", "what stood there before would be read instead"


def test_scripts_have_a_word_for_every_state_and_verification():
    words = tracker_page.script_words()
    assert words["states"]["holding"] == "Holding"
    assert len(words["verifications"]) == 6
