"""Does an event break this agreement? Computed at the event's date from dates, territory, roles and memberships.

The table is RULES 6. In this order, the first that fits: before effect · after the end · outside the territory ·
permitted (the target is wholly and undisputedly excluded, whoever acts) · act by an excluded actor · scope contested
(an exclusion of either side is disputed or covers a part of it, or the dates span the effect or the end) · breach.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from tracker.rules import standing
from tracker.rules.days import is_undated, last_day_before, local_day
from tracker.rules.standing import Exclusion, MembershipSpan, RoleSpan
from tracker.vocab import Scope

__all__ = ["MembershipSpan", "RoleSpan", "ScopeEvent", "ScopeResult", "Terms", "scope_of"]


@dataclass(frozen=True)
class Terms:
    """What scope is read from. Datetimes are aware; `covered_regions` None means that the agreement covers all.

    `names`: what the parties are called in the reasons, by id.
    """

    effective_at: datetime | None
    ended_at: datetime | None
    timezone: str
    covered_regions: frozenset[str] | None = None
    roles: tuple[RoleSpan, ...] = ()
    memberships: tuple[MembershipSpan, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    # Which sets of parties are excluded on which days, once found: thousands of events ask the same.
    _found: dict = field(default_factory=dict, init=False, repr=False, compare=False)


@dataclass(frozen=True)
class ScopeEvent:
    """An event as scope sees it. Days are local; `accused` and `target` hold party ids (or "civilians").

    `clock_before_effect` matters on the day of effect alone: None (hour unknown) counts as after it. `mutual` says
    that the accused fight each other (a clash), so each is tested against the others; it is also taken to be so
    where every target is among several accused.
    """

    date_from: date | None
    date_to: date | None = None
    region: str | None = None
    accused: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    clock_before_effect: bool | None = None
    mutual: bool = False


@dataclass(frozen=True)
class ScopeResult:
    """The scope, and the reasons for it as sentences."""

    scope: Scope
    reasons: tuple[str, ...]


def scope_of(event: ScopeEvent, terms: Terms) -> ScopeResult:
    """The scope of one event under the terms, with reasons in words. Never raises."""
    when = _by_dates(event, terms)
    if when and when.scope is not Scope.CONTESTED:
        return when
    where = _by_territory(event, terms)
    if where:
        return where
    who = _by_parties(event, terms)
    if who.scope in (Scope.PERMITTED, Scope.EXCLUDED_ACTOR):
        return who
    reasons = (when.reasons if when else ()) + who.reasons
    if event.date_from and is_undated(event.date_from, event.date_to):
        reasons += ("Its dates span more than three days: it is undated and in no window.",)
    return ScopeResult(Scope.CONTESTED if when else who.scope, reasons)


def _by_dates(event: ScopeEvent, terms: Terms) -> ScopeResult | None:
    """Before, after or across the ends of the agreement; None when wholly inside."""
    if terms.effective_at is None:
        return ScopeResult(Scope.BEFORE_EFFECT, ("The agreement has no hour of effect yet.",))
    if event.date_from is None:
        return ScopeResult(Scope.CONTESTED, ("No date is known: it may lie before the ceasefire.",))
    first, last = event.date_from, event.date_to or event.date_from
    return _by_effect(event, first, last, local_day(terms.effective_at, terms.timezone)) or _by_end(first, last, terms)


def _by_effect(event: ScopeEvent, first: date, last: date, effect: date) -> ScopeResult | None:
    # An hour is known for one moment: on the day of effect itself, or in a night that ends on it.
    if last == effect and event.clock_before_effect is not None:
        if event.clock_before_effect:
            return ScopeResult(Scope.BEFORE_EFFECT, ("It happened before the hour of effect.",))
        return None
    if last < effect:
        return ScopeResult(Scope.BEFORE_EFFECT, (f"The ceasefire took effect on {effect}, later than the event.",))
    if first < effect:
        return ScopeResult(Scope.CONTESTED, (f"Its dates, {first} to {last}, span the effect on {effect}.",))
    return None


def _by_end(first: date, last: date, terms: Terms) -> ScopeResult | None:
    if terms.ended_at is None:
        return None
    end = last_day_before(terms.ended_at, terms.timezone)
    if first > end:
        return ScopeResult(Scope.AFTER_END, (f"The last day in force was {end}.",))
    if last > end:
        return ScopeResult(Scope.CONTESTED, (f"Its dates, {first} to {last}, span the end on {end}.",))
    return None


def _by_territory(event: ScopeEvent, terms: Terms) -> ScopeResult | None:
    # Without a region nothing says that it lies outside; it counts in no region's status either.
    if terms.covered_regions is None or event.region is None or event.region in terms.covered_regions:
        return None
    return ScopeResult(Scope.OUTSIDE_TERRITORY, ("The agreement does not cover the region in which it happened.",))


def _by_parties(event: ScopeEvent, terms: Terms) -> ScopeResult:
    """The scope by who did it to whom, as if the dates were inside."""
    days = _days_of(event, terms)
    mutual = event.mutual or (len(event.accused) > 1 and bool(event.target) and event.target <= event.accused)
    if not (mutual and len(event.accused) > 1):
        return _by_sides(event.accused, event.target, days, terms)
    each = [
        _by_sides(frozenset({actor}), (event.accused | event.target) - {actor}, days, terms)
        for actor in sorted(event.accused)
    ]
    scope = min((result.scope for result in each), key=_LEAST_SETTLED.index)
    return ScopeResult(scope, tuple(dict.fromkeys(reason for result in each for reason in result.reasons)))


# Of the two views of one clash the less settled one stands.
_LEAST_SETTLED = (Scope.CONTESTED, Scope.BREACH, Scope.EXCLUDED_ACTOR, Scope.PERMITTED)


def _by_sides(accused: frozenset[str], target: frozenset[str], days: tuple[date, ...], terms: Terms) -> ScopeResult:
    actor, actor_words = _exclusion_of_set(accused, days, terms)
    hit, hit_words = _exclusion_of_set(target, days, terms)
    if hit is Exclusion.EXCLUDED:
        return ScopeResult(Scope.PERMITTED, hit_words)
    # An act of a party that is excluded beyond doubt breaks nothing, however mixed those are whom it hits.
    if actor is Exclusion.EXCLUDED:
        return ScopeResult(Scope.EXCLUDED_ACTOR, actor_words)
    if Exclusion.UNSETTLED in (actor, hit):
        return ScopeResult(Scope.CONTESTED, actor_words + hit_words)
    if not accused:
        return ScopeResult(Scope.BREACH, ("Nobody is named as the actor; it counts for the region and for no party.",))
    return ScopeResult(Scope.BREACH, ("In force, inside the territory, and no excluded party on either side.",))


def _exclusion_of_set(
    parties: frozenset[str], days: tuple[date, ...], terms: Terms
) -> tuple[Exclusion, tuple[str, ...]]:
    """The least settled member decides; excluded and not excluded members together are unsettled."""
    if (parties, days) not in terms._found:
        terms._found[parties, days] = _exclusion_anew(parties, days, terms)
    return terms._found[parties, days]


def _exclusion_anew(parties: frozenset[str], days: tuple[date, ...], terms: Terms) -> tuple[Exclusion, tuple[str, ...]]:
    found = [standing.exclusion(party, days, terms.roles, terms.memberships, terms.names) for party in sorted(parties)]
    kinds = {kind for kind, _ in found}
    words = tuple(dict.fromkeys(reason for _, reasons in found for reason in reasons))
    if len(kinds) > 1 and kinds != {Exclusion.NONE}:
        return Exclusion.UNSETTLED, (*words, _mixed(kinds))
    return (kinds.pop() if kinds else Exclusion.NONE), words


def _mixed(kinds: Iterable[Exclusion]) -> str:
    if Exclusion.UNSETTLED in kinds:
        return "A set takes its least settled member."
    return "Excluded and not excluded parties stand on the same side of the event."


def _days_of(event: ScopeEvent, terms: Terms) -> tuple[date, ...]:
    """The days on which standing is read: both ends of the event, or the day of effect where it has no date."""
    if event.date_from is None:
        return (local_day(terms.effective_at, terms.timezone),) if terms.effective_at else ()
    return tuple(sorted({event.date_from, event.date_to or event.date_from}))
