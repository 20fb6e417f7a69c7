import json
from datetime import date

from tracker.rules.coverage import CoverageSummary
from tracker.rules.status import Step
from tracker.rules.status_day import DayStatus, Track
from tracker.vocab import State

LADDER = (Step(1, State.NOT_COVERED, False, "Inside."), Step(7, State.NO_INFORMATION, True, "1 unverified claim."))
UNKNOWN = Track(
    State.NO_INFORMATION,
    State.NO_INFORMATION,
    7,
    held_because="Silence.",
    stale_since=date(2017, 1, 2),
    last_known=State.VIOLATED,
    days_with=1,
    origins=2,
    ratio=0.4,
    ratio_low=0.1,
    ratio_high=0.9,
    p_over=0.2,
    ladder=LADDER,
)
STRAINED = Track(State.STRAINED, State.STRAINED, 5, breach_ids=("b-1", "b-2"))


def status(confirmed: Track, possible: Track, unverified: int = 0) -> DayStatus:
    coverage = CoverageSummary(True, 2, 1, ("agency", "monitor"), ("hospital",))
    counts = {"c": 0, "u": 2, "badges": 1, "unverified": unverified, "ledgers": 4}
    return DayStatus(date(2017, 1, 9), confirmed, possible, **counts, provisional=False, coverage=coverage)


def test_a_result_goes_through_json_and_back():
    result = status(UNKNOWN, STRAINED)
    assert DayStatus.from_json(json.loads(json.dumps(result.as_json()))) == result


def test_the_two_tracks_stand_side_by_side_under_their_own_names():
    row = status(UNKNOWN, STRAINED).as_json()
    assert (row["state"], row["possible_state"]) == ("no_information", "strained")
    assert (row["raw_state"], row["raw_possible"]) == ("no_information", "strained")
    assert (row["rule"], row["rule_possible"]) == (7, 5)
    assert (row["held_because"], row["held_because_possible"]) == ("Silence.", "")
    assert (row["stale_since"], row["last_known"]) == ("2017-01-02", "violated")
    assert row["breach_ids_possible"] == ["b-1", "b-2"]
    assert row["ladder"][1] == {"rule": 7, "state": "no_information", "fired": True, "why": "1 unverified claim."}


def test_both_answers_are_said_where_they_differ():
    assert status(UNKNOWN, STRAINED).in_words() == "No information (last known: Violated), possibly Strained"


def test_one_answer_is_said_where_they_agree():
    assert status(STRAINED, STRAINED, unverified=3).in_words() == "Strained"


def test_unverified_claims_are_said_where_nothing_is_known():
    plain = Track(State.NO_INFORMATION, State.NO_INFORMATION, 7)
    assert status(plain, plain, 1).in_words() == "No information, 1 unverified claim"
    assert status(plain, plain, 4).in_words() == "No information, 4 unverified claims"
    assert status(plain, plain).in_words() == "No information"
