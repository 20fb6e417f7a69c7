"""What the status rule is given for one region of an agreement, read from the tables."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from tracker.actions import evidence, terms
from tracker.actions.breach_facts import scope_event
from tracker.models import Agreement, AgreementRegion, Breach, BreachReport, Report, Source
from tracker.models.breach import label_of
from tracker.rules import counting
from tracker.rules.baseline import Baseline
from tracker.rules.coverage import Coverage, Published
from tracker.rules.scope import scope_of
from tracker.rules.status_series import StatusBreach, StatusTerms
from tracker.vocab import Reliability, ReportKind, Scope, Verification, WorkState

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
    """Everything that bears on one region's status from a local day on, up to `last` where it is given."""
    return inputs_by_region(agreement, [covered], first, last)[covered.region_id]


def inputs_by_region(
    agreement: Agreement,
    coverage: Collection[AgreementRegion],
    first: dt.date,
    last: dt.date | None = None,
    known_by: dt.datetime | None = None,
) -> dict[int, Inputs]:
    """The same for several regions, by their ids, in a number of queries that does not grow with them.

    `known_by`: only what was known at that moment, as it stood then.
    """
    ids = [row.region_id for row in coverage]
    in_regions = Breach.objects.live().filter(agreement=agreement, region__in=ids)
    reports = Report.objects.of_latest_reading().filter(agreement=agreement, region__in=ids)
    if known_by:
        in_regions, reports = in_regions.known_by(known_by), reports.filter(known_at__lte=known_by)
    recent = in_regions.filter(date_from__isnull=False, date_from__gte=first - LOOK_BACK)
    if last:
        recent = recent.filter(date_from__lte=last)
    breaches = _status_breaches(recent, known_by)
    published = _published(agreement, reports, first, last)
    listed = _listed(agreement, ids)
    baselines = _baselines(agreement, in_regions)
    tallies = _tallies(agreement, reports)
    return {
        row.region_id: Inputs(
            breaches=breaches[row.region_id],
            coverage=Coverage(tuple(published[row.region_id]), frozenset(listed[row.region_id])),
            baseline=baselines.get(row.region_id),
            terms=StatusTerms(
                effective_at=agreement.effective_at,
                ended_at=agreement.ended_at,
                timezone=agreement.time_zone,
                covered=row.is_covered,
                data_horizon=agreement.data_horizon,
                mission_tallies=tallies[row.region_id].by_mission if agreement.monitoring_mission_id else None,
                ledgers=tuple(sorted(tallies[row.region_id].ledgers)),
            ),
        )
        for row in coverage
    }


COLUMNS = ("pk", "region", "number", "date_from", "date_to", "scope", "severity", "count", "work_state")
VOICE_COLUMNS = (
    "report__origin", "report__origin_key", "report__origin__side__key", "report__origin__reliability",
)  # fmt: skip


def _status_breaches(rows: QuerySet[Breach], known_by: dt.datetime | None) -> Mapping[int, list[StatusBreach]]:
    """Breaches as the rule sees them, by region. Plain columns: a crowded region has thousands, and each decision asks
    anew.
    """
    voices = defaultdict(list)
    links = BreachReport.objects.filter(
        breach__in=rows.order_by().values("pk"),
        report__is_superseded=False,
        report__assertion__in=[one.value for one in counting.SPEAKS_FOR],
    )
    if known_by:
        links = links.filter(report__known_at__lte=known_by)
    for pk, source, key, side, grade in links.values_list("breach", *VOICE_COLUMNS):
        voices[pk].append(counting.Origin(key, side, Reliability(grade)) if source else counting.Origin(key))
    found = defaultdict(list)
    verification = "verification_then" if known_by else "verification"
    for pk, region, number, first, last, scope, severity, count, work_state, word in rows.values_list(
        *COLUMNS, verification
    ):
        found[region].append(
            StatusBreach(
                id=label_of(number),
                date_from=first,
                date_to=last,
                verification=Verification(word),
                scope=Scope(scope),
                severity=severity,
                origins=tuple(voices[pk]),
                count=count,
                dropped=work_state == WorkState.DROPPED,
            )
        )
    return found


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


def _published(
    agreement: Agreement, reports: QuerySet[Report], first: dt.date, last: dt.date | None
) -> Mapping[int, dict[Published, None]]:
    """Who published about each region, and when: a calm report counts like any other, a lead does not."""
    reports = reports.filter(known_at__gte=terms.local_noon(agreement, first) - COVERAGE_BACK).exclude(
        kind=ReportKind.LEAD.value
    )
    if last:
        reports = reports.filter(known_at__lt=terms.local_noon(agreement, last) + dt.timedelta(days=1))
    found: Mapping[int, dict[Published, None]] = defaultdict(dict)
    rows = reports.order_by("-known_at", "-pk").values_list("region", "origin_key", "known_at", "origin__side__key")
    for region, key, known_at, side in rows:
        found[region][Published(key, agreement.local_day(known_at), side)] = None
    return found


def _listed(agreement: Agreement, ids: list[int]) -> Mapping[int, list[str]]:
    """The sources that an editor listed as normally reporting on each region."""
    found = defaultdict(list)
    for region, key in Source.objects.filter(regions__in=ids, agreements=agreement).values_list("regions", "key"):
        found[region].append(key)
    return found


def _baselines(agreement: Agreement, in_regions: QuerySet[Breach]) -> dict[int, Baseline]:
    """Daily counts before the ceasefire, with scope computed as if it had been in force; no entry without any event."""
    first, last = agreement.first_day - BASELINE_FIRST, agreement.first_day - BASELINE_LAST
    before = list(in_regions.with_names().filter(date_from__gte=first, date_from__lte=last))
    if not before:
        return {}
    in_force = terms.as_if_in_force(agreement)
    counted: dict[int, Counter] = {breach.region_id: Counter() for breach in before}
    for breach in before:
        event = replace(scope_event(breach), clock_before_effect=None)
        refuted = breach.verification_shown == Verification.REFUTED
        if not refuted and scope_of(event, in_force).scope in (Scope.BREACH, Scope.CONTESTED):
            counted[breach.region_id][breach.date_from] += breach.count
    days = [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]
    return {region: Baseline(tuple(counts[day] for day in days)) for region, counts in counted.items()}


@dataclass
class _Tallies:
    """Monitors' counts for one region: the named mission's by day, of several figures for a day the highest; and the
    periods for which any other monitor counts at least one violation.
    """

    by_mission: dict[dt.date, int] = field(default_factory=dict)
    ledgers: set[tuple[dt.date, dt.date]] = field(default_factory=set)


def _tallies(agreement: Agreement, reports: QuerySet[Report]) -> Mapping[int, _Tallies]:
    rows = reports.filter(
        kind=ReportKind.TALLY.value, period_from__isnull=False, period_to__isnull=False
    ).values_list("region", "origin", "period_from", "period_to", "count")  # fmt: skip
    found: Mapping[int, _Tallies] = defaultdict(_Tallies)
    for region, origin, first, last, count in rows:
        here = found[region]
        if origin is None or origin != agreement.monitoring_mission_id:
            if count > 0:
                here.ledgers.add((first, last))
        elif last - first < LONGEST_TALLY:
            here.by_mission[last] = max(count, here.by_mission.get(last, 0))
    return found
