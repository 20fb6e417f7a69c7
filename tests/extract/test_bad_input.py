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


def test_without_a_day_of_publication_relative_days_stay_open_and_it_is_said():
    found = read("The Northland army shelled Oakham on Monday.", None, "en", CONTEXT)
    (claim,) = found.claims
    assert claim.date_from.value is None
    assert found.warnings


def test_a_day_of_publication_in_the_future_is_taken_as_it_is():
    found = read("The Northland army shelled Oakham on Monday.", dt.date(2190, 3, 2), "en", CONTEXT)
    assert found.claims[0].date_from.value == dt.date(2190, 3, 1)


def test_tags_left_in_a_text_are_no_words_of_it():
    text = (
        "<div class='shelled Elm'><p>The Northland army shelled Oakham on Monday.</p><script>bombed Elm</script></div>"
    )
    found = read(text, DAY, "en", CONTEXT)
    assert [claim.place_text.value for claim in found.claims if claim.accused.value] == ["Oakham"]


def test_marks_of_direction_and_mixed_scripts_do_not_hide_a_name():
    text = "The \u200eNorthland army\u200f shelled \u202bOakham\u202c, which is called أوكهام, on Monday."
    (claim,) = read(text, DAY, "en", CONTEXT).claims
    assert claim.accused.value == ("army",)


@pytest.mark.parametrize(
    "text",
    ["9" * 10_000, "[" * 10_000, "(a" * 5_000 + ")" * 5_000, "shelled " * 5_000, "Oak, " * 10_000, "said " * 8_000],
    ids=["digits", "brackets", "nested", "acts", "list", "speech"],
)
def test_a_pathological_text_is_read_to_its_end(text):
    assert read(text, DAY, "en", CONTEXT).version


def test_a_megabyte_is_read_to_its_end():
    text = "Talks went on in the capital, and nothing else was heard of that day. " * 15_000
    found = read(text + "The Northland army shelled Oakham on Monday.", DAY, "en", CONTEXT)
    assert [claim.place_text.value for claim in found.claims if claim.event_type.value] == ["Oakham"]


CONNECTING = [
    "the",
    "in",
    "near",
    "on",
    "by",
    "that",
    "it",
    "and",
    "after",
    "since",
    "which",
    "of",
    "at",
    ",",
    ".",
    "–",
]
TELLING = ["army", "Northland", "shelled", "killed", "civilians", "Oakham", "said", "denied", "violations", "ceasefire"]
WORDS = [*CONNECTING, *TELLING, "three", "(5)", "4", "Monday", "dawn", "police"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_words_of_conflict_in_any_order_give_claims_whose_spans_say_what_they_hold(words):
    text = " ".join(words)
    for claim in read(text, DAY, "en", CONTEXT).claims:
        for name in ("trigger", "place_text", "region_text"):
            field = getattr(claim, name)
            if field.value is not None:
                assert any(text[start:end] == field.value for start, end in field.spans), name
        for party, span in zip(claim.accused.value, claim.accused.spans, strict=False):
            assert party
            assert text[span[0] : span[1]]
