"""What the status rule is given for one region of an agreement, read from the tables."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, QuerySet, Sum

from tracker.actions import evidence, terms
from tracker.actions.breach_facts import scope_events
from tracker.models import Agreement, AgreementRegion, Breach, RegionStatus, Report, Source
from tracker.models.breach import label_of
from tracker.models.periods import Period, QuarterHour
from tracker.rules import counting, scope
from tracker.rules.baseline import Baseline
from tracker.rules.coverage import Coverage, CoverageSummary, Published, SummedUp
from tracker.rules.days import MAX_INTERVAL_DAYS
from tracker.rules.parameters import METHOD_VERSION
from tracker.rules.status_series import StatusBreach, StatusTerms
from tracker.vocab import Cell, ReportKind, Scope, Verification, WorkState

# A window of seven days, and the six weeks in which a source has to have reported to count as normal.
ONE_DAY = dt.timedelta(days=1)
LOOK_BACK = dt.timedelta(days=7)
MAX_INTERVAL = dt.timedelta(days=MAX_INTERVAL_DAYS)
COVERAGE_BACK = dt.timedelta(days=7 * 7)
BASELINE_FIRST, BASELINE_LAST = dt.timedelta(days=42), dt.timedelta(days=15)
MANY_BEFORE = 200  # breaches
LONGEST_TALLY = dt.timedelta(days=4)  # a monitor's weekend report; a longer period says nothing of a day


@dataclass(frozen=True)
class Inputs:
    breaches: list[StatusBreach]
    coverage: Coverage | SummedUp
    baseline: Baseline | None
    terms: StatusTerms


def inputs_of(
    agreement: Agreement,
    covered: AgreementRegion,
    first: dt.date,
    last: dt.date | None = None,
    known_by: dt.datetime | None = None,
    coverage: SummedUp | None = None,
) -> Inputs:
    """Everything that bears on the region's status from a local day on, up to `last` where it is given.

    `known_by`: only what was known at that moment, as it stood then. `coverage`: where it was counted before.
    """
    in_region = Breach.objects.live().filter(agreement=agreement, region=covered.region_id)
    reports = Report.objects.of_latest_reading().filter(agreement=agreement, region=covered.region_id)
    if known_by:
        in_region, reports = in_region.known_by(known_by), reports.filter(known_at__lte=known_by)
    tallies = _tallies(agreement, reports)
    # By the first day, which an index knows: what lasts longer than some days counts as undated, and in no window.
    recent = in_region.filter(date_from__gte=first - LOOK_BACK - MAX_INTERVAL, date_to__gte=first - LOOK_BACK)
    if last:
        recent = recent.filter(date_from__lte=last)
    return Inputs(
        breaches=_status_breaches(recent, known_by),
        coverage=coverage or _coverage(agreement, covered, reports, first, last),
        baseline=(
            _of_the_mission(agreement, tallies)
            if agreement.monitoring_mission_id
            else _baseline(agreement, covered, in_region, known_by)
        ),
        terms=StatusTerms(
            effective_at=agreement.effective_at,
            ended_at=agreement.ended_at,
            timezone=agreement.time_zone,
            covered=covered.is_covered,
            data_horizon=agreement.data_horizon,
            mission_tallies=tallies.by_mission if agreement.monitoring_mission_id else None,
            ledgers=tuple(sorted(tallies.ledgers)),
        ),
    )


COLUMNS = ("number", "pk", "date_from", "date_to", "scope", "severity", "count", "work_state")


def _status_breaches(rows: QuerySet[Breach], known_by: dt.datetime | None) -> list[StatusBreach]:
    """Breaches as the rule sees them, without those out of scope: they neither count nor stand against Holding. Plain
    columns: a crowded region has thousands, and each decision asks anew.
    """
    rows = rows.filter(scope__in=counting.IN_SCOPE)
    claims = evidence.claims_by_breach(rows.order_by().values("pk"), known_by)
    # Put in order here: asked for it, SQLite goes through the whole agreement by number.
    columns = sorted(rows.order_by().values_list(*COLUMNS, _verification(known_by)), reverse=True)
    return [
        StatusBreach(
            id=label_of(number),
            date_from=first,
            date_to=last,
            verification=Verification(word),
            scope=Scope(scope),
            severity=severity,
            origins=tuple(claim.origin for claim in claims[pk] if claim.speaks_for),
            count=count,
            dropped=work_state == WorkState.DROPPED,
        )
        for number, pk, first, last, scope, severity, count, work_state, word in columns
    ]


def _verification(known_by: dt.datetime | None) -> str:
    """The column that holds what a breach was at the moment, or is."""
    return "verification_then" if known_by else "verification"


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


def _coverage(
    agreement: Agreement, covered: AgreementRegion, reports: QuerySet[Report], first: dt.date, last: dt.date | None
) -> Coverage:
    """Who published about the region, and when: a calm report counts like any other, a lead does not."""
    since = terms.local_noon(agreement, first) - COVERAGE_BACK
    reports = reports.filter(known_at__gte=since).exclude(kind=ReportKind.LEAD.value)
    if last:
        reports = reports.filter(known_at__lt=terms.local_noon(agreement, last) + dt.timedelta(days=1))
    listed = Source.objects.filter(regions=covered.region_id, agreements=agreement).values_list("key", flat=True)
    return Coverage(tuple(_published(agreement, reports)), listed=frozenset(listed))


def summed_up(stored: Iterable[RegionStatus]) -> SummedUp:
    """The coverage of local days as their results hold it, without those of a former method."""
    rows = (row for row in stored if row.method_version == METHOD_VERSION)
    return SummedUp({row.day: CoverageSummary.from_json(row.result["coverage"]) for row in rows})


def _published(agreement: Agreement, reports: QuerySet[Report]) -> Iterator[Published]:
    """Each origin with each local day on which it published.

    A day of UTC lies in two local days at the most, so its first and its last report name all that it touches.
    """
    quarter = QuarterHour("known_at")
    groups = reports.order_by().annotate(day=Period("known_at", seconds=24 * 3600))
    rows = groups.values_list("origin_key", "origin", "day").annotate(first=Min(quarter), last=Max(quarter))
    sides = dict(Source.objects.filter(side__isnull=False).order_by().values_list("pk", "side__key"))
    seen: dict[tuple[str, dt.date, str | None], None] = {}
    for key, source, utc_day, *ends in rows.order_by("-day", "origin_key", "origin"):
        day, midnight = _first_local_day(agreement.zone, utc_day)
        for end in reversed(ends):
            seen[key, day if end < midnight else day + ONE_DAY, sides.get(source)] = None
    return (Published(*item) for item in seen)


@lru_cache(maxsize=4096)
def _first_local_day(zone: ZoneInfo, utc_day: int) -> tuple[dt.date, int]:
    """The local day in which a day of UTC begins, and the quarter of an hour with which the next one does."""
    day = dt.datetime.fromtimestamp(utc_day * 24 * 3600, zone).date()
    return day, QuarterHour.number_of(dt.datetime.combine(day + ONE_DAY, dt.time(), tzinfo=zone))


def baseline_days(agreement: Agreement) -> list[dt.date]:
    """The local days of the baseline: the four weeks that end two weeks before the ceasefire."""
    first, last = agreement.first_day - BASELINE_FIRST, agreement.first_day - BASELINE_LAST
    return [first + ONE_DAY * step for step in range((last - first).days + 1)]


def _of_the_mission(agreement: Agreement, tallies: "_Tallies") -> Baseline | None:
    """Where a mission's tallies stand for what is confirmed: what it counted before; None where it counted nothing."""
    before = tuple(tallies.by_mission.get(day, 0) for day in baseline_days(agreement))
    return Baseline(before) if any(before) else None


