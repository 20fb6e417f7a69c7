"""What the status rule is given for one region of an agreement, read from the tables."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from tracker.actions import evidence, terms
from tracker.actions.breach_facts import scope_event
from tracker.models import Agreement, AgreementRegion, Breach, Report, Source
from tracker.models.breach import label_of
from tracker.rules.baseline import Baseline
from tracker.rules.coverage import Coverage, Published
from tracker.rules.scope import scope_of
from tracker.rules.status_series import StatusBreach, StatusTerms
from tracker.vocab import ReportKind, Scope, Verification, WorkState

# A window of seven days, and the six weeks in which a source has to have reported to count as normal.
LOOK_BACK = dt.timedelta(days=7)
COVERAGE_BACK = dt.timedelta(days=7 * 7)
BASELINE_FIRST, BASELINE_LAST = dt.timedelta(days=42), dt.timedelta(days=15)
LONGEST_TALLY = dt.timedelta(days=4)  # a monitor's weekend report; a longer period says nothing of a day


@dataclass(frozen=True)
class Inputs:
    breaches: list[StatusBreach]
    coverage: Coverage
    baseline: Baseline | None
    terms: StatusTerms


def inputs_of(agreement: Agreement, covered: AgreementRegion, first: dt.date, last: dt.date | None = None) -> Inputs:
    """Everything that bears on the region's status from a local day on, up to `last` where it is given."""
    in_region = Breach.objects.live().filter(agreement=agreement, region=covered.region)
    recent = in_region.filter(date_from__isnull=False, date_to__gte=first - LOOK_BACK)
    if last:
        recent = recent.filter(date_from__lte=last)
    return Inputs(
        breaches=_status_breaches(recent),
        coverage=_coverage(agreement, covered, first, last),
        baseline=_baseline(agreement, in_region),
        terms=StatusTerms(
            effective_at=agreement.effective_at,
            ended_at=agreement.ended_at,
            timezone=agreement.time_zone,
            covered=covered.is_covered,
            data_horizon=agreement.data_horizon,
            mission_tallies=_mission_tallies(agreement, covered),
            ledgers=_ledgers(agreement, covered),
        ),
    )


COLUMNS = (
    "pk", "number", "date_from", "date_to", "verification", "scope", "severity", "count", "work_state",
)  # fmt: skip


def _status_breaches(rows: QuerySet[Breach]) -> list[StatusBreach]:
    """Breaches as the rule sees them. Plain columns: a crowded region has thousands, and each decision asks anew."""
    claims = evidence.claims_by_breach(rows.order_by().values("pk"))
    return [
        StatusBreach(
            id=label_of(number),
            date_from=first,
            date_to=last,
            verification=Verification(verification),
            scope=Scope(scope),
            severity=severity,
            origins=tuple(claim.origin for claim in claims[pk] if claim.speaks_for),
            count=count,
            dropped=work_state == WorkState.DROPPED,
        )
        for pk, number, first, last, verification, scope, severity, count, work_state in rows.values_list(*COLUMNS)
    ]


def status_breach(breach: Breach) -> StatusBreach:
    """A breach as the status rule sees it."""
    return StatusBreach(
        id=breach.label,
        date_from=breach.date_from,
        date_to=breach.date_to,
        verification=Verification(breach.verification),
        scope=Scope(breach.scope),
        severity=breach.severity,
        origins=tuple(evidence.voices(breach)),
        count=breach.count,
        dropped=breach.work_state == WorkState.DROPPED,
    )


def _coverage(agreement: Agreement, covered: AgreementRegion, first: dt.date, last: dt.date | None) -> Coverage:
    """Who published about the region, and when: a calm report counts like any other, a lead does not."""
    since = terms.local_noon(agreement, first) - COVERAGE_BACK
    reports = Report.objects.of_latest_reading().filter(
        agreement=agreement, region=covered.region, known_at__gte=since
    ).exclude(kind=ReportKind.LEAD.value)  # fmt: skip
    if last:
        reports = reports.filter(known_at__lt=terms.local_noon(agreement, last) + dt.timedelta(days=1))
    rows = reports.order_by("-known_at", "-pk").values_list("origin_key", "known_at", "origin__side__key")
    listed = Source.objects.filter(regions=covered.region, agreements=agreement).values_list("key", flat=True)
    items = tuple(dict.fromkeys(Published(key, agreement.local_day(known_at), side) for key, known_at, side in rows))
    return Coverage(items=items, listed=frozenset(listed))


def _baseline(agreement: Agreement, in_region) -> Baseline | None:
    """Daily counts before the ceasefire, with scope computed as if it had been in force; None without any event."""
    first, last = agreement.first_day - BASELINE_FIRST, agreement.first_day - BASELINE_LAST
    before = list(in_region.with_names().filter(date_from__gte=first, date_from__lte=last))
    if not before:
        return None
    in_force = terms.as_if_in_force(agreement)
    counted: Counter = Counter()
    for breach in before:
        event = replace(scope_event(breach), clock_before_effect=None)
        refuted = breach.verification == Verification.REFUTED
        if not refuted and scope_of(event, in_force).scope in (Scope.BREACH, Scope.CONTESTED):
            counted[breach.date_from] += breach.count
    days = [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]
    return Baseline(tuple(counted[day] for day in days))


def _tallies(agreement: Agreement, covered: AgreementRegion) -> QuerySet:
    return Report.objects.of_latest_reading().filter(
        agreement=agreement,
        kind=ReportKind.TALLY.value,
        region=covered.region,
        period_from__isnull=False,
        period_to__isnull=False,
    )


def _ledgers(agreement: Agreement, covered: AgreementRegion) -> tuple[tuple[dt.date, dt.date], ...]:
    """The periods for which some monitor counts at least one violation here. The named mission's stand in C instead."""
    rows = _tallies(agreement, covered).filter(count__gt=0)
    if agreement.monitoring_mission_id:
        rows = rows.exclude(origin_id=agreement.monitoring_mission_id)
    return tuple(rows.values_list("period_from", "period_to").distinct().order_by("period_from", "period_to"))


def _mission_tallies(agreement: Agreement, covered: AgreementRegion) -> dict[dt.date, int] | None:
    """The named mission's count by day, where the agreement names one; of several figures for a day the highest."""
    if agreement.monitoring_mission_id is None:
        return None
    rows = _tallies(agreement, covered).filter(origin_id=agreement.monitoring_mission_id)
    tallies: dict[dt.date, int] = {}
    for row in rows:
        if row.period_to - row.period_from < LONGEST_TALLY:
            tallies[row.period_to] = max(row.count, tallies.get(row.period_to, 0))
    return tallies
