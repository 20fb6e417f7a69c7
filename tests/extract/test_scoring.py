"""The scorer: small cases by hand, and the sets' own scorer as the judge where it is at hand."""

import importlib.util
import json
from pathlib import Path

import pytest

from tracker.extract.scoring import intervals, score
from tracker.extract.scoring.pairs import pair

SHARED = Path(__file__).resolve().parents[3] / "shared" / "eval"
ROW = {
    "id": "a",
    "text": "Shells hit Oak and Elm on Monday, police said.",
    "agreement": "X",
    "expected": {
        "events": [
            {
                "type": "shelling",
                "place": "Oak",
                "date": "2020-03-02",
                "breach_candidate": True,
                "attribution": "police",
            },
            {"type": "shelling", "place": "Elm", "date": "2020-03-02", "breach_candidate": True, "accused": "army"},
        ]
    },
}


def figures(*told, row=ROW):
    return score([row], {"a": list(told)})[""].figures


def test_gold_as_prediction_is_right_everywhere():
    found = figures(*ROW["expected"]["events"])
    assert {name: number for name, number in found.items() if number != 1} == {"accused_wrong_when_named": 0}


def test_nothing_read_is_no_recall_and_no_precision():
    found = figures()
    assert found["recall"] == 0
    assert "precision" not in found


def test_a_right_type_alone_is_found_and_not_strictly():
    found = figures({"type": "shelling", "place": "Ash", "date": "2020-03-02"})
    assert (found["recall"], found["recall_strict"], found["field_place"]) == (0.5, 0, 0)


def test_an_accused_that_the_gold_does_not_name_is_wrong():
    found = figures({"type": "shelling", "place": "Oak", "accused": "rebels"})
    assert found["accused_wrong_when_named"] == 1


def test_an_alternative_is_right_too_and_an_optional_event_counts_neither_way():
    gold = {"type": "clash", "place": "Oak", "place_alt": ["Oakham"]}
    extra = {"type": "territory", "place": "Elm", "optional": True}
    row = {**ROW, "expected": {"events": [gold, extra]}}
    for told in (
        [{"type": "clash", "place": "Oakham"}],
        [{"type": "clash", "place": "Oak"}, {"type": "territory", "place": "Elm"}],
    ):
        found = figures(*told, row=row)
        assert (found["precision"], found["recall"], found["f1_strict"]) == (1, 1, 1)


def test_events_are_paired_so_that_most_is_right():
    golds = [{"type": "clash", "place": "Oak"}, {"type": "clash", "place": "Elm"}, {"type": "shelling", "place": "Ash"}]
    told = [{"type": "clash", "place": "Elm"}, {"type": "shelling", "place": "Oak"}, {"type": "clash", "place": "Ash"}]
    assert sorted(pair(golds, told)) == [(0, 1), (1, 0), (2, 2)]


def test_a_span_that_does_not_give_its_value_back_is_counted():
    right = {"type": "shelling", "place": "Oak", "spans": {"place": [[11, 14]]}}
    wrong = {"type": "shelling", "place": "Oak", "spans": {"place": [[0, 4]]}}
    assert (figures(right)["evidence_span_exact"], figures(wrong)["evidence_span_exact"]) == (1, 0)


def test_a_report_with_one_of_several_events_is_never_scored_for_precision():
    row = {
        **ROW,
        "complete": False,
        "published_at": "2020-03-02",
        "expected": {"events": [{"place": "Elm", "date": "2020-03-02"}]},
    }
    found = figures({"place": "Oak"}, {"place": "Elm"}, row=row)
    assert (found["report_place_first"], found["report_place_any"], found["report_date"]) == (0, 1, 1)
    assert "precision" not in found


def test_intervals_hold_the_figure_and_are_the_same_each_time():
    rows = [{**ROW, "id": str(n)} for n in range(12)]
    told = {str(n): ROW["expected"]["events"][: n % 3] for n in range(12)}
    whole = score(rows, told)[""]
    spans = intervals(whole.texts, rounds=100)
    assert spans == intervals(whole.texts, rounds=100)
    low, high = spans["recall"]
    assert low < whole.figures["recall"] < high


def test_rules_are_told_with_how_often_they_were_right():
    told = [
        {"type": "shelling", "place": "Oak", "rules": ["r.one"]},
        {"type": "abduction", "place": "Ash", "rules": ["r.one"]},
    ]
    assert score([ROW], {"a": told})[""].rules == {"r.one": (1, 2)}


@pytest.mark.skipif(not SHARED.is_dir(), reason="The evaluation sets are not beside this checkout.")
@pytest.mark.parametrize("name", ["sentences_dev", "reports_dev"])
def test_the_sets_own_scorer_gives_the_same_figures(name):
    from tracker.extract import read, sets
    from tracker.extract.coarse import prediction

    spec = importlib.util.spec_from_file_location("judge", SHARED / "score.py")
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    known = sets.contexts(SHARED / "agreements.json")
    rows = list(sets.rows(SHARED / f"{name}.jsonl"))
    told = {
        r.id: prediction(read(r.text, r.published_at, r.language, known[r.agreement]), known[r.agreement])["events"]
        for r in rows
    }
    theirs, _ = judge.score([json.loads(json.dumps(r.raw)) for r in rows], told, rounds=0)
    ours = score((r.raw for r in rows), told)[""].figures
    assert {name: round(number, 9) for name, number in theirs["figures"].items()} == {
        name: round(ours[name], 9) for name in theirs["figures"]
    }
