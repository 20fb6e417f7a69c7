"""How grave an event is, 1 to 4. The scale is the project's own (DESIGN, scope and status).

1 small arms, arrest, obstruction · 2 heavy weapons or several injured · 3 any death, an air strike, a position taken ·
4 ten or more dead, chemical weapons, a town that changes hands.
"""

from dataclasses import dataclass
from typing import NamedTuple

from tracker.vocab import BreachMode, SubEventType, Weapon

S = SubEventType

MANY_DEAD = 10
# "Several" is more than two in common use; two people hurt can come from one shot.
SEVERAL_INJURED = 3

TAKEN = frozenset({S.GOVERNMENT_REGAINS, S.NON_STATE_OVERTAKES, S.TRANSFER})
HEAVY_SUB_TYPES = frozenset({S.SHELLING, S.SUICIDE_BOMB, S.EXPLOSIVE})
HEAVY_WEAPONS = frozenset({Weapon.HEAVY, Weapon.EXPLOSIVE_DEVICE})


class Severity(NamedTuple):
    """A level of 1 to 4 and the words that say why."""

    level: int
    reason: str


@dataclass(frozen=True)
class SeverityFacts:
    """What the level is read from. Counts are best estimates, None where nothing is said.

    `town` says that what changed hands is a populated place and not a position or a hill.
    """

    sub_event_type: SubEventType | None = None
    weapon: Weapon | None = None
    fatalities: int | None = None
    injured: int | None = None
    mode: BreachMode | None = None
    town: bool = False


def severity(facts: SeverityFacts) -> Severity:
    """The highest level that any of the facts reaches, with its reason."""
    return _gravest(facts) or _grave(facts) or _serious(facts) or Severity(1, _least(facts))


def _fired(facts: SeverityFacts) -> bool:
    """A weapon that was only moved, or seen in the zone, was not used."""
    return facts.mode in (None, BreachMode.COMBAT)


def _gravest(facts: SeverityFacts) -> Severity | None:
    if (facts.fatalities or 0) >= MANY_DEAD:
        return Severity(4, f"{facts.fatalities} dead")
    if facts.sub_event_type is S.CHEMICAL or (facts.weapon is Weapon.CHEMICAL and _fired(facts)):
        return Severity(4, "chemical weapons")
    if facts.town and facts.sub_event_type in TAKEN:
        return Severity(4, "a town changed hands")
    return None


def _grave(facts: SeverityFacts) -> Severity | None:
    if (facts.fatalities or 0) > 0:
        return Severity(3, f"{facts.fatalities} dead")
    if facts.sub_event_type is S.AIR_STRIKE or (facts.weapon is Weapon.AIRCRAFT and _fired(facts)):
        return Severity(3, "an air or drone strike")
    if facts.sub_event_type in TAKEN:
        return Severity(3, "a position changed hands")
    return None


def _serious(facts: SeverityFacts) -> Severity | None:
    if (facts.injured or 0) >= SEVERAL_INJURED:
        return Severity(2, f"{facts.injured} injured")
    if facts.sub_event_type in HEAVY_SUB_TYPES or (facts.weapon in HEAVY_WEAPONS and _fired(facts)):
        return Severity(2, "heavy weapons or explosives")
    if facts.mode is BreachMode.HEAVY_WEAPONS:
        return Severity(2, "heavy weapons in the zone")
    # The scale does not name it; bodily harm to a person stands with injuries, not with obstruction.
    if facts.sub_event_type is S.SEXUAL_VIOLENCE:
        return Severity(2, "sexual violence")
    return None


def _least(facts: SeverityFacts) -> str:
    if facts.mode not in (None, BreachMode.COMBAT):
        return facts.mode.label.lower()
    return "small arms, arrest or obstruction, and nobody reported dead"
