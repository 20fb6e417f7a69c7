"""A claim in the coarse words of the evaluation sets: one flat event with ten types and one date precision.

The sets' README defines the words. A tally becomes an event with a count; a claim of calm, an assessment or a
declaration without an event is none.
"""

from tracker.extract.types import NOTHING, Claim, Context, Field, Reading
from tracker.vocab import Assertion, BreachMode, ReportKind, RoleKind, SubEventType, TimePrecision, Weapon

CIVILIANS, BOTH = "civilians", "both"
TYPES = {
    SubEventType.ARMED_CLASH: "clash",
    SubEventType.GOVERNMENT_REGAINS: "territory",
    SubEventType.NON_STATE_OVERTAKES: "territory",
    SubEventType.TRANSFER: "territory",
    SubEventType.CHEMICAL: "attack",
    SubEventType.AIR_STRIKE: "air_strike",
    SubEventType.SUICIDE_BOMB: "explosive",
    SubEventType.EXPLOSIVE: "explosive",
    SubEventType.GRENADE: "explosive",
    SubEventType.SHELLING: "shelling",
    SubEventType.ABDUCTION: "abduction",
    SubEventType.ARRESTS: "abduction",
    SubEventType.DISRUPTED_WEAPONS: "obstruction",
    SubEventType.LOOTING: "attack",
    SubEventType.ATTACK: "attack",
    SubEventType.SEXUAL_VIOLENCE: "attack",
}
MODES = {BreachMode.ACCESS_DENIED: "obstruction", BreachMode.SIEGE: "obstruction"}
PRECISIONS = {
    TimePrecision.HOUR: "hour",
    TimePrecision.PART_OF_DAY: "day",
    TimePrecision.DAY: "day",
    TimePrecision.RANGE: "range",
    TimePrecision.APPROXIMATE: "approx",
    TimePrecision.UNKNOWN: "unknown",
}
NO_CANDIDATE = frozenset({Assertion.THREATENED, Assertion.BACKGROUND})
EVENTS = frozenset({ReportKind.INCIDENT_CLAIM, ReportKind.TALLY, ReportKind.ACCESS_DENIED})


def prediction(reading: Reading, context: Context) -> dict:
    """What the sets' scorer reads of one text: its events, in the order of the text, and the leads and warnings."""
    return {
        "events": [event(claim, context) for claim in reading.claims if is_event(claim)],
        "leads": [list(lead.sentence) for lead in reading.leads],
        "warnings": list(reading.warnings),
    }


def is_event(claim: Claim) -> bool:
    """Whether a claim speaks of an event at all: every claim that a trigger made, and every row of a count."""
    return claim.kind.value in EVENTS or claim.event_type.value is not None


def event(claim: Claim, context: Context) -> dict:
    place = claim.place_text if claim.place_text.value else claim.region_text
    told = {
        "type": coarse_type(claim),
        "trigger": claim.trigger.value,
        "date": _day(claim.date_from),
        "date_end": _day(claim.date_to) if claim.date_to.value != claim.date_from.value else None,
        "date_precision": PRECISIONS[claim.time_precision.value or TimePrecision.UNKNOWN],
        "place": place.value,
        "admin1": None,
        "accused": accused(claim),
        "target": target(claim),
        "fatalities": claim.fatalities_low.value,
        "injured": claim.injured.value,
        "count": claim.count.value or 1,
        "assertion": str(claim.assertion.value),
        "disputed": bool(claim.disputed.value),
        "attribution": claim.origin.value,
        "breach_candidate": is_candidate(claim, context),
        "rules": sorted({rule for name in ("trigger", "kind") for rule in getattr(claim, name).rules}),
    }
    spans = {"trigger": claim.trigger, "place": place, "attribution": claim.origin}
    told["spans"] = {name: [list(span) for span in field.spans] for name, field in spans.items() if field != NOTHING}
    return told


def coarse_type(claim: Claim) -> str:
    """The weapon decides before the verb; a counted breach of no stated kind is "other"."""
    mode, sub = claim.breach_mode.value, claim.sub_event_type.value
    if mode in MODES:
        return MODES[mode]
    if claim.event_type.value is None:
        return "other"
    if sub == SubEventType.ARMED_CLASH and not _is_mutual(claim):
        return "small_arms" if claim.weapon.value == Weapon.SMALL_ARMS else "attack"
    if claim.weapon.value == Weapon.SMALL_ARMS and sub == SubEventType.ATTACK:
        return "small_arms"
    return TYPES.get(sub, "other")


def accused(claim: Claim) -> str | None:
    """One party; "both" where two sides fight each other."""
    parties = claim.accused.value or ()
    if _is_mutual(claim):
        return BOTH
    return parties[0] if parties else None


def target(claim: Claim) -> str | None:
    parties = [party for party in claim.target.value or () if party not in (claim.accused.value or ())]
    return parties[0] if parties else None


def _is_mutual(claim: Claim) -> bool:
    """Whether two sides fight each other: the words say so ("clashes"), or both stand accused of one battle."""
    if claim.sub_event_type.value != SubEventType.ARMED_CLASH:
        return False
    parties, hit = claim.accused.value or (), claim.target.value or ()
    if any(rule.startswith("clash") for rule in claim.event_type.rules):
        return len(parties) != 1 or not hit
    return len(parties) > 1 and (not hit or set(hit) <= set(parties))


def is_candidate(claim: Claim, context: Context) -> bool:
    """Whether an editor should see it as a possible breach.

    A denied act stays one. A threat, background, an act before effect, and an act by or against a party that only an
    excluded role names do not.
    """
    if claim.assertion.value in NO_CANDIDATE or claim.assertion.value == Assertion.ENDED:
        return False
    if _is_before_effect(claim, context):
        return False
    excluded = {party.id for party in context.parties if set(party.roles) == {RoleKind.EXCLUDED}}
    sides = [set(claim.accused.value or ()), set(claim.target.value or ())]
    if _is_mutual(claim):
        sides = [{party} for party in sides[0] | sides[1]]
    return bool(claim.disputed.value) or not any(side and side <= excluded for side in sides)


def _is_before_effect(claim: Claim, context: Context) -> bool:
    last = claim.date_to.value or claim.date_from.value
    if last is None or context.effective_at is None:
        return False
    return last < context.effective_at.date()


def _day(field: Field) -> str | None:
    return field.value.isoformat() if field.value else None
