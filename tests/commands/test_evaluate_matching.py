"""`manage.py evaluate_matching`, as a person runs it on pairs of their own."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tracker.management.fitting import Example, groups

AGREEMENTS = {
    "ISL": {
        "name": "Island truce",
        "country": "CY",
        "effective_at": "2020-03-01T00:00:00+02:00",
        "parties": [{"id": "north", "name": "Northern army", "role": "party", "aliases": ["northern troops"]}],
    }
}
SHELLING = {"publisher": "Wire", "date": "2020-03-02", "text": "Northern troops shelled Oakham, killing three people."}
PAIRS = [
    {
        "id": "one", "same": True, "kind": "relay", "a": SHELLING,
        "b": {"publisher": "Daily", "date": "2020-03-02", "text": "Three people were killed in shelling on Okham."},
    },
    {
        "id": "two", "same": False, "kind": "elsewhere", "a": SHELLING,
        "b": {"publisher": "Wire", "date": "2020-03-02", "text": "Northern troops shelled Birchfield, police said."},
    },
    {
        "id": "three", "same": False, "kind": "later", "a": SHELLING,
        "b": {"publisher": "Wire", "date": "2020-04-20", "text": "Northern troops shelled Oakham."},
    },
]  # fmt: skip


@pytest.fixture
def pairs(tmp_path):
    (tmp_path / "agreements.json").write_text(json.dumps(AGREEMENTS))
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join(map(json.dumps, PAIRS)))
    return file


def run(file, **options) -> str:
    out = io.StringIO()
    call_command("evaluate_matching", file, agreement=options.pop("agreement", "ISL"), stdout=out, **options)
    return out.getvalue()


def test_pairs_are_judged_by_the_products_own_reader_and_scorer(pairs):
    told = json.loads(run(pairs, as_json=True))
    assert (told["pairs"], told["f1"], told["accuracy"]) == (3, 1.0, 1.0)
    assert told["accuracy by kind"] == {"elsewhere": 1.0, "later": 1.0, "relay": 1.0}


def test_figures_in_words_and_predictions_line_by_line(pairs):
    assert "f1" in run(pairs)
    lines = [json.loads(line) for line in run(pairs, predictions=True).splitlines()]
    assert [(line["id"], line["same"]) for line in lines] == [("one", True), ("two", False), ("three", False)]
    assert all(0 <= line["score"] <= 1 for line in lines)


def test_errors_are_shown_with_their_reasons(pairs):
    pairs.write_text(json.dumps(PAIRS[0] | {"same": False}))
    assert "one: not the same" in run(pairs, errors=True)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "x", "same": true}', '{"id": "x", "a": {}, "b": {}}'])
def test_a_line_that_is_no_pair_is_named(pairs, line):
    pairs.write_text(f"{json.dumps(PAIRS[0])}\n{line}")
    with pytest.raises(CommandError, match="line 2"):
        run(pairs)


def test_a_missing_file_and_an_unknown_agreement(pairs, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "none.jsonl")
    with pytest.raises(CommandError, match="no agreement"):
        run(pairs, agreement="XXX")


def test_weights_are_fitted_anew_and_judged_on_what_they_have_not_seen(pairs):
    told = json.loads(run(pairs, folds=2, as_json=True))
    assert 0 <= told["f1 out of fold"] <= 1
    assert told["weights"]["same place"] < 2.0  # "three" is in one place and of two events
    assert told["weights"]["within an hour"] == 1.0  # which no pair shows: as it was judged
    assert "f1 out of fold" in run(pairs, folds=2)


@pytest.mark.parametrize("folds", [1, 9])
def test_folds_without_pairs_are_refused(pairs, folds):
    with pytest.raises(CommandError, match="two folds"):
        run(pairs, folds=folds)


def test_what_shares_an_event_stays_in_one_fold():
    chain = [Example(True, events, ({},)) for events in (("a",), ("a", "b"), ("b", "c"), ("d",))]
    found = groups(chain)
    assert len({*found[:3]}) == 1
    assert found[3] != found[0]
