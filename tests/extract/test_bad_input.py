"""Whatever text comes in, reading neither fails nor guesses."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extract import Alias, Context, PartyNames, RegionNames, read
from tracker.vocab import AliasKind, PartyKind, ReportKind, RoleKind

ARMY = PartyNames(
    "army", "Northland army", (RoleKind.SIGNATORY,), PartyKind.STATE_FORCES,
    (Alias("army", AliasKind.GENERIC, "en"), Alias("Northland forces", AliasKind.OFFICIAL, "en")), None,
)  # fmt: skip
CONTEXT = Context(
    parties=(ARMY,),
    effective_at=dt.datetime(2020, 3, 1, 12, tzinfo=dt.UTC),
    timezone="UTC",
    countries=("NL",),
    regions=(RegionNames("NL-A", ("Alder",)), RegionNames("NL-B", ("Birch",))),
)
DAY = dt.date(2020, 3, 3)
NOBODY = Context((), None, "UTC", (), ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\x00\x01\x02",
        "\u202eshelled\u202c the village",
        "<p>The army shelled Oak</p>",
        "9" * 10_000,
        "(" * 5_000,
    ],
)
@pytest.mark.parametrize("context", [CONTEXT, NOBODY], ids=["parties", "none"])
def test_an_odd_text_is_read_without_an_error(text, context):
    assert read(text, DAY, "en", context).version


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_every_span_lies_inside_any_text(text):
    for claim in read(text, DAY, None, CONTEXT).claims:
        assert 0 <= claim.sentence[0] <= claim.sentence[1] <= len(text)


def test_shelling_of_a_village_names_who_and_where():
    text = "The Northland army shelled the village of Oakham in Alder province on Monday."
    (claim,) = [one for one in read(text, DAY, "en", CONTEXT).claims if one.kind.value is ReportKind.INCIDENT_CLAIM]
    assert (claim.accused.value, claim.place_text.value, claim.date_from.value) == (
        ("army",),
        "Oakham",
        dt.date(2020, 3, 2),
    )
    (start, end) = claim.place_text.spans[0]
    assert text[start:end] == "Oakham"


def test_without_a_day_of_publication_a_weekday_stays_open():
    (claim, *_) = read("The army shelled Oakham on Monday.", None, "en", CONTEXT).claims
    assert claim.date_from.value is None


def test_a_monitors_table_gives_counts_by_region_and_no_incident():
    reading = read("The mission recorded 9 violations: Alder (5), Birch (4).", DAY, "en", CONTEXT)
    rows = {claim.region_text.value: claim.count.value for claim in reading.claims if claim.kind.value == "tally"}
    assert rows["Alder"] == 5
    assert rows["Birch"] == 4
    assert not [claim for claim in reading.claims if claim.kind.value == "incident_claim"]


def test_a_table_that_does_not_add_up_is_warned_of():
    reading = read("The mission recorded 12 violations: Alder (5), Birch (4).", DAY, "en", CONTEXT)
    assert reading.warnings
