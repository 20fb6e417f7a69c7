"""Opening breaches, joining reports to them, and keeping what follows from both: scope, severity, best values."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Max, QuerySet

from tracker.actions import evidence, log, values
from tracker.actions.breach_facts import scope_event, severity_facts
from tracker.actions.status import mark_due
from tracker.actions.terms import scope_terms
from tracker.models import Breach, BreachParty, BreachReport, Report
from tracker.rules import counting, scope, workflow
from tracker.rules.severity import severity
from tracker.vocab import Verb, Verification


@transaction.atomic
def open_breach(*, report: Report, now: dt.datetime, terms: scope.Terms | None = None) -> Breach:
    """Open an unconfirmed breach from one claim."""
    agreement = report.agreement
    newest = Breach.objects.filter(agreement=agreement).aggregate(number=Max("number"))["number"] or 0
    breach = Breach(agreement=agreement, number=newest + 1, known_at=report.known_at)
    values.take_from(breach, report)
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
    values.add_from(breach, report)
    breach.save()
    settle(breach, terms)
    log.change(Verb.JOINED, now=now, agreement=breach.agreement, breach=breach, document=report.document)
    return breach


def settle(breach: Breach, terms: scope.Terms | None = None) -> None:
    """Work out what follows from a breach's claims and parties, store it, and mark its region's status as due.

    `terms`: the agreement's, where the caller has them at hand.
    """
    fresh = Breach.objects.with_claims().get(pk=breach.pk)
    breach.scope, breach.scope_reasons, breach.severity = fresh.scope, fresh.scope_reasons, fresh.severity
    if not fresh.scope_is_override:
        found = scope.scope_of(scope_event(fresh), terms or scope_terms(fresh.agreement))
        breach.scope, breach.scope_reasons = found.scope.value, list(found.reasons)
    if not fresh.severity_is_override:
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
def recount_origins(*, breaches: QuerySet[Breach], now: dt.datetime) -> int:
    """Work out anew what the machine says of breaches by their independent origins; returns how many changed.

    From plain columns: a source speaks of thousands. The caller marks the status as due.
    """
    claims = evidence.claims_by_breach(breaches.order_by().values("pk"))
    changed = 0
    for breach in breaches.select_related("agreement").only("verification", "agreement"):
        origins = counting.independent_origins(claim.origin for claim in claims[breach.pk] if claim.speaks_for)
        word = workflow.suggested_verification(Verification(breach.verification), origins.independent)
        if word != breach.verification:
            changed += 1
            Breach.objects.filter(pk=breach.pk).update(verification=word.value, version=F("version") + 1)
            breach.verification = word.value
            log.change(Verb.SAVED, now=now, agreement=breach.agreement, breach=breach)
    return changed


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
