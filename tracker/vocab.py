"""The closed word lists of the product, one enum a list.

Plain Python, so that reading, geography and rules can use them without Django. A member is its stored value;
`.label` is what a person reads. Sources of the terms: ACLED codebook (event types, actor kinds), UCDP GED codebook
(geographic precision), ETH/PRIO ceasefire data (classes), PA-X (third parties), Admiralty grading (reliability).
"""

from enum import IntEnum, StrEnum


class Word(StrEnum):
    """A stored value with its label: `BATTLES = "battles", "Battles"`."""

    label: str

    def __new__(cls, value: str, label: str):
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) pairs, in the shape that form and model fields take."""
        return [(member.value, member.label) for member in cls]


class CeasefireClass(Word):
    CESSATION = "cessation_of_hostilities", "Cessation of hostilities"
    PRELIMINARY = "preliminary", "Preliminary ceasefire"
    DEFINITIVE = "definitive", "Definitive ceasefire"


class DeclarationKind(Word):
    ANNOUNCES = "announces", "announces"
    SIGNS = "signs", "signs"
    ACCEPTS = "accepts", "accepts"
    SUPPORTS = "supports", "supports"
    WARNS = "warns", "warns"
    SUSPENDS = "suspends", "suspends"
    RESUMES = "resumes", "resumes"
    REJECTS = "rejects", "rejects"
    WITHDRAWS = "withdraws", "withdraws"
    STATES = "states", "states"
    TAKES_EFFECT = "takes_effect", "takes effect"


class PartyKind(Word):
    STATE_FORCES = "state_forces", "State forces"
    GOVERNMENT = "government", "Government"
    REBEL_GROUP = "rebel_group", "Rebel group"
    POLITICAL_MILITIA = "political_militia", "Political militia"
    IDENTITY_MILITIA = "identity_militia", "Identity militia"
    CIVILIANS = "civilians", "Civilians"
    EXTERNAL_FORCES = "external_forces", "External or other forces"
    UMBRELLA = "umbrella", "Umbrella or collective"
    INTERNATIONAL_ORGANISATION = "international_organisation", "International organisation"
    MONITOR = "monitor", "Monitor"


class AliasKind(Word):
    OFFICIAL = "official", "Official"
    FORMER = "former", "Former"
    ACRONYM = "acronym", "Acronym"
    TRANSLITERATION = "transliteration", "Transliteration"
    GENERIC = "generic", "Generic"
    SPEAKER_RELATIVE = "speaker_relative", "Depends on the speaker"
    HOSTILE = "hostile", "Hostile wording"


class MembershipKind(Word):
    MEMBER = "member", "is a member of"
    ALLY = "ally", "is allied with"
    SPLINTER = "splinter", "split from"
    MERGED_INTO = "merged_into", "merged into"
    RENAMED_TO = "renamed_to", "was renamed to"


class RoleKind(Word):
    SIGNATORY = "signatory", "Signatory"
    ADHERENT = "adherent", "Adherent"
    GUARANTOR = "guarantor", "Guarantor"
    MEDIATOR = "mediator", "Mediator"
    HOST = "host", "Host"
    MONITOR = "monitor", "Monitor"
    SUPPORTER = "supporter", "Supporter"
    EXCLUDED = "excluded", "Excluded"
    NON_SIGNATORY = "non_signatory", "Non-signatory"


class Standing(Word):
    ESTABLISHED = "established", "established"
    CLAIMED = "claimed", "claimed, not established"
    DISPUTED = "disputed", "disputed"


class PlaceLayer(Word):
    """Where a gazetteer entry comes from; `PLACE_PRECEDENCE` says which wins."""

    EDITOR = "editor", "Set by an editor"
    OVERLAY = "overlay", "Overlay file, each row with its source"
    LEARNED = "learned", "Learned from an import with coordinates"
    PCODE = "pcode", "OCHA settlement table"
    COUNTRY_FILE = "country_file", "GeoNames country file"
    CITIES = "cities", "GeoNames cities, packaged"


PLACE_PRECEDENCE = tuple(PlaceLayer)


class SourceKind(Word):
    OUTLET = "outlet", "Outlet"
    AGENCY = "agency", "News agency"
    MONITOR = "monitor", "Monitor"
    MISSION = "mission", "On-site mission"
    BULLETIN = "bulletin", "Bulletin"
    CHANNEL = "channel", "Channel"
    PERSON = "person", "Person"


class Reliability(Word):
    """Admiralty grading of a source."""

    A = "A", "A: completely reliable"
    B = "B", "B: usually reliable"
    C = "C", "C: fairly reliable"
    D = "D", "D: not usually reliable"
    E = "E", "E: unreliable"
    F = "F", "F: cannot be judged"


class StepState(Word):
    PENDING = "pending", "Waiting"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class StepName(Word):
    """The steps that a report goes through after its document was read."""

    LOCATE = "locate", "being placed"
    MATCH = "match", "being matched"


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


class Verification(Word):
    UNCONFIRMED = "unconfirmed", "Unconfirmed"
    CORROBORATED = "corroborated", "Corroborated"
    CONFIRMED = "confirmed", "Confirmed"
    CONTESTED = "contested", "Contested"
    REFUTED = "refuted", "Refuted"
    UNVERIFIABLE = "unverifiable", "Unverifiable"


class WorkState(Word):
    NEW = "new", "New"
    IN_REVIEW = "in_review", "In review"
    NEEDS_HELP = "needs_help", "Needs help"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class Scope(Word):
    BREACH = "breach", "Breach"
    EXCLUDED_ACTOR = "excluded_actor", "Act by an excluded actor"
    OUTSIDE_TERRITORY = "outside_territory", "Outside the territory"
    BEFORE_EFFECT = "before_effect", "Before the ceasefire"
    AFTER_END = "after_end", "After the ceasefire ended"
    PERMITTED = "permitted", "Permitted: the target is excluded"
    CONTESTED = "contested_scope", "Scope contested"


class State(Word):
    """What the rule says of a region on a day."""

    NOT_COVERED = "not_covered", "Not covered"
    ENDED = "ended", "Ended"
    COLLAPSED = "collapsed", "Collapsed"
    VIOLATED = "violated", "Violated"
    STRAINED = "strained", "Strained"
    HOLDING = "holding", "Holding"
    NO_INFORMATION = "no_information", "No information"


class Cell(Word):
    """Where a breach stands in a region's count: verification, scope and origins together."""

    CONFIRMED = "confirmed", "Confirmed"
    POSSIBLE = "possible", "Possible: enough origins, not confirmed"
    BADGE = "badge", "Unverified: shown, moves nothing"
    OUT = "out", "Not counted"


class Group(Word):
    ANALYST = "analyst", "Analyst"
    EDITOR = "editor", "Editor"
    ADMIN = "admin", "Admin"


class Verb(Word):
    """What an action did; the words of the decision log and of the live cursor."""

    RECEIVED = "received", "received"
    READ = "read", "read"
    PLACED = "placed", "placed"
    OPENED = "opened", "opened from a report"
    JOINED = "joined", "joined to a breach"
    DECIDED = "decided", "decided"
    WORK = "work", "moved in the queue"
    SCOPE = "scope", "scope set"
    CORRECTED = "corrected", "corrected"
    STATUS = "status", "region status recomputed"
    SAVED = "saved", "saved"
    LOADED = "loaded", "loaded"
    POLLED = "polled", "polled"
    PAUSED = "paused", "paused"
    FAILED = "failed", "failed"
    RETRIED = "retried", "asked to run again"
