"""Links keep the filters, a list of choices says what is chosen, scripts find their words."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory

from tracker.templatetags import tracker_page

CHOICES = [("hama", "Hama"), ("idlib", "Idlib"), ("homs", "Homs")]


class Form(forms.Form):
    region = forms.MultipleChoiceField(choices=CHOICES, required=False)


def context(query: str = "") -> dict:
    return {"request": RequestFactory().get(f"/?{query}")}


def picked(query: str) -> str:
    field = Form(QueryDict(query))["region"]
    return Template("{% load tracker_page %}{% pick field %}").render(Context({"field": field}))


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
