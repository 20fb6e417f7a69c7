"""The texts to try."""

import datetime as dt

import pytest

from tracker.example import files
from tracker.example.texts import EXAMPLES

FIRST, LAST = dt.date(2016, 12, 30), dt.date(2017, 1, 5)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_a_text_to_try_is_short_dated_in_the_opening_week_and_stands_under_our_own_source(example):
    assert len(example.text) < 1_000
    assert FIRST <= example.published_at.date() <= LAST
    ours = [source for source in files.records("sources") if source["key"] == example.source_key]
    assert [source["name"] for source in ours] == ["Example notes"]
    assert example.agreement_key in {agreement["key"] for agreement in files.records("agreements")}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.title)
def test_a_text_to_try_says_what_it_is_derived_from(example):
    cited = files._content("citations")
    assert example.derived_from
    assert all(key in cited for key in example.derived_from)
