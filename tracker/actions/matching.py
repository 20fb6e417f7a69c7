"""Matching a placed report: it opens a breach, or joins the one that an identical claim of its origin opened."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from tracker.actions import breaches, log, steps
from tracker.actions.status import mark_due
from tracker.actions.withdrawing import settle_revision
from tracker.models import Breach, Report
from tracker.rules import matching
from tracker.rules.scope import Terms
from tracker.vocab import Assertion, EventType, ReportKind, StepName, SubEventType, Verb

# A threat or a plan is no event; what is told as background or as over is not claimed to break this agreement.
OPENS = frozenset({Assertion.ASSERTED, Assertion.REPORTED, Assertion.DENIED})
BLOCK_DAYS = dt.timedelta(days=3)


@transaction.atomic
def match_report(*, report_id: int, now: dt.datetime, terms: Terms | None = None) -> Breach | None:
    """Match a waiting report. Returns the breach that it now stands behind; None for what claims no event.

    `terms`: the agreement's, for a caller that matches many.
    """
    joined = ("agreement", "region", "origin", "document")
    waiting = Report.objects.filter(step_name=StepName.MATCH.value).select_related(*joined)
    report = steps.take(waiting, pk=report_id, now=now)
    if report is None:
        return None
    breach = _breach_for(report, now, terms)
    steps.done(report)
    report.save()
    if report.document:
        settle_revision(report.document, now=now)
    if breach is None:
        mark_due(report=report)
        log.change(Verb.READ, now=now, agreement=report.agreement, document=report.document)
    return breach


def _breach_for(report: Report, now: dt.datetime, terms: Terms | None) -> Breach | None:
    if report.kind != ReportKind.INCIDENT_CLAIM or report.assertion not in OPENS:
        return None
    claim = facts(report)
    for breach in _of_the_same_claim(report):
        if best_match(claim, breach).identical:
            return breaches.attach(report=report, breach=breach, now=now, terms=terms)
    return breaches.open_breach(report=report, now=now, terms=terms)


def _of_the_same_claim(report: Report) -> QuerySet[Breach]:
    """Breaches behind which the same origin stands with the same kind of event on the same days.

    Rows of one table are events of their own: whoever made it has told them apart.
    """
    alike = Report.objects.filter(
        agreement=report.agreement,
        origin_key=report.origin_key,
        event_type=report.event_type,
        sub_event_type=report.sub_event_type,
        date_from=report.date_from,
        date_to=report.date_to,
    )
    found = Breach.objects.live().filter(agreement=report.agreement, reports__in=alike)
    if report.batch_id:
        found = found.exclude(reports__batch=report.batch_id)
    return found.with_claims().order_by("pk").distinct()


def suggestions(report: Report, claim: matching.EventFacts | None = None) -> list[tuple[Breach, matching.Match]]:
    """Breaches that may be the event a report speaks of, best first, each with its score and reasons in words."""
    claim = claim or facts(report)
    near = Breach.objects.live().filter(agreement=report.agreement).with_claims()
    if report.date_from:
        near = near.between(report.date_from - BLOCK_DAYS, (report.date_to or report.date_from) + BLOCK_DAYS)
    if report.region_id:
        near = near.filter(region_id=report.region_id)
    scored = [(breach, best_match(claim, breach)) for breach in near.exclude(links__report=report)]
    return sorted([(breach, match) for breach, match in scored if match.score > 0], key=lambda pair: -pair[1].score)


def best_match(claim: matching.EventFacts, breach: Breach) -> matching.Match:
    """The likeness to the nearest of the claims behind a breach: a breach is what its claims say."""
    matches = [matching.score(claim, facts(other)) for other in breach.reports.all()]
    return max(matches, key=lambda match: (match.identical, match.score))


def facts(report: Report) -> matching.EventFacts:
    """A report as the matching rule sees it; a place known only by region names no place."""
    return matching.EventFacts(
        date_from=report.date_from,
        date_to=report.date_to,
        clock=report.clock or None,
        reported_on=report.agreement.local_day(report.known_at),
        lat=report.lat,
        lon=report.lon,
        radius_km=report.radius_km or 1.0,
        place_id=str(report.place_id) if report.place_id else None,
        place_name=report.place_text or None,
        region=report.region.code if report.region else None,
        event_type=EventType(report.event_type) if report.event_type else None,
        sub_event_type=SubEventType(report.sub_event_type) if report.sub_event_type else None,
        accused=frozenset(party.key for party in report.accused),
        target=frozenset(party.key for party in report.target),
        fatalities=report.fatalities_best,
        injured=report.injured,
        count=report.count,
        origins=frozenset({report.origin_key}),
        text=report.sentence or report.note,
    )
