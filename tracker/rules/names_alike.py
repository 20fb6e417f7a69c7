"""Do two texts name the same places? Names are compared as they are spelt, for most villages are in no gazetteer."""

from collections.abc import Set

from rapidfuzz import fuzz

# Of 100. On folded spellings: "khan shikhun" and "khan shaikhun" 96, "jisr shugur" and "jasr shugur" 91.
ALIKE = 80
SHORTEST = 4


def in_common(names: Set[str], openings: Set[str], other_names: Set[str], other_openings: Set[str]) -> set[str]:
    """Those of `names` and `openings` that the other text names too.

    An opening, the first word of a sentence, is a name only if the other text uses it as one.
    """
    inside = {one for one in names if any(is_same(one, two) for two in other_names | other_openings)}
    return inside | {one for one in openings if any(is_same(one, two) for two in other_names)}


def is_same(one: str, two: str) -> bool:
    """Two spellings of one name, or a name and a longer one that holds it ("guta", "astarn guta")."""
    if fuzz.ratio(one, two) >= ALIKE:
        return True
    short, long = sorted((one.split(), two.split()), key=len)
    return max(map(len, short), default=0) >= SHORTEST and all(
        any(fuzz.ratio(word, other) >= ALIKE + 5 for other in long) for word in short
    )
