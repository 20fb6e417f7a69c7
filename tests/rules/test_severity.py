import pytest

from tracker.rules.severity import SeverityFacts, severity
from tracker.vocab import BreachMode, SubEventType, Weapon

S = SubEventType


@pytest.mark.parametrize(
    ("facts", "level", "reason"),
    [
        (SeverityFacts(), 1, "small arms"),
        (SeverityFacts(S.ARMED_CLASH, Weapon.SMALL_ARMS), 1, "small arms"),
        (SeverityFacts(S.ARRESTS), 1, "arrest"),
        (SeverityFacts(S.GRENADE), 1, "small arms"),
        (SeverityFacts(mode=BreachMode.ACCESS_DENIED), 1, "access denied"),
        (SeverityFacts(mode=BreachMode.SIEGE), 1, "siege"),
        (SeverityFacts(S.ARMED_CLASH, injured=2), 1, "small arms"),
        (SeverityFacts(S.ARMED_CLASH, injured=3), 2, "3 injured"),
        (SeverityFacts(S.SHELLING), 2, "heavy weapons"),
        (SeverityFacts(S.ARMED_CLASH, Weapon.HEAVY), 2, "heavy weapons"),
        (SeverityFacts(S.EXPLOSIVE, Weapon.EXPLOSIVE_DEVICE), 2, "explosives"),
        (SeverityFacts(mode=BreachMode.HEAVY_WEAPONS, weapon=Weapon.HEAVY), 2, "in the zone"),
        (SeverityFacts(S.SEXUAL_VIOLENCE), 2, "sexual violence"),
        (SeverityFacts(S.ARMED_CLASH, fatalities=1), 3, "1 dead"),
        (SeverityFacts(S.SHELLING, fatalities=9), 3, "9 dead"),
        (SeverityFacts(S.AIR_STRIKE), 3, "air or drone strike"),
        (SeverityFacts(S.ATTACK, Weapon.AIRCRAFT), 3, "air or drone strike"),
        (SeverityFacts(S.NON_STATE_OVERTAKES), 3, "a position"),
        (SeverityFacts(S.TRANSFER), 3, "a position"),
        (SeverityFacts(S.SHELLING, fatalities=10), 4, "10 dead"),
        (SeverityFacts(S.CHEMICAL), 4, "chemical"),
        (SeverityFacts(S.ATTACK, Weapon.CHEMICAL), 4, "chemical"),
        (SeverityFacts(S.GOVERNMENT_REGAINS, town=True), 4, "a town"),
    ],
)
def test_an_event_has_the_highest_level_that_one_of_its_facts_reaches(facts, level, reason):
    found = severity(facts)
    assert found.level == level
    assert reason in found.reason


def test_aircraft_that_only_fly_over_are_no_strike():
    assert severity(SeverityFacts(weapon=Weapon.AIRCRAFT, mode=BreachMode.MOVEMENT)).level == 1


def test_tanks_that_only_move_have_not_fired():
    assert severity(SeverityFacts(weapon=Weapon.HEAVY, mode=BreachMode.MOVEMENT)).level == 1


def test_nobody_dead_is_not_a_death():
    assert severity(SeverityFacts(S.ARMED_CLASH, fatalities=0, injured=0)).level == 1


def test_a_town_that_is_shelled_has_not_changed_hands():
    assert severity(SeverityFacts(S.SHELLING, town=True)).level == 2
