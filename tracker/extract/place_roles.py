"""Stage 8b: how a name stands to the act: at it, near it, where it came from, or no place at all."""

import re

from tracker.extract.parts import Doc, Name
from tracker.extract.rules_data.place_words import (
    BETWEEN_WORDS,
    COMPASS,
    FROM_DIRECTION,
    FROM_DISTANCE,
    LIVE_IN,
    OBJECT_GAP,
    PART_OF,
    ROLES,
    SKIP,
)
from tracker.extract.types import Span

LOOK_BACK, MOST_WORDS = 110, 9  # characters and words before a name in which its governing word stands
AROUND = frozenset({"near", "outside", "around", "behind"})
# Words of place that stay words of place although an act's own words hold them.
STAY = frozenset({"on", "at", "in", "of", "near", "from", "into", "to"})
EDGE = re.compile(r"(?:vicinity|outskirts|surroundings|edges?) of")
Role = tuple[str, int]  # the role, and the character at which its governing word begins


def role_of(doc: Doc, name: Name, floor: int, triggers: list[Span]) -> Role | None:
    """The role of a name in a sentence that begins at `floor`; None where nothing makes it a place."""
    left = doc.low[floor : name.start]
    fixed = _phrase(left, floor, name)
    if fixed:
        return fixed
    offset = floor + max(0, len(left) - LOOK_BACK)
    compass = ""
    for token in reversed(list(BETWEEN_WORDS.finditer(left[-LOOK_BACK:]))[-MOST_WORDS:]):
        word, start, end = token.group(), offset + token.start(), offset + token.end()
        if _acts(word, start, end, triggers):
            return _object(doc, name, start, end, compass)
        if COMPASS.match(word) and "ern" not in word:
            compass = word.replace("-", "")
            continue
        found = _governed(doc, word, start, end, compass, name)
        if found or not SKIP.match(word):
            return found or (("near", end) if compass else None)
    return None


def _phrase(left: str, floor: int, name: Name) -> Role | None:
    """Whole phrases: "from the direction of X", "200 metres from X", "at the eastern gate of X"."""
    if FROM_DIRECTION.search(left):
        return "from", name.start
    if FROM_DISTANCE.search(left):
        return "near", name.start
    part = PART_OF.search(left)
    return ("near" if part[1] in AROUND else "in", floor + part.start()) if part else None


def _acts(word: str, start: int, end: int, triggers: list[Span]) -> bool:
    """Whether a word belongs to an act. Of "set fire to X" the last word does too, though it is a word of place."""
    inside = any(a <= start < b for a, b in triggers)
    return inside and (word not in STAY or any(end == b for _, b in triggers))


def _object(doc: Doc, name: Name, start: int, end: int, compass: str) -> Role | None:
    """The place that an act takes as its object: "shelled the village of X"; "an attack east of X" is beside it."""
    if compass:
        return f"{compass}_of", end
    return ("at", start) if OBJECT_GAP.match(doc.low[end : name.start]) else None


def _governed(doc: Doc, word: str, start: int, end: int, compass: str, name: Name) -> Role | None:
    """The role that one word before the name gives it, or None."""
    if word == "of":
        return ("in", name.start) if LIVE_IN.search(doc.low, max(0, start - 14), end) else None
    if word in ROLES:
        return _role_of(doc, word, compass, start), start
    return ("near", start) if word in ("close", "adjacent") else None


def _role_of(doc: Doc, word: str, compass: str, at: int) -> str:
    role = ROLES[word]
    if word == "to" and re.search(r"(?:close|next|adjacent) $", doc.low[max(0, at - 14) : at]):
        role = "near"
    if word in ("by", "for"):
        role = "to"
    if compass and role in ("in", "at", "near", "to"):
        role = f"{compass}_of"
    return "near" if role in ("in", "at", "on") and EDGE.search(doc.low[at : at + 40]) else role
