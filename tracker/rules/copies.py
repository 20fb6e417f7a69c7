"""Is a text nearly the same as another? Wire copy is told by runs of five words that both texts hold.

A text is cut into its shingles, the runs of five words (Broder, "On the resemblance and containment of documents",
1997). Its sketch, the sixteen smallest hashes of them, finds candidates by an index; the shingles themselves decide.
"""

import re
from collections.abc import Set
from hashlib import blake2b

RUN = 5
SKETCH = 16
# Below so many runs a text is a headline or a formula ("No violations were recorded today"), which many write alike.
FEWEST_RUNS = 40
# An outlet that prints an agency's text adds a line of its own, or cuts the end.
COPY_AT = 0.6
DAYS_APART = 3
_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """The hashes, 63 bits each, of the runs of five words; empty for a text with fewer words."""
    words = _WORD.findall(text.casefold())
    return frozenset(_hash(" ".join(words[at : at + RUN])) for at in range(len(words) - RUN + 1))


def sketch(runs: Set[int]) -> list[int]:
    """What a text is looked up by; empty for one that is too short to tell."""
    return sorted(runs)[:SKETCH] if len(runs) >= FEWEST_RUNS else []


def shared(one: Set[int], other: Set[int]) -> float:
    """The part of the shorter text, 0 to 1, that the longer one holds too."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= FEWEST_RUNS else 0.0


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1
