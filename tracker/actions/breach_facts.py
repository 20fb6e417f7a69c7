"""A breach as the rules see it: plain facts, no rows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import QuerySet

from tracker.models import Breach, BreachParty
from tracker.rules import days, scope
from tracker.rules.severity import SeverityFacts
from tracker.vocab import BreachMode, EventType, Side, SubEventType, Weapon

TOWN_KINDS = frozenset({"town", "city", "village", "populated place"})


def scope_event(breach: Breach) -> scope.ScopeEvent:
    """A breach as the scope rule sees it."""
    agreement = breach.agreement
    before_effect = None
    if breach.date_from:
        day = days.day_of_clock(breach.date_from, breach.date_to, breach.clock)
        before_effect = days.clock_before_effect(day, breach.clock or None, agreement.effective_at, agreement.time_zone)
    region = breach.region.code if breach.region else None
    event = _event(
        (breach.date_from, breach.date_to, region, breach.event_type),
        _keys(breach, Side.ACCUSED),
        _keys(breach, Side.TARGET),
    )
    return replace(event, clock_before_effect=before_effect)


def scope_events(breaches: QuerySet[Breach]) -> dict[int, scope.ScopeEvent]:
    """Very many breaches as the scope rule sees them, by key, from plain columns; the hour is left out."""
    sides: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    named = BreachParty.objects.filter(breach__in=breaches.order_by().values("pk"))
    for pk, side, key in named.values_list("breach", "side", "party__key"):
        sides[pk][side].add(key)
    columns = breaches.order_by().values_list("pk", "date_from", "date_to", "region__code", "event_type")
    return {
        pk: _event(facts, frozenset(sides[pk][Side.ACCUSED.value]), frozenset(sides[pk][Side.TARGET.value]))
        for pk, *facts in columns
    }


def _event(facts: Sequence, accused: frozenset[str], target: frozenset[str]) -> scope.ScopeEvent:
    """Two sides that are both accused fight each other: a clash."""
    first, last, region, event_type = facts
    mutual = event_type == EventType.BATTLES and len(accused) > 1 and not target
    return scope.ScopeEvent(first, last, region, accused, target, mutual=mutual)


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
