"""A breach as the rules see it: plain facts, no rows."""

from tracker.models import Breach
from tracker.rules import days, scope
from tracker.rules.severity import SeverityFacts
from tracker.vocab import BreachMode, EventType, Side, SubEventType, Weapon

TOWN_KINDS = frozenset({"town", "city", "village", "populated place"})


def scope_event(breach: Breach) -> scope.ScopeEvent:
    """A breach as the scope rule sees it. Two sides that are both accused fight each other: a clash."""
    agreement = breach.agreement
    before_effect = None
    if breach.date_from:
        before_effect = days.clock_before_effect(
            breach.date_from, breach.clock or None, agreement.effective_at, agreement.time_zone
        )
    return scope.ScopeEvent(
        date_from=breach.date_from,
        date_to=breach.date_to,
        region=breach.region.code if breach.region else None,
        accused=_keys(breach, Side.ACCUSED),
        target=_keys(breach, Side.TARGET),
        clock_before_effect=before_effect,
        mutual=breach.event_type == EventType.BATTLES and len(breach.accused) > 1 and not breach.target,
    )


def _keys(breach: Breach, side: Side) -> frozenset[str]:
    return frozenset(party.key for party in breach.parties(side))


def severity_facts(breach: Breach) -> SeverityFacts:
    return SeverityFacts(
        sub_event_type=SubEventType(breach.sub_event_type) if breach.sub_event_type else None,
        weapon=Weapon(breach.weapon),
        fatalities=breach.fatalities_best if breach.fatalities_best is not None else breach.fatalities_low,
        injured=breach.injured,
        mode=BreachMode(breach.breach_mode),
        town=bool(breach.place and breach.place.kind in TOWN_KINDS and "position" not in breach.place_text),
    )
