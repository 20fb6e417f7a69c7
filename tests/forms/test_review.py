"""The forms of a move, before the rules are asked."""

import pytest

from tracker.forms.review import DecisionForm, WorkForm
from tracker.vocab import Verification, WorkState


def test_a_decision_is_read_into_words_of_the_vocabulary():
    form = DecisionForm({"verification": "contested", "version": "3", "reason_code": "denied"})
    assert form.is_valid()
    assert form.cleaned_data == {
        "verification": Verification.CONTESTED,
        "version": 3,
        "reason_code": "denied",
        "reason": "",
    }


def test_a_move_in_the_queue_is_read_into_words_of_the_vocabulary():
    form = WorkForm({"work_state": "dropped", "version": "1", "reason": "It is about another war."})
    assert form.is_valid()
    assert form.cleaned_data["work_state"] is WorkState.DROPPED


@pytest.mark.parametrize(
    ("form", "error"),
    [
        (DecisionForm({"verification": "confirmed"}), "Open the breach again and decide there."),
        (DecisionForm({"version": "1"}), "Choose what you decide."),
        (WorkForm({"version": "1"}), "Choose where it goes."),
        (WorkForm({"version": "0", "work_state": "done"}), "Ensure this value is greater than or equal to 1."),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(form, error):
    assert not form.is_valid()
    assert form.first_error == error