def _baseline(
    agreement: Agreement, covered: AgreementRegion, in_region: QuerySet[Breach], known_by: dt.datetime | None = None
) -> Baseline | None:
    """Daily counts before the ceasefire, by the test that counts since and with scope computed as if it had been in
    force; None without any event.
    """
    days = baseline_days(agreement)
    before = in_region.filter(date_from__gte=days[0], date_from__lte=days[-1]).order_by()
    stamp = before.aggregate(rows=Count("pk"), versions=Sum("version"), newest=Max("pk"))
    if not stamp["rows"]:
        return None
    voices = tuple(Source.objects.order_by("pk").values_list("pk", "side", "reliability"))
    in_force = terms.as_if_in_force(agreement)
    weeks = _Before(before, in_force, covered.pk, tuple(days), tuple(stamp.values()), voices, known_by)
    # Years later each decision would count the same weeks again; few breaches are counted in no time.
    return _remembered(weeks) if stamp["rows"] >= MANY_BEFORE else _counted(weeks)


@dataclass(frozen=True)
class _Before:
    """The breaches before a ceasefire; two are equal where the rule reads the same. A version grows with each change,
    so equal sums of the versions of as many rows are of equal rows.
    """

    rows: QuerySet[Breach] = field(compare=False)
    in_force: scope.Terms = field(hash=False)
    coverage: int
    days: tuple[dt.date, ...]
    stamp: tuple[int, int, int]
    voices: tuple[tuple, ...]
    known_by: dt.datetime | None


def _counted(before: _Before) -> Baseline:
    columns = before.rows.values_list("pk", "count", _verification(before.known_by))
    known = {pk: (count, Verification(word)) for pk, count, word in columns}
    claims = evidence.claims_by_breach(before.rows.values("pk"), before.known_by)
    counted: Counter = Counter()
    for pk, event in scope_events(before.rows).items():
        count, verification = known.get(pk, (0, Verification.REFUTED))
        origins = counting.independent_origins(claim.origin for claim in claims[pk] if claim.speaks_for)
        cell = counting.cell_of(verification, scope.scope_of(event, before.in_force).scope, origins)
        if cell in (Cell.CONFIRMED, Cell.POSSIBLE):
            counted[event.date_from] += count
    return Baseline(tuple(counted[day] for day in before.days))


_remembered = lru_cache(maxsize=256)(_counted)


@dataclass
class _Tallies:
    """Monitors' counts for a region: the named mission's by day, of several figures for a day the highest; and the
    periods for which any other monitor counts at least one violation.
    """

    by_mission: dict[dt.date, int] = field(default_factory=dict)
    ledgers: set[tuple[dt.date, dt.date]] = field(default_factory=set)


def _tallies(agreement: Agreement, reports: QuerySet[Report]) -> _Tallies:
    rows = reports.filter(kind=ReportKind.TALLY.value, period_from__isnull=False, period_to__isnull=False).order_by()
    found = _Tallies()
    for origin, first, last, count in rows.values_list("origin", "period_from", "period_to", "count"):
        if origin is None or origin != agreement.monitoring_mission_id:
            if count > 0:
                found.ledgers.add((first, last))
        elif last - first < LONGEST_TALLY:
            found.by_mission[last] = max(count, found.by_mission.get(last, 0))
    return found
