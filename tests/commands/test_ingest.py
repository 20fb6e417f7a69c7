"""`manage.py ingest`: an article becomes placed claims and breaches."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tracker.example.texts import EXAMPLES
from tracker.models import Document

OWN = Path(__file__).resolve().parents[1] / "samples/article-riverland.txt"
SHARED = Path(__file__).resolve().parents[3] / "shared/samples/article-2016-12-30.txt"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="The shared sample is not beside this checkout.")


@pytest.fixture
def ingested(first, db):
    def ingest(what, *options: str) -> dict:
        out = io.StringIO()
        call_command("ingest", str(what), "--json", *options, stdout=out)
        return json.loads(out.getvalue())

    return ingest


def claims(answer: dict, kind: str = "incident_claim") -> list[dict]:
    return [row for row in answer["reports"] if row["kind"] == kind]


@pytest.mark.parametrize(
    ("article", "villages", "hours"),
    [
        (OWN, {"Kafr Zita": ("Hama", "Idlib"), "Morek": ("Hama", "Idlib")}, "T+0h..T+3h"),
        pytest.param(
            SHARED, {"Atshan": ("Hama", "Idlib"), "Skeik": ("Idlib", "Idlib")}, "T+0h..T+2h", marks=needs_shared
        ),
    ],
)
def test_an_article_becomes_its_four_claims_and_no_more(ingested, article, villages, hours):
    found = claims(ingested(article, "--published-at", "2016-12-30", "--source", "press-tv"))
    assert {row["date"] for row in found} == {"2016-12-30"}
    assert {row["origin"] for row in found} == {"Syrian Observatory for Human Rights"}
    assert {row["via"] for row in found} == {"Press TV"}
    fighting, taken, *shelled = found
    assert (fighting["sub_event_type"], fighting["region"]) == ("armed_clash", "Hama")
    assert (taken["sub_event_type"], taken["accused"]) == (
        "non_state_actor_overtakes_territory",
        ["armed-opposition"],
    )
    assert {row["place"]: (row["region"], row["source_region"]) for row in shelled} == villages
    assert {row["clock"] for row in shelled} == {hours}
    assert all(row["accused"] == ["syrian-army"] for row in shelled)
    assert all(row["breach"] for row in found)


@pytest.mark.parametrize("article", [OWN, pytest.param(SHARED, marks=needs_shared)])
def test_a_partys_word_that_the_fighting_stopped_is_a_calm_claim(ingested, article):
    (calm,) = claims(ingested(article, "--published-at", "2016-12-30"), "calm")
    assert (calm["assertion"], calm["breach"]) == ("ended", None)
    assert "group" in calm["origin"]


@pytest.mark.parametrize("article", [OWN, pytest.param(SHARED, marks=needs_shared)])
def test_every_span_of_evidence_lies_inside_the_text(ingested, article):
    answer = ingested(article, "--published-at", "2016-12-30")
    text = Document.objects.get(pk=answer["document"]["id"]).text
    spans = [span for row in answer["reports"] for field in row["evidence"].values() for span in field["spans"]]
    assert spans
    assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("text", EXAMPLES, ids=lambda text: text.title)
def test_each_text_to_try_gives_a_breach(ingested, text, tmp_path):
    file = tmp_path / "text.txt"
    file.write_text(text.text)
    answer = ingested(file, "--published-at", text.published_at.isoformat(), "--source", text.source_key)
    assert any(row["breach"] for row in claims(answer))


def test_the_same_file_twice_is_stored_once(ingested):
    first = ingested(OWN, "--published-at", "2016-12-30")
    again = ingested(OWN, "--published-at", "2016-12-30")
    assert (first["document"]["is_new"], again["document"]["is_new"]) == (True, False)
    assert first["document"]["id"] == again["document"]["id"]


def test_the_answer_has_one_shape(ingested):
    answer = ingested(OWN, "--published-at", "2016-12-30T14:00+02:00", "--source", "Riverland Post")
    assert set(answer) == {"document", "reports"}
    assert set(answer["document"]) == {
        "id", "source", "title", "language", "published_at", "is_new", "content_hash", "warnings"
    }  # fmt: skip
    assert (answer["document"]["source"], answer["document"]["language"]) == ("Riverland Post", "en")
    assert answer["document"]["published_at"] == "2016-12-30T12:00:00+00:00"
    assert len({frozenset(row) for row in answer["reports"]}) == 1
    assert {"kind", "date", "place", "region", "accused", "origin", "breach", "evidence"} <= set(answer["reports"][0])


def test_a_person_at_a_terminal_reads_a_line_for_each_claim(first, db):
    out = io.StringIO()
    call_command("ingest", str(OWN), "--published-at", "2016-12-30", stdout=out)
    first, *lines = out.getvalue().splitlines()
    assert first.startswith("Document ") and first.endswith(": stored.")
    assert any("Morek, B-" in line for line in lines)


def test_a_day_alone_is_noon_where_the_agreement_is(ingested):
    answer = ingested(OWN, "--published-at", "2016-12-30", "--agreement", "syria-2016-12-30")
    assert answer["document"]["published_at"] == "2016-12-30T10:00:00+00:00"


def test_standard_input_is_a_document_too(ingested, monkeypatch):
    text = io.TextIOWrapper(io.BytesIO(b"The army shelled Morek on Sunday."))
    monkeypatch.setattr("sys.stdin", text)
    assert ingested("-", "--published-at", "2017-01-02")["document"]["is_new"]


def test_a_text_without_a_claim_is_kept_and_says_so(ingested, tmp_path):
    file = tmp_path / "text.txt"
    file.write_text("The cabinet met and approved the yearly budget for schools.")
    answer = ingested(file, "--agreement", "syria-2016-12-30", "--published-at", "2017-01-02")
    assert claims(answer) == []
    assert Document.objects.filter(pk=answer["document"]["id"]).exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.txt"], "There is no file"),
        ([str(OWN), "--agreement", "atlantis"], "There is no agreement"),
        ([str(OWN), "--published-at", "2016-02-31"], "is no date"),
        ([str(OWN), "--published-at", "last Friday"], "Write it as 2016-12-30"),
        (["tests"], "There is no file"),
        (["http://127.0.0.1:9/"], "Give a public address"),
    ],
)
@pytest.mark.django_db
def test_a_wrong_argument_is_one_clear_sentence(arguments, words):
    with pytest.raises(CommandError, match=words):
        call_command("ingest", *arguments)
