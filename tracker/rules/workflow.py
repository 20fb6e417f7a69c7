"""Who may move a breach from where to where, and what each move needs: one table, checked and printed from here.

A breach has two fields that people move. `verification` says whether it happened as claimed; `work_state` says who
has to look at it. A machine derives only the step between unconfirmed and corroborated (`suggested_verification`).
"""

from dataclasses import dataclass

from tracker.vocab import Group, Verification, WorkState

V = Verification
W = WorkState

DECIDERS = frozenset({Group.EDITOR, Group.ADMIN})
CORROBORATING_ORIGINS = 2
MAX_REASON_LENGTH = 2000  # characters; the log's column holds no more


class NotAllowed(Exception):
    """A move that the table refuses; its text is a sentence for the person who tried."""


@dataclass(frozen=True)
class ConfirmGate:
    """What a breach has to show before anyone may confirm it; one of the three is enough.

    `origins` counts independent origins after relays are folded, `on_site_mission` says that a mission reported it
    from the place, `both_sides` that the accused and the target tell the same.
    """

    origins: int = 0
    on_site_mission: bool = False
    both_sides: bool = False

    def missing(self) -> str | None:
        """What stands in the way of confirming, as a sentence; None when the gate is open."""
        if self.origins >= CORROBORATING_ORIGINS or self.on_site_mission or self.both_sides:
            return None
        return (
            "Confirming needs two independent origins, an on-site mission, or both sides saying so; "
            f"so far there {_origins_in_words(self.origins)}."
        )


@dataclass(frozen=True)
class Move:
    """One allowed step: `verb` is the button's word, `key` its letter on the desk."""

    current: Verification | WorkState
    target: Verification | WorkState
    verb: str
    key: str
    needs_reason: bool = True


@dataclass(frozen=True)
class Reason:
    """A preset reason: `key` is pressed after the move's own key; `targets` are the states that it can lead to."""

    code: str
    key: str
    words: str
    targets: frozenset[Verification | WorkState]
    needs_text: bool = False


VERBS = {
    V.UNCONFIRMED: ("reopen", "O"),
    V.CORROBORATED: ("corroborate", "B"),
    V.CONFIRMED: ("confirm", "C"),
    V.CONTESTED: ("contest", "T"),
    V.REFUTED: ("refute", "R"),
    V.UNVERIFIABLE: ("park as unverifiable", "U"),
    W.NEW: ("put back", "N"),
    W.IN_REVIEW: ("take up", "I"),
    W.NEEDS_HELP: ("ask for help", "H"),
    W.DONE: ("finish", "F"),
    W.DROPPED: ("drop", "D"),
}

VERIFICATION_TARGETS: dict[Verification, tuple[Verification, ...]] = {
    V.UNCONFIRMED: (V.CORROBORATED, V.CONFIRMED, V.CONTESTED, V.REFUTED, V.UNVERIFIABLE),
    V.CORROBORATED: (V.CONFIRMED, V.CONTESTED, V.REFUTED, V.UNVERIFIABLE),
    V.CONFIRMED: (V.UNCONFIRMED, V.CONTESTED, V.REFUTED),
    V.CONTESTED: (V.UNCONFIRMED, V.CORROBORATED, V.CONFIRMED, V.REFUTED, V.UNVERIFIABLE),
    V.REFUTED: (V.UNCONFIRMED, V.CONTESTED),
    V.UNVERIFIABLE: (V.UNCONFIRMED, V.CORROBORATED, V.CONFIRMED, V.CONTESTED, V.REFUTED),
}

WORK_TARGETS: dict[WorkState, tuple[WorkState, ...]] = {
    W.NEW: (W.IN_REVIEW, W.NEEDS_HELP, W.DONE, W.DROPPED),
    W.IN_REVIEW: (W.NEW, W.NEEDS_HELP, W.DONE, W.DROPPED),
    W.NEEDS_HELP: (W.IN_REVIEW, W.DONE, W.DROPPED),
    W.DONE: (W.IN_REVIEW,),
    W.DROPPED: (W.IN_REVIEW,),
}

