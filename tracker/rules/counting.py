"""Where a breach stands in a region's count, and how many origins speak for it (RULES 1).

An origin is who said it first. Outlets that pass it on are relays, and are folded into it before anything here runs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.vocab import Assertion, Cell, Reliability, Scope, Verification

ENOUGH_ORIGINS = 2
# A denial speaks of the event, but not for it.
SPEAKS_FOR = frozenset({Assertion.ASSERTED, Assertion.REPORTED})
TRUSTED = frozenset({Reliability.A, Reliability.B})

_OUT = frozenset({Verification.REFUTED, Verification.UNVERIFIABLE})
IN_SCOPE = frozenset({Scope.BREACH, Scope.CONTESTED})


@dataclass(frozen=True)
class Origin:
    """Who said it first: `key` names them, `side` is the party that they belong to or are funded by, if any."""

    key: str
    side: str | None = None
    reliability: Reliability | None = None


@dataclass(frozen=True)
class OriginCount:
    """`independent` origins; `trusted` = one that is no party is graded A or B; `sides` = parties that spoke."""

    independent: int
    trusted: bool
    sides: frozenset[str]

    @property
    def enough(self) -> bool:
        """Whether an unconfirmed breach counts as possible and not only as a badge."""
        return self.independent >= ENOUGH_ORIGINS or self.trusted


def independent_origins(origins: Iterable[Origin]) -> OriginCount:
    """Count origins: each name once, and all voices of one side together as one."""
    known = [origin for origin in origins if origin.key]
    return OriginCount(
        independent=len({voice(origin.key, origin.side) for origin in known}),
        trusted=any(origin.side is None and origin.reliability in TRUSTED for origin in known),
        sides=frozenset(origin.side for origin in known if origin.side),
    )


def voice(key: str, side: str | None) -> tuple[str, str]:
    """What independence is counted on: the side for those who have one, else the name itself."""
    return ("side", side) if side else ("name", key)


def both_sides(origins: Iterable[Origin], accused: frozenset[str], target: frozenset[str]) -> bool:
    """Whether a voice of the accused and one of the target both speak for the breach (a gate of confirming).

    In a clash, where the same parties stand on both sides, any two of them will do.
    """
    sides = {origin.side for origin in origins if origin.side}
    return any(one != other for one in sides & accused for other in sides & (target or accused))


def cell_of(verification: Verification, scope: Scope, origins: OriginCount, *, dropped: bool = False) -> Cell:
    """Which count a breach belongs to: confirmed, possible, badge, or none."""
    if dropped or verification in _OUT or scope not in IN_SCOPE:
        return Cell.OUT
    if scope is Scope.BREACH and verification is Verification.CONFIRMED:
        return Cell.CONFIRMED
    return Cell.POSSIBLE if origins.enough else Cell.BADGE


def blocks_holding(verification: Verification, scope: Scope, *, dropped: bool = False) -> bool:
    """Whether a region cannot be called Holding while this claim stands in the window (RULES 2).

    A claim that was parked as unverifiable counts nowhere, but is not refuted either: it still blocks.
    """
    return not dropped and verification is not Verification.REFUTED and scope in IN_SCOPE
