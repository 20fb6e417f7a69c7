"""Matching a placed report: it opens a breach, or joins the one that an identical claim of its origin opened."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tracker import extract
from tracker.actions import breaches, log, steps
from tracker.actions.status import mark_due
from tracker.actions.withdrawing import settle_revision
from tracker.extract import mentioned
from tracker.geo import keys
from tracker.models import Agreement, Breach, Report, ReportParty
from tracker.models.report import sentence_of
from tracker.rules import blocking, matching
from tracker.rules.scope import Terms
from tracker.vocab import Assertion, EventType, ReportKind, Side, StepName, SubEventType, Verb

# A threat or a plan is no event; what is told as background or as over is not claimed to break this agreement.
OPENS = frozenset({Assertion.ASSERTED, Assertion.REPORTED, Assertion.DENIED})
BLOCK_DAYS = dt.timedelta(days=blocking.DAYS_APART)
ONE_DAY = dt.timedelta(days=1)
MOST_CANDIDATES = 100
COMPARED = (
    *("pk", "date_from", "date_to", "clock", "known_at", "lat", "lon", "radius_km", "place_id", "place_text"),
    *("event_type", "sub_event_type", "fatalities_best", "injured", "count", "origin_key", "note"),
    *("sentence_start", "sentence_end", "is_superseded"),
)
SHOWN_FROM = 0.25  # below what is suggested: an editor may see what the rule holds for unlikely


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
    mark_due(report=report)  # it is coverage too, of its own day
    if breach is None:
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


def suggestions(report: Report, context: extract.Context, most: int) -> list[tuple[Breach, matching.Match]]:
    """The `most` breaches that are likeliest the event a report speaks of, best first, each with its score and reasons
    in words. `context`: the agreement's, as the reader is told it.
    """
    claim = facts(report, context)
    scored = {
        pk: _best(claim, [with_names(one, one.reported_on, context) for one in told])
        for pk, told in _told_behind(candidates(report), report.agreement).items()
    }
    likely = [pk for pk, match in scored.items() if match.score >= SHOWN_FROM]
    best = sorted(likely, key=lambda pk: -scored[pk].score)[:most]
    rows = Breach.objects.with_claims().in_bulk(best)
    return [(rows[pk], scored[pk]) for pk in best]


def _told_behind(breaches: list[int], agreement: Agreement) -> dict[int, list[matching.EventFacts]]:
    """What the claims behind some breaches say, by breach. Plain columns: around one claim there are hundreds."""
    parties: dict[tuple[int, str], list[str]] = defaultdict(list)
    sides = ReportParty.objects.filter(report__breaches__in=breaches).order_by("pk").distinct()
    for pk, side, party in sides.values_list("report", "side", "party__key"):
        parties[pk, side].append(party)
    latest, all_told = defaultdict(list), defaultdict(list)
    claims = Report.objects.filter(breaches__in=breaches).order_by("pk")
    for row in claims.values_list("breaches", *COMPARED, "region__code", "document__text", named=True):
        told = _facts(
            row,
            day=agreement.local_day(row.known_at),
            region=row.region__code,
            accused=parties[row.pk, Side.ACCUSED],
            target=parties[row.pk, Side.TARGET],
            text=sentence_of(row.document__text, row.sentence_start, row.sentence_end) or row.note,
        )
        all_told[row.breaches].append(told)
        if not row.is_superseded:
            latest[row.breaches].append(told)
    return {pk: latest.get(pk) or all_told[pk] for pk in breaches if pk in all_told}


def candidates(report: Report) -> list[int]:
    """The keys of breaches in the report's block: three days around, and half a degree, or its region where either has
    no point (DESIGN §7). Those that it stands behind are left out. Where there are more than can be looked at, the
    nearest come first: the same cell and day, then the same cell, then around it.

    Each look-up is some ranges of one index, so that it costs the same among a million.
    """
    live = Breach.objects.live().filter(agreement=report.agreement)
    unplaced = live.filter(block__isnull=True, region_id=report.region_id)
    if report.has_point:
        own_cell = blocking.cell_at(report.lat, report.lon)
        around = blocking.block_keys(matching.EventFacts(lat=report.lat, lon=report.lon)).cells - {own_cell}
        mine = live.filter(block=blocking.cell_number(own_cell))
        others = live.filter(block__in=[blocking.cell_number(cell) for cell in around])
        places = [
            (mine, ONE_DAY),
            (unplaced, ONE_DAY),
            (mine, BLOCK_DAYS),
            (others, BLOCK_DAYS),
            (unplaced, BLOCK_DAYS),
        ]
    else:
        placed = live.filter(block__isnull=False, region_id=report.region_id)
        places = [(rows, days) for days in (ONE_DAY, BLOCK_DAYS) for rows in (unplaced, placed)]
    found: dict[int, None] = {}
    for rows, margin in places:
        if len(found) >= MOST_CANDIDATES:
            break
        if report.date_from:
            rows = rows.begun_near(report.date_from - margin, (report.date_to or report.date_from) + margin)
        found |= dict.fromkeys(rows.order_by().values_list("pk", flat=True)[:MOST_CANDIDATES])
    own = set(report.breaches.values_list("pk", flat=True))
    return [pk for pk in found if pk not in own][:MOST_CANDIDATES]


def best_match(claim: matching.EventFacts, breach: Breach) -> matching.Match:
    """The likeness to the nearest of the claims behind a breach: a breach is what its claims say."""
    reports = [other for other in breach.reports.all() if not other.is_superseded] or breach.reports.all()
    return _best(claim, map(facts, reports))


def _best(claim: matching.EventFacts, others: Iterable[matching.EventFacts]) -> matching.Match:
    matches = (matching.score(claim, other) for other in others)
    return max(matches, key=lambda match: (match.identical, match.score))


def with_names(
    claim: matching.EventFacts, reported_on: dt.date | None, context: extract.Context
) -> matching.EventFacts:
    """The same, with the places that its text names; and its day, where the text names just one."""
    if not claim.text:
        return claim
    found = mentioned.read(claim.text, reported_on, context)
    named = replace(
        claim,
        names=_folded(found.names),
        openings=_folded(found.openings),
        named_regions=frozenset(found.regions),
    )
    if claim.date_from is None and len(found.days) == 1:
        return replace(named, date_from=found.days[0], date_to=found.days[0])
    return named


def _folded(names: Iterable[str]) -> frozenset[str]:
    """Spellings that differ by transliteration alone become one; the words of a name stay apart."""
    return frozenset(" ".join(filter(None, map(keys.fold, name.split()))) for name in names)


def facts(report: Report, context: extract.Context | None = None) -> matching.EventFacts:
    """A report as the matching rule sees it; a place known only by region names no place.

    With the agreement's `context` the places that its sentence names are told too, which takes a reading of it.
    """
    claim = _facts(
        report,
        day=report.agreement.local_day(report.known_at),
        region=report.region.code if report.region else None,
        accused=[party.key for party in report.accused],
        target=[party.key for party in report.target],
        text=report.sentence or report.note,
    )
    return with_names(claim, claim.reported_on, context) if context else claim


def _facts(
    said: Any, *, day: dt.date, region: str | None, accused: Iterable[str], target: Iterable[str], text: str
) -> matching.EventFacts:
    """`said`: a report, or a row of its columns."""
    return matching.EventFacts(
        date_from=said.date_from,
        date_to=said.date_to,
        clock=said.clock or None,
        reported_on=day,
        lat=said.lat,
        lon=said.lon,
        radius_km=said.radius_km or 1.0,
        place_id=str(said.place_id) if said.place_id else None,
        place_name=said.place_text or None,
        region=region,
        event_type=EventType(said.event_type) if said.event_type else None,
        sub_event_type=SubEventType(said.sub_event_type) if said.sub_event_type else None,
        accused=frozenset(accused),
        target=frozenset(target),
        fatalities=said.fatalities_best,
        injured=said.injured,
        count=said.count,
        origins=frozenset({said.origin_key}),
        text=text,
    )
