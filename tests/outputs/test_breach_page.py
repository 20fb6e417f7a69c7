"""A breach's page: the marked words, who may see which claim, and what may be decided."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.views import cast
from tracker.actions import status
from tracker.models import Breach, Document, Report
from tracker.outputs.breach_page import breach_page, excerpt, segments
from tracker.vocab import Group

TEXT = "On Monday the army shelled Alderby, Alder province. Nobody was hurt."


def evidence(**words: str) -> dict:
    """Evidence whose spans are those words in TEXT."""
    return {name: {"spans": [[TEXT.index(part), TEXT.index(part) + len(part)]]} for name, part in words.items()}


def marked(*reports: Report, start: int = 0, end: int = len(TEXT)) -> list[tuple[str, str]]:
    return [(piece.text, piece.field) for piece in segments(TEXT, list(reports), start, end)]


def test_each_kind_of_evidence_has_its_mark():
    report = Report(evidence=evidence(date_from="Monday", accused="the army", trigger="shelled", place_text="Alderby"))
    assert [piece for piece in marked(report) if piece[1]] == [
        ("Monday", "when"),
        ("the army", "who"),
        ("shelled", "what"),
        ("Alderby", "where"),
    ]


def test_the_pieces_together_are_the_text():
    report = Report(evidence=evidence(trigger="shelled", place_text="Alderby", origin="Nobody"))
    assert "".join(text for text, _ in marked(report)) == TEXT
    assert "".join(text for text, _ in marked(report, start=10, end=40)) == TEXT[10:40]


def test_where_evidence_overlaps_the_first_kind_keeps_its_words_and_the_rest_stays_marked():
    report = Report(evidence=evidence(trigger="army shelled", accused="the army", place_text="shelled Alderby"))
    assert [piece for piece in marked(report) if piece[1]] == [
        ("the ", "who"),
        ("army shelled", "what"),
        (" Alderby", "where"),
    ]


def test_two_claims_on_one_text_are_both_marked():
    one, two = Report(evidence=evidence(trigger="shelled")), Report(evidence=evidence(date_from="Monday"))
    assert {field for _, field in marked(one, two)} == {"", "what", "when"}


@pytest.mark.parametrize("span", [[-5, 3], [60, 9999], [500, 600], [9, 2]])
def test_a_span_beyond_the_text_marks_no_more_than_the_text(span):
    report = Report(evidence={"trigger": {"spans": [span]}})
    assert "".join(text for text, _ in marked(report)) == TEXT


def test_evidence_that_is_no_words_of_the_text_marks_nothing():
    assert marked(Report(evidence={"trigger": {}, "severity": {"spans": [[0, 4]]}})) == [(TEXT, "")]


def test_an_empty_text_has_no_pieces():
    assert segments("", [Report(evidence=evidence(trigger="shelled"))], 0, 0) == []


def test_an_excerpt_holds_the_sentence_and_what_its_evidence_stands_in():
    before = "x" * 3000 + ". "
    report = Report(document=Document(text=before + TEXT + " " + "y" * 3000), evidence={})
    report.sentence_start, report.sentence_end = len(before), len(before) + TEXT.index(" Nobody")
    shown = "".join(piece.text for piece in excerpt(report))
    assert shown == "On Monday the army shelled Alderby, Alder province."


def test_an_excerpt_from_the_first_line_begins_with_its_first_letter():
    report = Report(document=Document(text=TEXT), sentence_start=3, sentence_end=18, evidence={})
    assert "".join(piece.text for piece in excerpt(report)) == "On Monday the army"


def test_an_excerpt_never_is_a_long_document():
    report = Report(document=Document(text="word " * 4000), sentence_start=10_000, sentence_end=10_020)
    report.evidence = {"origin": {"spans": [[0, 4]]}, "place_text": {"spans": [[19_000, 19_004]]}}
    assert len("".join(piece.text for piece in excerpt(report))) < 1300


@pytest.fixture
def scene(db) -> Breach:
    """A breach with a claim read from a text, and one of a protected source."""
    agreement = cast.agreement()
    breach = cast.breach(agreement)
    document = cast.document()
    Document.objects.update(text=TEXT)
    Report.objects.update(document=document, evidence=evidence(trigger="shelled"), sentence_start=0, sentence_end=51)
    quiet = cast.claim(agreement, 2, cast.source("quiet", is_protected=True))
    cast.breaches.attach(report=quiet, breach=breach, now=timezone.now())
    return Breach.objects.with_claims().get()


def test_a_claim_of_a_protected_source_is_shown_to_editors_only(scene):
    public = breach_page(scene, user=AnonymousUser())
    assert [claim.origin.key for claim in public["claims"]] == ["wire"]
    assert len(public["sources"]) == 1
    assert len(breach_page(scene, user=cast.account(Group.EDITOR))["claims"]) == 2


def test_the_stored_copy_is_linked_for_those_who_may_read_it(scene):
    assert breach_page(scene, user=AnonymousUser())["sources"][0]["document"] is None
    assert breach_page(scene, user=cast.account(Group.ANALYST))["sources"][0]["document"] == Document.objects.get()


def test_an_editor_sees_every_move_and_what_stands_in_the_way_of_one(scene):
    Report.objects.filter(external_id="fact-2").update(origin_key="wire")
    fresh = Breach.objects.with_claims().get()
    form = breach_page(fresh, user=cast.account(Group.EDITOR))["decide"]
    moves = {move["value"]: move["why_not"] for move in form["moves"]}
    assert set(moves) == {"confirmed", "contested", "refuted", "unverifiable"}
    assert "two independent origins" in moves["confirmed"]
    assert not moves["contested"]


def test_with_two_origins_nothing_stands_in_the_way_of_confirming(scene):
    form = breach_page(scene, user=cast.account(Group.EDITOR))["decide"]
    assert not [move["why_not"] for move in form["moves"] if move["why_not"]]
    assert (form["version"], form["url"]) == (scene.version, "/agreements/northland/breaches/1/decide/")


@pytest.mark.parametrize("group", [None, Group.ANALYST])
def test_who_may_not_decide_gets_no_form(scene, group):
    page = breach_page(scene, user=cast.account(group) if group else AnonymousUser())
    assert (page["decide"], page["work"]) == (None, None)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"verification": "confirmed"}, "confirmed state"),
        ({"verification": "refuted"}, "in no state"),
        ({"scope": "before_effect"}, "in no state"),
        ({"work_state": "dropped"}, "in no state"),
        ({}, "possible state"),
    ],
)
def test_the_effect_on_the_region_is_said_in_words(scene, change, words):
    Breach.objects.update(**change)
    status.recompute(agreement=scene.agreement, now=timezone.now())
    effect = breach_page(Breach.objects.with_claims().get(), user=AnonymousUser())["effect"]
    assert words in str(effect["words"])
    assert (effect["day"], effect["status"].region.code) == (dt.date(2020, 3, 2), "NL-A")


def test_without_a_day_or_a_region_a_breach_has_no_effect(scene):
    Breach.objects.update(date_from=None, date_to=None)
    assert breach_page(Breach.objects.with_claims().get(), user=AnonymousUser())["effect"] is None