# Dropping takes a breach out of every count and asking for help has to say with what; the rest is only order of work.
WORK_NEEDS_REASON = frozenset({W.DROPPED, W.NEEDS_HELP})

MOVES: tuple[Move, ...] = tuple(
    Move(current, target, *VERBS[target]) for current, targets in VERIFICATION_TARGETS.items() for target in targets
) + tuple(
    Move(current, target, *VERBS[target], needs_reason=target in WORK_NEEDS_REASON)
    for current, targets in WORK_TARGETS.items()
    for target in targets
)

REASONS: tuple[Reason, ...] = (
    Reason("independent_origins", "i", "Independent origins agree", frozenset({V.CORROBORATED, V.CONFIRMED})),
    Reason("on_site_mission", "m", "An on-site mission reports it", frozenset({V.CONFIRMED})),
    Reason("both_sides", "b", "Both sides say so", frozenset({V.CONFIRMED})),
    Reason("denied", "d", "The accused side denies it", frozenset({V.CONTESTED})),
    Reason("accounts_differ", "a", "Accounts differ on who, what or where", frozenset({V.CONTESTED})),
    Reason("did_not_happen", "n", "Better evidence shows that it did not happen", frozenset({V.REFUTED})),
    Reason("other_time_or_place", "o", "The material is from another time or place", frozenset({V.REFUTED})),
    Reason("retracted", "r", "The origin took the claim back", frozenset({V.REFUTED})),
    Reason("single_origin", "s", "One origin only, and no way to check it", frozenset({V.UNVERIFIABLE})),
    Reason("too_vague", "v", "Too vague in place or date to be checked", frozenset({V.UNVERIFIABLE})),
    Reason("no_access", "x", "Nobody independent can reach the place", frozenset({V.UNVERIFIABLE})),
    Reason("new_information", "f", "Further information has come in", frozenset({V.UNCONFIRMED, V.CONTESTED})),
    Reason("decided_in_error", "e", "The earlier decision was a mistake", frozenset({V.UNCONFIRMED})),
    Reason("misread", "q", "The text does not claim this", frozenset({W.DROPPED})),
    Reason("unrelated", "u", "It has nothing to do with this agreement", frozenset({W.DROPPED})),
    Reason("language", "l", "Needs someone who reads the language", frozenset({W.NEEDS_HELP})),
    Reason("local_knowledge", "k", "Needs someone who knows the place", frozenset({W.NEEDS_HELP})),
    Reason("other", "w", "Other, in words", frozenset({*V, W.DROPPED, W.NEEDS_HELP}), needs_text=True),
)

_MOVE_OF = {(move.current, move.target): move for move in MOVES}
_REASON_OF = {reason.code: reason for reason in REASONS}


def moves_from(current: Verification | WorkState) -> tuple[Move, ...]:
    """The moves that the table allows from here, in the order in which buttons show them."""
    return tuple(move for move in MOVES if move.current is current)


def reasons_for(target: Verification | WorkState) -> tuple[Reason, ...]:
    """The preset reasons that fit a move to `target`."""
    return tuple(reason for reason in REASONS if target in reason.targets)


def check_move(
    current: Verification | WorkState,
    target: Verification | WorkState,
    *,
    role: Group | None,
    gate: ConfirmGate | None = None,
    reason_code: str = "",
    reason_text: str = "",
) -> None:
    """Raise NotAllowed unless this person may make this move now and for this reason.

    `role` is None for someone who is not signed in; `gate` is needed for moves to confirmed and corroborated only.
    """
    refused = _refusal(current, target, role, gate or ConfirmGate())
    refused = refused or _reason_refusal(current, target, gate or ConfirmGate(), reason_code, reason_text)
    if refused:
        raise NotAllowed(refused)


