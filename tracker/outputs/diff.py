"""What an edited page says now that it did not say before: word by word, the unchanged parts cut short."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

KEPT_WORDS = 12  # of an unchanged stretch, on either side of a change
MOST_WORDS = 4000  # beyond which paragraphs are compared, not words: the comparing takes the square of the length
_WORDS = re.compile(r"\S+\s*|\s+")
_PARAGRAPHS = re.compile(r"(\n{2,})")


@dataclass(frozen=True)
class Piece:
    """`kind` is "same", "added", "removed", or "gap": a stretch without changes that is left out."""

    kind: str
    text: str = ""


def changes(before: str, after: str) -> list[Piece]:
    """Pieces that together read as the text with its changes marked; empty where nothing changed."""
    if before == after:
        return []
    cut = _WORDS.findall if max(len(before), len(after)) < MOST_WORDS * 6 else _PARAGRAPHS.split
    old, new = cut(before), cut(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces += _shortened(new[c:d], is_first=c == 0, is_last=d == len(new))
        else:
            pieces += [Piece("removed", "".join(old[a:b]))] * (b > a) + [Piece("added", "".join(new[c:d]))] * (d > c)
    return pieces


def _shortened(words: list[str], *, is_first: bool, is_last: bool) -> Iterator[Piece]:
    head = [] if is_first else words[:KEPT_WORDS]
    rest = words[len(head) :]
    tail = [] if is_last else rest[-KEPT_WORDS:]
    middle = rest[: len(rest) - len(tail)]
    if len(middle) <= KEPT_WORDS:
        yield Piece("same", "".join(words))
        return
    if head:
        yield Piece("same", "".join(head))
    yield Piece("gap")
    if tail:
        yield Piece("same", "".join(tail))
