"""Words about what is claimed to have happened."""

from enum import IntEnum

from tracker.vocab.word import Word


class ReportKind(Word):
    INCIDENT_CLAIM = "incident_claim", "Incident claim"
    TALLY = "tally", "Monitor's count"
    CALM = "calm", "Calm report"
    DENIAL = "denial", "Denial"
    ASSESSMENT = "assessment", "Assessment"
    DECLARATION = "declaration", "Declaration"
    ACCESS_DENIED = "access_denied", "Access denied"
    LEAD = "lead", "Lead, not read by a rule"


class EventType(Word):
    BATTLES = "battles", "Battles"
    EXPLOSIONS = "explosions_remote_violence", "Explosions and remote violence"
    CIVILIANS = "violence_against_civilians", "Violence against civilians"
    STRATEGIC = "strategic_developments", "Strategic developments"


class SubEventType(Word):
    ARMED_CLASH = "armed_clash", "Armed clash"
    GOVERNMENT_REGAINS = "government_regains_territory", "Government regains territory"
    NON_STATE_OVERTAKES = "non_state_actor_overtakes_territory", "Non-state actor overtakes territory"
    CHEMICAL = "chemical_weapon", "Chemical weapon"
    AIR_STRIKE = "air_drone_strike", "Air or drone strike"
    SUICIDE_BOMB = "suicide_bomb", "Suicide bomb"
    SHELLING = "shelling_artillery_missile", "Shelling, artillery or missile"
    EXPLOSIVE = "remote_explosive_landmine_ied", "Remote explosive, landmine or IED"
    GRENADE = "grenade", "Grenade"
    SEXUAL_VIOLENCE = "sexual_violence", "Sexual violence"
    ATTACK = "attack", "Attack"
    ABDUCTION = "abduction_forced_disappearance", "Abduction or forced disappearance"
    AGREEMENT = "agreement", "Agreement"
    ARRESTS = "arrests", "Arrests"
    CHANGE_TO_GROUP = "change_to_group_activity", "Change to group or activity"
    DISRUPTED_WEAPONS = "disrupted_weapons_use", "Disrupted weapons use"
    BASE_ESTABLISHED = "headquarters_or_base_established", "Headquarters or base established"
    LOOTING = "looting_property_destruction", "Looting or property destruction"
    TRANSFER = "non_violent_transfer_of_territory", "Non-violent transfer of territory"
    OTHER = "other", "Other"


SUB_EVENT_TYPES = {
    EventType.BATTLES: (
        SubEventType.ARMED_CLASH,
        SubEventType.GOVERNMENT_REGAINS,
        SubEventType.NON_STATE_OVERTAKES,
    ),
    EventType.EXPLOSIONS: (
        SubEventType.CHEMICAL,
        SubEventType.AIR_STRIKE,
        SubEventType.SUICIDE_BOMB,
        SubEventType.SHELLING,
        SubEventType.EXPLOSIVE,
        SubEventType.GRENADE,
    ),
    EventType.CIVILIANS: (SubEventType.SEXUAL_VIOLENCE, SubEventType.ATTACK, SubEventType.ABDUCTION),
    EventType.STRATEGIC: (
        SubEventType.AGREEMENT,
        SubEventType.ARRESTS,
        SubEventType.CHANGE_TO_GROUP,
        SubEventType.DISRUPTED_WEAPONS,
        SubEventType.BASE_ESTABLISHED,
        SubEventType.LOOTING,
        SubEventType.TRANSFER,
        SubEventType.OTHER,
    ),
}


class Weapon(Word):
    """What was used; ACLED has no such field, but severity 1 and 2 differ by it."""

    SMALL_ARMS = "small_arms", "Small arms"
    HEAVY = "heavy", "Artillery, mortars, rockets or tanks"
    AIRCRAFT = "aircraft", "Aircraft or drones"
    EXPLOSIVE_DEVICE = "explosive_device", "Mine, IED or car bomb"
    CHEMICAL = "chemical", "Chemical weapons"
    UNSTATED = "unstated", "Not stated"


class BreachMode(Word):
    COMBAT = "combat", "Fire or combat"
    MOVEMENT = "movement_or_deployment", "Movement or deployment"
    HEAVY_WEAPONS = "heavy_weapons_in_zone", "Heavy weapons in the zone"
    ACCESS_DENIED = "access_denied", "Access denied"
    SIEGE = "siege_or_aid_blocked", "Siege, or aid blocked"


class TimePrecision(Word):
    HOUR = "hour", "to the hour"
    PART_OF_DAY = "part_of_day", "part of the day"
    DAY = "day", "to the day"
    RANGE = "range", "a range of days"
    APPROXIMATE = "approximate", "approximate"
    UNKNOWN = "unknown", "unknown"


class GeoPrecision(IntEnum):
    """UCDP GED where_prec."""

    EXACT = 1
    NEAR = 2
    DISTRICT = 3
    REGION = 4
    LINEAR = 5
    COUNTRY = 6
    SEA_OR_AIR = 7

    @property
    def label(self) -> str:
        return GEO_PRECISION_LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[int, str]]:
        return [(member.value, member.label) for member in cls]


GEO_PRECISION_LABELS = {
    GeoPrecision.EXACT: "exact place",
    GeoPrecision.NEAR: "within 25 km",
    GeoPrecision.DISTRICT: "district only",
    GeoPrecision.REGION: "region only",
    GeoPrecision.LINEAR: "a line or fuzzy area",
    GeoPrecision.COUNTRY: "country only",
    GeoPrecision.SEA_OR_AIR: "at sea or in the air",
}


# The scale of rules/severity.py in a few words.
SEVERITY_LABELS = {
    1: "1: small arms, arrest, obstruction",
    2: "2: heavy weapons, several injured",
    3: "3: a death, an air strike, a position taken",
    4: "4: ten or more dead, chemical weapons, a town taken",
}


class Assertion(Word):
    ASSERTED = "asserted", "in the writer's own voice"
    REPORTED = "reported", "reported by someone named"
    DENIED = "denied", "denied"
    ENDED = "ended", "said to be over"
    THREATENED = "threatened", "threatened or planned"
    BACKGROUND = "background", "background"


class Side(Word):
    """On which side of an event a party stands."""

    ACCUSED = "accused", "Accused"
    TARGET = "target", "Target"
