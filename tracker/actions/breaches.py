"""Opening breaches, joining reports to them, and keeping what follows from both: scope, severity, best values."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from tracker.actions import evidence, log
from tracker.actions.breach_facts import scope_event, severity_facts
from tracker.actions.status import mark_due
from tracker.actions.terms import scope_terms
from tracker.geo import morton
from tracker.models import Breach, BreachParty, BreachReport, Report
from tracker.models.report import EventFields
from tracker.rules import scope, workflow
from tracker.rules.severity import severity
from tracker.vocab import Verb, Verification, Weapon

EVENT_FIELDS = tuple(field.name for field in EventFields._meta.get_fields())


@transaction.atomic
def open_breach(*, report: Report, now: dt.datetime, terms: scope.Terms | None = None) -> Breach:
    """Open an unconfirmed breach from one claim."""
    agreement = report.agreement
    newest = Breach.objects.filter(agreement=agreement).aggregate(number=Max("number"))["number"] or 0
    breach = Breach(agreement=agreement, number=newest + 1, known_at=report.known_at)
    for name in EVENT_FIELDS:
        setattr(breach, name, getattr(report, name))
    breach.cell = morton.cell(breach.lat, breach.lon) if breach.has_point else None
    breach.save()
    BreachParty.objects.bulk_create(
        BreachParty(breach=breach, party=row.party, side=row.side) for row in report.sides.select_related("party")
    )
    BreachReport.objects.create(breach=breach, report=report)
    settle(breach, terms)
    log.change(Verb.OPENED, now=now, agreement=agreement, breach=breach, document=report.document)
    return breach


@transaction.atomic
def attach(
    *, report: Report, breach: Breach, now: dt.datetime, is_automatic: bool = True, terms: scope.Terms | None = None
) -> Breach:
    """Let a report stand behind a breach; what the breach did not know yet is filled from it."""
    _, is_new = BreachReport.objects.get_or_create(
        breach=breach, report=report, defaults={"is_automatic": is_automatic}
    )
    if not is_new:
        return breach
    breach.known_at = min(breach.known_at, report.known_at)
    _fill_gaps(breach, report)
    _widen_tolls(breach, report)
    breach.save()
    settle(breach, terms)
    log.change(Verb.JOINED, now=now, agreement=breach.agreement, breach=breach, document=report.document)
    return breach


def _fill_gaps(breach: Breach, report: Report) -> None:
    if breach.place_id is None and report.place_id and report.region_id == breach.region_id:
        for name in ("place", "place_text", "lat", "lon", "radius_km", "geo_precision"):
            setattr(breach, name, getattr(report, name))
        breach.cell = morton.cell(breach.lat, breach.lon) if breach.has_point else None
    if breach.injured is None:
        breach.injured = report.injured
    if breach.weapon == Weapon.UNSTATED:
        breach.weapon = report.weapon


def _widen_tolls(breach: Breach, report: Report) -> None:
    """Low is the least that anybody says, high the most; the best value stays the first claim's.

    "At least 42" has no high of its own: 50 from another fits it and becomes the high, 32 does not and leaves it open.
    """
    tolls = [one for one in (breach, report) if one.fatalities_best is not None or one.fatalities_low is not None]
    lows = [one.fatalities_low for one in tolls if one.fatalities_low is not None]
    highs = [one.fatalities_high for one in tolls if one.fatalities_high is not None]
    floors = [max(one.fatalities_low or 0, one.fatalities_best or 0) for one in tolls]
    breach.fatalities_low = min(lows, default=None)
    high = max(highs, default=None)
    breach.fatalities_high = high if high is not None and high >= max(floors) else None
    if breach.fatalities_best is None:
        breach.fatalities_best = report.fatalities_best


def settle(breach: Breach, terms: scope.Terms | None = None) -> None:
    """Work out what follows from a breach's claims and parties, store it, and mark its region's status as due.

    `terms`: the agreement's, where the caller has them at hand.
    """
    fresh = Breach.objects.with_claims().get(pk=breach.pk)
    if not fresh.scope_is_override:
        found = scope.scope_of(scope_event(fresh), terms or scope_terms(fresh.agreement))
        breach.scope, breach.scope_reasons = found.scope.value, list(found.reasons)
    breach.severity = severity(severity_facts(fresh)).level
    breach.verification = workflow.suggested_verification(
        Verification(fresh.verification), evidence.origins_of(fresh).independent
    ).value
    breach.version = fresh.version + 1
    Breach.objects.filter(pk=breach.pk).update(
        scope=breach.scope,
        scope_reasons=breach.scope_reasons,
        severity=breach.severity,
        verification=breach.verification,
        version=breach.version,
    )
    mark_due(breach=breach)


@transaction.atomic
def reconsider_scope(*, breaches: Iterable[Breach], now: dt.datetime) -> int:
    """Compute scope anew after a role, a membership or the agreement changed; returns how many moved."""
    moved = 0
    for breach in breaches:
        before = breach.scope
        settle(breach)
        if breach.scope != before:
            moved += 1
            log.change(Verb.SCOPE, now=now, agreement=breach.agreement, breach=breach)
    return moved