def can_move(
    current: Verification | WorkState,
    target: Verification | WorkState,
    *,
    role: Group | None,
    gate: ConfirmGate | None = None,
) -> bool:
    """Whether the move may be offered to this person; the reason is asked for afterwards."""
    return _refusal(current, target, role, gate or ConfirmGate()) is None


def suggested_verification(current: Verification, origins: int) -> Verification:
    """What a machine may set: corroborated with two independent origins, unconfirmed with fewer, nothing else.

    Every other state was set by a person and stays as it is. Nothing is ever confirmed by machine.
    """
    if current not in (V.UNCONFIRMED, V.CORROBORATED):
        return current
    return V.CORROBORATED if origins >= CORROBORATING_ORIGINS else V.UNCONFIRMED


def diagram(field: type[Verification] | type[WorkState] = Verification) -> str:
    """The table of one field as a Mermaid state diagram, for the documentation."""
    lines = ["stateDiagram-v2", f"    [*] --> {next(iter(field)).value}"]
    if field is Verification:
        lines.append(f"    {V.UNCONFIRMED.value} --> {V.CORROBORATED.value}: two independent origins (machine)")
    lines += [
        f"    {move.current.value} --> {move.target.value}: {_label(move)}"
        for move in MOVES
        if isinstance(move.current, field)
    ]
    return "\n".join(lines) + "\n"


def _label(move: Move) -> str:
    needs = ["gate"] if move.target is V.CONFIRMED else []
    needs += ["reason"] if move.needs_reason else []
    return f"{move.verb} ({', '.join(['editor', *needs])})"


def _refusal(
    current: Verification | WorkState, target: Verification | WorkState, role: Group | None, gate: ConfirmGate
) -> str | None:
    """Why this person cannot make this move at all, whatever the reason; None when they can."""
    if role not in DECIDERS:
        return "Only an editor or an admin can decide; ask one, or sign in with such an account."
    if (current, target) not in _MOVE_OF:
        return _no_such_move(current, target)
    if target is V.CONFIRMED:
        return gate.missing()
    if target is V.CORROBORATED and gate.origins < CORROBORATING_ORIGINS:
        return f"Corroborated means two independent origins; so far there {_origins_in_words(gate.origins)}."
    return None


def _no_such_move(current: Verification | WorkState, target: Verification | WorkState) -> str:
    if current is target:
        return f"This is {current.label.lower()} already."
    others = ", ".join(move.target.label.lower() for move in moves_from(current))
    return f"From {current.label.lower()} one cannot go to {target.label.lower()}; possible: {others}."


def _reason_refusal(
    current: Verification | WorkState, target: Verification | WorkState, gate: ConfirmGate, code: str, text: str
) -> str | None:
    if len(text) > MAX_REASON_LENGTH:
        return f"The reason has {len(text):,} characters; {MAX_REASON_LENGTH:,} is the most."
    if not code:
        needs = _MOVE_OF[current, target].needs_reason
        return "Choose a reason, or write one." if needs and not text.strip() else None
    reason = _REASON_OF.get(code)
    if reason is None or target not in reason.targets:
        return f"“{code}” is not a reason for {target.label.lower()}; choose another or write one."
    if reason.needs_text and not text.strip():
        return "Write the reason in words."
    return _reason_against_gate(code, gate)


def _reason_against_gate(code: str, gate: ConfirmGate) -> str | None:
    """A preset reason that names evidence must be true of the breach."""
    holds = {
        "independent_origins": gate.origins >= CORROBORATING_ORIGINS,
        "on_site_mission": gate.on_site_mission,
        "both_sides": gate.both_sides,
    }
    if holds.get(code, True):
        return None
    return f"“{_REASON_OF[code].words}” does not hold for this breach; choose the reason that does."


def _origins_in_words(count: int) -> str:
    return {0: "is none", 1: "is one"}.get(count, f"are {count}")
