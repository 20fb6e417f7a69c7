"""The marks of the visual language: state, verification, severity, scope; each with one small template."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tracker.outputs.board import Change
from tracker.vocab import Scope, State, Verification

register = template.Library()

INSIDE = frozenset({Scope.BREACH, Scope.CONTESTED})
SHORT_SCOPE = {
    Scope.EXCLUDED_ACTOR: "Outside: excluded actor",
    Scope.OUTSIDE_TERRITORY: "Outside: territory",
    Scope.BEFORE_EFFECT: "Before effect",
    Scope.AFTER_END: "After the end",
    Scope.PERMITTED: "Permitted",
    Scope.CONTESTED: "Contested scope",
}
FRESH, SMALL, LARGE = 14, 11, 16
BAR_HEIGHTS = (5, 8, 11, 14)
STATE_ORDER = (
    State.HOLDING,
    State.STRAINED,
    State.VIOLATED,
    State.COLLAPSED,
    State.ENDED,
    State.NO_INFORMATION,
    State.NOT_COVERED,
)


# A board of three hundred regions shows each of these few marks many times, so each is drawn once a language.
@lru_cache(maxsize=1024)
def _state_drawn(state: State, size: int, _language: str) -> SafeString:
    return render_to_string("_shared/state.html", {"state": state.value, "word": _(state.label), "size": size})


@lru_cache(maxsize=1024)
def _possible_drawn(state: str, _language: str) -> SafeString:
    return render_to_string("_shared/possible.html", {"possible": state})


@lru_cache(maxsize=1024)
def _move_drawn(change: Change, _language: str) -> SafeString:
    return render_to_string("_shared/moved.html", {"change": change})


@register.simple_tag
def state_badge(value: str, size: int = FRESH) -> SafeString:
    """Icon and word of a region state."""
    return _state_drawn(State(value or State.NO_INFORMATION), size, get_language())


@register.simple_tag
def possible_state(status: Any) -> SafeString | str:
    """ "possibly Strained", where the possible state differs from the state; of a RegionStatus or none."""
    return _possible_drawn(status.possible_state, get_language()) if status and status.has_range else ""


@register.simple_tag
def moved(change: Any) -> SafeString:
    """What became of a region's state since another day; of a board's Change or none."""
    return _move_drawn(change, get_language())


@register.inclusion_tag("_shared/state_box.html")
def state_box(status: Any) -> dict[str, Any]:
    """State, range, last known state and what is provisional, in a box; of a RegionStatus or none."""
    return {"status": status, "state": status.state if status else State.NO_INFORMATION.value, "size": LARGE}


@register.inclusion_tag("_shared/verification.html")
def verification_badge(value: str) -> dict[str, Any]:
    """Shape and word of a verification."""
    verification = Verification(value)
    return {"verification": verification.value, "word": _(verification.label)}


@register.inclusion_tag("_shared/severity.html")
def severity_bars(severity: int, words: bool = True) -> dict[str, Any]:
    """Four bars; the words stand beside them or are read aloud only."""
    bars = [
        {"x": index * 6, "y": BAR_HEIGHTS[-1] - height, "height": height, "on": index < severity}
        for index, height in enumerate(BAR_HEIGHTS)
    ]
    return {"bars": bars, "severity": severity, "words": words}


@register.inclusion_tag("_shared/scope.html")
def scope_tag(value: str) -> dict[str, Any]:
    """Outlined tag; dashed when the act stands outside the ceasefire."""
    scope = Scope(value)
    return {"word": _(SHORT_SCOPE.get(scope, scope.label)), "is_outside": scope not in INSIDE, "title": _(scope.label)}


@register.inclusion_tag("_shared/map_key.html")
def map_key(board: Any = None) -> dict[str, Any]:
    """The map's key, which also counts the regions in each state; `board` is the dashboard's rows or none."""
    rows = list(board or [])
    states = [row.state if hasattr(row, "state") else row["state"] for row in rows]
    return {
        "states": [(state.value, _(state.label), states.count(state)) for state in STATE_ORDER],
        "verifications": [(one.value, _(one.label)) for one in Verification],
        "counts": bool(rows),
    }


@register.simple_tag
def rules() -> list[tuple[int, str, str]]:
    """The seven rules in their order: number, state, and what they ask."""
    return [(number, state.value, _(words)) for number, (state, words) in enumerate(RULE_MEANS.items(), start=1)]


@register.simple_tag
def verification_meanings() -> list[tuple[str, str]]:
    """Each verification with what it means."""
    return [(one.value, _(words)) for one, words in VERIFICATION_MEANS.items()]


@register.filter
def spaced(name: str) -> str:
    """A parameter's name as words: "window_days" is "window days"."""
    return name.replace("_", " ")


@register.filter
def rule_means(state: str) -> str:
    """What a rule of the ladder asks, for those that were not reached."""
    return _(RULE_MEANS[State(state)])


RULE_MEANS = {
    State.NOT_COVERED: "The region lies outside the agreement’s territory",
    State.ENDED: "The end of the agreement is recorded",
    State.COLLAPSED: "Breaches come nearly as often as before the ceasefire",
    State.VIOLATED: "A severe breach, or breaches on three of seven days",
    State.STRAINED: "At least one breach in seven days",
    State.HOLDING: "No breach, and enough independent origins report",
    State.NO_INFORMATION: "Anything else",
}
VERIFICATION_MEANS = {
    Verification.CONFIRMED: "An editor, and two independent origins, an on-site mission, or both sides",
    Verification.CORROBORATED: "Two independent origins",
    Verification.UNCONFIRMED: "One origin",
    Verification.CONTESTED: "Origins disagree on what, where, when or who",
    Verification.REFUTED: "Shown to be wrong; kept, never counted",
    Verification.UNVERIFIABLE: "Cannot be checked; kept, never counted",
}
