"""The place names of a news text, and the sets they are measured against."""

import json

import pytest

from tracker.geo.evaluate import TableError
from tracker.geo.keys import fold
from tracker.geo.lookup import Candidate
from tracker.geo.toponym_sets import Marked, marked_texts, measure
from tracker.geo.toponyms import toponyms
from tracker.vocab import PlaceLayer

TOWNS = (
    ("Paris", "FR", 48.85, 2.35, 2_100_000),
    ("Paris", "US", 33.66, -95.56, 25_000),
    ("Marra", "TZ", -1.69, 34.11, 60_000),
    ("Kramatorsk", "UA", 48.72, 37.56, 150_000),
    ("Reni", "UA", 45.46, 28.28, 19_000),
)


def exact(keys):
    found = {}
    for number, (name, country, lat, lon, people) in enumerate(TOWNS):
        if fold(name) in keys:
            town = Candidate(str(number), name, country, None, lat, lon, "", people, PlaceLayer.CITIES, 0.0)
            found.setdefault(fold(name), []).append(town)
    return found


def named(text: str) -> list[tuple[str, int, int]]:
    return [(found.words, round(found.lat), round(found.lon)) for found in toponyms(text, exact)]


def test_the_larger_of_two_towns_is_meant_where_nothing_is_said():
    assert named("Talks went on in Paris.") == [("Paris", 49, 2)]


def test_the_state_after_the_comma_decides():
    assert named("Talks went on in Paris, Texas.")[0] == ("Paris", 34, -96)


def test_an_adjective_stands_for_its_country_and_keeps_its_capital():
    assert named("A Turkish officer polished the floor; a Polish one rested.") == [
        ("Turkish", 39, 35),
        ("Polish", 52, 19),
    ]


@pytest.mark.parametrize(
    "text", ["Mr Marra left.", "Marra said so.", "Then Raffaele Marra rose.", "They met Sam Reni."]
)
def test_a_person_is_no_town(text):
    assert named(text) == []


def test_a_small_town_is_believed_after_a_preposition():
    assert [words for words, _, _ in named("The ferry waited at Reni.")] == ["Reni"]


def test_offsets_give_the_words_back():
    text = "Shells fell on Kramatorsk’s edge, Ukraine's army wrote."
    assert [text[found.start : found.end] for found in toponyms(text, exact)] == ["Kramatorsk", "Ukraine"]


def test_figures_over_gold_and_over_ours():
    text = "In Paris and in Kramatorsk."
    marked = Marked(text, ((3, 8, (48.9, 2.3)), (16, 26, (0.0, 0.0))))
    figures = measure([marked, Marked("In Reni.", ())], lambda text: toponyms(text, exact))
    assert (figures["toponyms"], figures["found"], figures["within_161_km"]) == (2, 1.0, 0.5)
    assert figures["precision"] == pytest.approx(2 / 3)


def test_both_forms_of_a_set_say_the_same(tmp_path):
    text = "In Paris."
    lines = tmp_path / "set.jsonl"
    mark = {"start": 3, "end": 8, "lat": 48.9, "lon": 2.3}
    lines.write_text(json.dumps({"text": text, "toponyms": [mark, mark | {"lat": None}]}) + "\n")
    xml = tmp_path / "set.xml"
    xml.write_text(
        f"<articles><article docid='1'><text><![CDATA[{text}]]></text><toponyms><toponym><start>3</start><end>8</end>"
        "<gaztag><lat>48.9</lat><lon>2.3</lon></gaztag></toponym><toponym><start>0</start><end>2</end></toponym>"
        "</toponyms></article></articles>"
    )
    assert marked_texts(lines) == marked_texts(xml) == [Marked(text, ((3, 8, (48.9, 2.3)),))]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jsonl", '{"text": "x", "toponyms": []}\nnot json', "a.jsonl, line 2"),
        ("a.jsonl", '{"text": "x", "toponyms": [{"start": 1, "end": 2, "lat": "n", "lon": 1}]}', "are numbers"),
        ("a.xml", "<articles><article>", "a.xml cannot be read"),
    ],
)
def test_a_broken_set_is_refused_with_the_place_of_the_fault(tmp_path, name, content, said):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(TableError, match=said):
        marked_texts(path)
