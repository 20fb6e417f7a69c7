"""`manage.py extract` and `manage.py evaluate`, as a person runs them on a set of their own."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

AGREEMENTS = {
    "ISL": {
        "name": "Island truce",
        "country": "CY",
        "effective_at": "2020-03-01T00:00:00+02:00",
        "parties": [
            {"id": "north", "name": "Northern army", "role": "party", "aliases": ["northern troops"]},
            {"id": "south", "name": "Southern Front", "role": "party", "aliases": ["front"]},
        ],
    }
}
ROW = {
    "id": "one",
    "text": "Northern troops shelled the village of Oakham on Monday, police said.",
    "published_at": "2020-03-03",
    "lang": "en",
    "agreement": "ISL",
    "synthetic": True,
    "expected": {
        "events": [
            {"type": "shelling", "place": "Oakham", "date": "2020-03-02", "date_precision": "day", "accused": "north",
             "assertion": "reported", "attribution": "police", "breach_candidate": True}
        ]
    },
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "agreements.json").write_text(json.dumps(AGREEMENTS), encoding="utf-8")
    return tmp_path


def a_set(folder, *lines) -> str:
    path = folder / "set.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return str(path)


def run(*arguments) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_each_text_gives_one_line_with_its_events(folder):
    (line,) = run("extract", a_set(folder, ROW), "--json").splitlines()
    told = json.loads(line)
    assert told["id"] == "one"
    (event,) = told["events"]
    assert (event["type"], event["place"], event["date"], event["accused"]) == (
        "shelling",
        "Oakham",
        "2020-03-02",
        "north",
    )
    (start, end) = event["spans"]["place"][0]
    assert ROW["text"][start:end] == "Oakham"


def test_a_text_without_an_agreement_is_read_without_parties(folder):
    told = json.loads(run("extract", a_set(folder, {**ROW, "agreement": None}), "--json"))
    assert told["events"][0]["accused"] is None


def test_another_agreements_file_can_be_named(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("other") / "parties.json"
    elsewhere.write_text((folder / "agreements.json").read_text(), encoding="utf-8")
    path = a_set(folder, ROW)
    (folder / "agreements.json").unlink()
    assert "shelling at Oakham" in run("extract", path, "--agreements", str(elsewhere))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{not json", r"set\.jsonl, line 1: this is no JSON"),
        ({"id": "one"}, "a row needs an “id” and a “text”"),
        ({**ROW, "agreement": "NOPE"}, "one: agreements.json has no agreement “NOPE”"),
        ({**ROW, "published_at": "soon"}, "“published_at” is no ISO day"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(folder, line, words):
    with pytest.raises(CommandError, match=words):
        run("extract", a_set(folder, line), "--json")


def test_a_missing_file_is_named(folder):
    with pytest.raises(CommandError, match="There is no file"):
        run("extract", str(folder / "none.jsonl"))


def test_evaluate_prints_the_figures_by_conflict_and_rule(folder):
    said = run("evaluate", a_set(folder, ROW), "--rounds", "20")
    assert "own-word texts: 1 texts, 1 events coded, 1 read, 1 paired" in said
    assert "f1_strict                           1.000" in said
    assert "ISL" in said


def test_evaluate_gives_the_same_as_json_with_the_kinds_apart(folder):
    real = {**ROW, "id": "two", "synthetic": False, "text": "Nothing happened."}
    told = json.loads(run("evaluate", a_set(folder, ROW, real), "--json", "--rounds", "0"))
    assert told["own-word texts"]["figures"]["recall"] == 1
    assert told["real texts"]["figures"]["recall"] == 0


def test_evaluate_says_what_differs(folder):
    wrong = {**ROW, "expected": {"events": [{**ROW["expected"]["events"][0], "accused": "south"}]}}
    assert "one accused: coded 'south', read 'north'" in run(
        "evaluate", a_set(folder, wrong), "--errors", "--rounds", "0"
    )


def test_a_set_without_coded_events_cannot_be_scored(folder):
    bare = {name: value for name, value in ROW.items() if name != "expected"}
    with pytest.raises(CommandError, match="has no “expected” events"):
        run("evaluate", a_set(folder, bare))
