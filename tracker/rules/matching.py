"""Do two claims speak of one event? A score with its reasons, for a person to decide on.

The score adds up, sign by sign, how much more often two reports of one event agree like this than reports of two
events do: the log-odds form of record linkage (Fellegi and Sunter, "A Theory for Record Linkage", Journal of the
American Statistical Association 64, 1969). A field that either side leaves out says nothing. Only an `identical` claim,
the same origin saying the same thing through another outlet, may be attached without a person (DESIGN §7).
"""

from dataclasses import dataclass
from math import exp

from tracker.rules import likeness, signs
from tracker.rules.blocking import BlockKeys, EventFacts, block_keys, fold, in_block
from tracker.rules.matching_weights import WEIGHTS, Sign

__all__ = ["SUGGEST_AT", "BlockKeys", "EventFacts", "Match", "block_keys", "in_block", "score"]

SUGGEST_AT = 0.5


@dataclass(frozen=True)
class Match:
    """`score` 0 to 1; from `SUGGEST_AT` on it is shown to an editor. `identical` = a relay of the same claim."""

    score: float
    reasons: tuple[str, ...]
    identical: bool


def score(a: EventFacts, b: EventFacts) -> Match:
    """How likely both speak of one event, with reasons in words, strongest first."""
    weighed = [(WEIGHTS[found.sign].fitted * found.times, found.words) for found in signs.read(a, b)]
    odds = WEIGHTS[Sign.ANY_TWO].fitted + sum(weight for weight, _ in weighed)
    ordered = sorted(weighed, key=lambda evidence: -abs(evidence[0]))
    return Match(
        score=round(1 / (1 + exp(-odds)), 4),
        reasons=tuple(words for _, words in ordered if words),
        identical=_identical(a, b),
    )


def _identical(a: EventFacts, b: EventFacts) -> bool:
    """Same origin, same type, same day, same place, and nothing that contradicts: a relay."""
    same = (
        a.origins & b.origins
        and a.event_type is not None
        and (a.event_type, a.sub_event_type, a.count) == (b.event_type, b.sub_event_type, b.count)
        and a.date_from is not None
        and (a.date_from, a.last_day) == (b.date_from, b.last_day)
    )
    return bool(same) and _same_place(a, b) and not _contradicts(a, b)


def _same_place(a: EventFacts, b: EventFacts) -> bool:
    """By id, by name inside one region, or, where both know the region only, by nearly the same words."""
    if a.place_id and b.place_id:
        return a.place_id == b.place_id
    if a.region != b.region:
        return False
    if a.place_name or b.place_name:
        return fold(a.place_name) == fold(b.place_name)
    return a.region is not None and likeness.words_alike(a, b) >= signs.SAME_WORDS


def _contradicts(a: EventFacts, b: EventFacts) -> bool:
    return (
        bool(a.clock and b.clock and a.clock != b.clock)
        or bool(a.accused and b.accused and not a.accused & b.accused)
        or bool(a.target and b.target and not a.target & b.target)
    )
