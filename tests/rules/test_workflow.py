import pytest

from tracker.rules.workflow import (
    MAX_REASON_LENGTH,
    MOVES,
    REASONS,
    ConfirmGate,
    NotAllowed,
    can_move,
    check_move,
    diagram,
    moves_from,
    reasons_for,
    suggested_verification,
)
from tracker.vocab import Group, Verification, WorkState

V = Verification
W = WorkState
OPEN = ConfirmGate(origins=2)


def refused(*args, **kwargs) -> str:
    with pytest.raises(NotAllowed) as refusal:
        check_move(*args, **kwargs)
    return str(refusal.value)


@pytest.mark.parametrize("role", [Group.EDITOR, Group.ADMIN])
def test_an_editor_and_an_admin_confirm_what_two_origins_report(role):
    check_move(V.UNCONFIRMED, V.CONFIRMED, role=role, gate=OPEN, reason_code="independent_origins")


@pytest.mark.parametrize("role", [Group.ANALYST, None])
def test_an_analyst_and_a_stranger_decide_nothing(role):
    assert all(not can_move(move.current, move.target, role=role, gate=OPEN) for move in MOVES)
    assert "Only an editor" in refused(V.UNCONFIRMED, V.REFUTED, role=role, reason_text="It did not happen.")


@pytest.mark.parametrize(
    "gate", [ConfirmGate(origins=2), ConfirmGate(on_site_mission=True), ConfirmGate(origins=1, both_sides=True)]
)
def test_any_one_of_the_three_opens_the_gate(gate):
    assert gate.missing() is None
    assert can_move(V.CONTESTED, V.CONFIRMED, role=Group.EDITOR, gate=gate)


@pytest.mark.parametrize(("origins", "words"), [(0, "there is none"), (1, "there is one")])
def test_an_editor_is_told_what_confirming_lacks(origins, words):
    said = refused(V.UNCONFIRMED, V.CONFIRMED, role=Group.EDITOR, gate=ConfirmGate(origins), reason_text="I know it.")
    assert words in said
    assert "an on-site mission, or both sides" in said


def test_an_editor_cannot_call_one_origin_corroboration():
    assert "two independent origins" in refused(
        V.UNCONFIRMED, V.CORROBORATED, role=Group.EDITOR, gate=ConfirmGate(1), reason_text="Sounds right."
    )


def test_an_editor_gives_a_reason_for_every_change_of_verification():
    for move in MOVES:
        if isinstance(move.target, V):
            assert "reason" in refused(move.current, move.target, role=Group.EDITOR, gate=OPEN)


def test_blank_space_is_no_reason():
    assert "reason" in refused(V.UNCONFIRMED, V.REFUTED, role=Group.EDITOR, reason_text="  \n")


def test_other_as_a_reason_wants_words():
    assert "in words" in refused(V.UNCONFIRMED, V.REFUTED, role=Group.EDITOR, reason_code="other")
    check_move(V.UNCONFIRMED, V.REFUTED, role=Group.EDITOR, reason_code="other", reason_text="A drill.")


def test_a_reason_for_refuting_does_not_confirm():
    assert "not a reason" in refused(V.UNCONFIRMED, V.CONFIRMED, role=Group.EDITOR, gate=OPEN, reason_code="retracted")


def test_a_reason_that_nobody_knows_is_refused():
    assert "not a reason" in refused(V.UNCONFIRMED, V.REFUTED, role=Group.EDITOR, reason_code="whim")


def test_a_preset_reason_has_to_be_true_of_the_breach():
    said = refused(V.UNCONFIRMED, V.CONFIRMED, role=Group.EDITOR, gate=OPEN, reason_code="on_site_mission")
    assert "does not hold" in said


def test_a_reason_of_a_hundred_thousand_characters_is_refused_in_words():
    said = refused(V.UNCONFIRMED, V.REFUTED, role=Group.EDITOR, reason_text="x" * 100_000)
    assert "100,000" in said and f"{MAX_REASON_LENGTH:,}" in said


def test_a_breach_that_stays_where_it_is_says_so():
    assert "already" in refused(V.REFUTED, V.REFUTED, role=Group.EDITOR, reason_text="Again.")


def test_a_refuted_breach_is_reopened_before_it_can_be_confirmed():
    said = refused(V.REFUTED, V.CONFIRMED, role=Group.EDITOR, gate=OPEN, reason_text="It did happen.")
    assert "possible: unconfirmed, contested" in said


def test_an_editor_takes_up_and_finishes_without_a_reason_but_does_not_drop_without_one():
    check_move(W.NEW, W.IN_REVIEW, role=Group.EDITOR)
    check_move(W.IN_REVIEW, W.DONE, role=Group.EDITOR)
    assert "reason" in refused(W.IN_REVIEW, W.DROPPED, role=Group.EDITOR)
    check_move(W.IN_REVIEW, W.DROPPED, role=Group.EDITOR, reason_code="misread")


def test_what_was_dropped_can_be_taken_up_again_and_nothing_else():
    assert [move.target for move in moves_from(W.DROPPED)] == [W.IN_REVIEW]


def test_every_state_can_be_left():
    assert all(moves_from(state) for state in [*V, *W])


@pytest.mark.parametrize(
    ("current", "origins", "suggested"),
    [
        (V.UNCONFIRMED, 1, V.UNCONFIRMED),
        (V.UNCONFIRMED, 2, V.CORROBORATED),
        (V.UNCONFIRMED, 40, V.CORROBORATED),
        (V.CORROBORATED, 1, V.UNCONFIRMED),
        (V.CONFIRMED, 0, V.CONFIRMED),
        (V.CONTESTED, 9, V.CONTESTED),
        (V.REFUTED, 9, V.REFUTED),
        (V.UNVERIFIABLE, 9, V.UNVERIFIABLE),
    ],
)
def test_a_machine_only_follows_the_origins_between_unconfirmed_and_corroborated(current, origins, suggested):
    assert suggested_verification(current, origins) is suggested


def test_every_target_that_needs_a_reason_has_presets_each_with_its_own_key():
    for target in {move.target for move in MOVES if move.needs_reason}:
        keys = [reason.key for reason in reasons_for(target)]
        assert len(keys) >= 2
        assert len(keys) == len(set(keys))


def test_reasons_have_one_code_and_one_key_each_over_the_whole_list():
    assert len({reason.code for reason in REASONS}) == len({reason.key for reason in REASONS}) == len(REASONS)


def test_moves_from_one_state_have_different_keys():
    for state in [*V, *W]:
        keys = [move.key for move in moves_from(state)]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("field", [V, W])
def test_the_printed_diagram_holds_each_move_of_its_field_once(field):
    printed = diagram(field)
    for move in MOVES:
        arrow = f"    {move.current.value} --> {move.target.value}: {move.verb} "
        assert printed.count(arrow) == (1 if isinstance(move.current, field) else 0)


def test_the_diagram_shows_that_confirming_has_a_gate_and_that_the_machine_only_corroborates():
    printed = diagram(V)
    assert "unconfirmed --> confirmed: confirm (editor, gate, reason)" in printed
    assert [line for line in printed.splitlines() if "machine" in line] == [
        "    unconfirmed --> corroborated: two independent origins (machine)"
    ]
