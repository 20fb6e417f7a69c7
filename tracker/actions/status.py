"""Region status: which keys are to be computed anew, and the storing of what the rule says. Nothing is overwritten."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Max, Min, QuerySet

from tracker.actions import log
from tracker.actions.status_inputs import inputs_of, summed_up
from tracker.models import Agreement, AgreementRegion, Breach, RegionStatus, Report, StatusDue
from tracker.rules.coverage import SummedUp
from tracker.rules.parameters import Parameters
from tracker.rules.status_day import DayStatus
from tracker.rules.status_series import reach_of, series
from tracker.vocab import Verb

ONE_DAY = dt.timedelta(days=1)


def mark_due(*, breach: Breach | None = None, report: Report | None = None, is_decision: bool = False) -> None:
    """Note, in the caller's transaction, that a region's status may be another from a day on.

    A breach moves the counts from its first day on; a report is coverage from the day on which it was known, and a
    monitor's count stands from the first day of its period on.
    A decision leaves what was published as it was, and what lies far behind it: it takes less to compute; but not
    before the ceasefire, as all days are compared with those weeks.
    """
    subject = breach or report
    if subject.region_id is None:
        return
    day = breach.date_from if breach else _first_day(report.agreement, report.known_at, report.period_from)
    if day is None:
        return
    is_decision = is_decision and day >= subject.agreement.first_day
    note_due(subject.agreement, subject.region_id, day, decided_to=day if is_decision else None)


def _first_day(agreement: Agreement, known_at: dt.datetime, period_from: dt.date | None) -> dt.date:
    known = agreement.local_day(known_at)
    return min(known, period_from) if period_from else known


def mark_reports_due(reports: QuerySet[Report]) -> None:
    """The same for many reports, which came or went: each region from the first day that one of them touches."""
    rows = reports.filter(region__isnull=False).order_by().values("agreement", "region")
    rows = rows.annotate(known=Min("known_at"), period=Min("period_from"))
    agreements = Agreement.objects.in_bulk({row["agreement"] for row in rows})
    for row in rows:
        agreement = agreements[row["agreement"]]
        note_due(agreement, row["region"], _first_day(agreement, row["known"], row["period"]))


def mark_all_due(agreement: Agreement) -> None:
    """What every region's status rests on has changed."""
    for region_id in agreement.coverage.values_list("region_id", flat=True):
        note_due(agreement, region_id, agreement.first_day)


def note_due(agreement: Agreement, region_id: int, day: dt.date, *, decided_to: dt.date | None = None) -> None:
    """Note that a region's status may be another from a local day on; in the caller's transaction.

    `decided_to`: where only decisions were taken, on breaches that began on that day at the latest.
    """
    first_day = max(day, agreement.first_day)
    due, is_new = StatusDue.objects.get_or_create(
        agreement=agreement,
        region_id=region_id,
        defaults={"first_day": first_day, "decided_to": decided_to},
    )
    if is_new:
        return
    both = max(decided_to, due.decided_to) if decided_to and due.decided_to else None
    if first_day < due.first_day or both != due.decided_to:
        StatusDue.objects.filter(pk=due.pk).update(first_day=min(first_day, due.first_day), decided_to=both)


@transaction.atomic
def mark_new_days(*, now: dt.datetime) -> int:
    """Note the regions whose last result is older than their agreement's last day: a day has dawned.

    Returns how many agreements have one.
    """
    behind = 0
    for agreement in Agreement.objects.annotate(reached=Max("statuses__day")):
        first = agreement.reached + ONE_DAY if agreement.reached else agreement.first_day
        if first > agreement.last_day(now):
            continue
        behind += 1
        for region_id in agreement.coverage.values_list("region_id", flat=True):
            note_due(agreement, region_id, first)
    return behind


def recompute_due(*, now: dt.datetime) -> int:
    """Compute every key that is noted as due; returns how many there were. Each key is a transaction of its own."""
    keys = list(StatusDue.objects.select_related("agreement"))
    for due in keys:
        with transaction.atomic():
            as_read = StatusDue.objects.filter(pk=due.pk, first_day=due.first_day, decided_to=due.decided_to)
            taken, _ = as_read.delete()
            if taken:
                recompute(
                    agreement=due.agreement,
                    region_ids=[due.region_id],
                    first_day=due.first_day,
                    decided_to=due.decided_to,
                    now=now,
                )
    return len(keys)


@transaction.atomic
def recompute(
    *,
    agreement: Agreement,
    now: dt.datetime,
    region_ids: Iterable[int] | None = None,
    first_day: dt.date | None = None,
    decided_to: dt.date | None = None,
) -> int:
    """Compute regions (all by default) from a local day (day 1 by default) to the last; returns the new results.

    A result that differs from the stored one becomes the current row; the former stays, so that what was known on a
    date can be replayed.
    """
    covered = AgreementRegion.objects.filter(agreement=agreement).select_related("region").defer("region__geometry")
    if region_ids is not None:
        covered = covered.filter(region_id__in=list(region_ids))
    first = max(first_day or agreement.first_day, agreement.first_day)
    made = sum(_recompute_region(agreement, coverage, first, now, decided_to) for coverage in covered)
    if made:
        log.change(Verb.STATUS, now=now, agreement=agreement)
    return made


def compare(
    *, agreement: Agreement, now: dt.datetime, first_day: dt.date | None = None
) -> Iterator[tuple[str, dt.date, str, str]]:
    """Region, local day, and the state that is stored and the one that the rule computes, as "state/possible digest";
    "" where nothing is stored. Reads only. Every day is computed from day 1 on, as nothing before it is taken on trust.
    """
    covered = AgreementRegion.objects.filter(agreement=agreement).select_related("region").defer("region__geometry")
    for coverage in covered:
        stored, results = _computed(agreement, coverage, agreement.first_day, now)
        for result in results:
            if first_day is None or result.day >= first_day:
                row = _row(agreement, coverage, result, now)
                kept = stored.get(result.day)
                yield coverage.region.code, result.day, _told(kept) if kept else "", _told(row)


def as_known(*, agreement: Agreement, moment: dt.datetime) -> list[RegionStatus]:
    """What the rule says of each region and day up to a moment from what was known then. Nothing is stored."""
    last = agreement.last_day(moment)
    days = [agreement.first_day + ONE_DAY * step for step in range((last - agreement.first_day).days + 1)]
    found = []
    for row in agreement.coverage.all():
        of = inputs_of(agreement, row, agreement.first_day, known_by=moment)
        results = series(days, of.breaches, of.coverage, of.baseline, of.terms, Parameters())
        found += [_row(agreement, row, result, moment) for result in results]
    return found


def _told(row: RegionStatus) -> str:
    return f"{row.state}/{row.possible_state} {row.digest[:8]}"


def _recompute_region(
    agreement: Agreement, coverage: AgreementRegion, first: dt.date, now: dt.datetime, decided_to: dt.date | None
) -> int:
    stored, results = _computed(agreement, coverage, first, now, decided_to)
    rows = [_row(agreement, coverage, result, now) for result in results]
    new = [row for row in rows if row.day not in stored or stored[row.day].digest != row.digest]
    former = [stored[row.day].pk for row in new if row.day in stored]
    RegionStatus.objects.filter(pk__in=former).update(is_current=False)
    RegionStatus.objects.bulk_create(new)
    return len(new)


def _computed(
    agreement: Agreement,
    coverage: AgreementRegion,
    first: dt.date,
    now: dt.datetime,
    decided_to: dt.date | None = None,
) -> tuple[dict[dt.date, RegionStatus], list[DayStatus]]:
    """What is stored of a region, and what the rule says of each day from `first` to the last; of decisions alone, to
    the day from which on all stays as it is stored.
    """
    last = agreement.last_day(now)
    rows = RegionStatus.objects.current().filter(agreement=agreement, region=coverage.region_id)
    stored = {row.day: row for row in rows.filter(day__gte=first - ONE_DAY).order_by()}
    before = stored.get(first - ONE_DAY)
    if before is None and stored:
        first = agreement.first_day  # a gap in what is stored: the day before is needed, so begin at the beginning
    former = DayStatus.from_json(before.result) if before else None
    reach = min(last, decided_to + reach_of(Parameters())) if decided_to and last in stored else last
    known = summed_up(stored.values()) if decided_to else None
    results = _series(agreement, coverage, first, reach, known, former)
    if reach < last and not _is_stored(results[-1:], stored):
        results = _series(agreement, coverage, first, last, known, former)
    return stored, results


def _series(
    agreement: Agreement,
    coverage: AgreementRegion,
    first: dt.date,
    last: dt.date,
    known: SummedUp | None,
    former: DayStatus | None,
) -> list[DayStatus]:
    """The region's results of the days; `known` is the coverage of days that have been counted before."""
    days = [first + ONE_DAY * step for step in range((last - first).days + 1)]
    of = inputs_of(agreement, coverage, first, last, coverage=known if known and known.has(days) else None)
    return series(days, of.breaches, of.coverage, of.baseline, of.terms, Parameters(), former)


def _is_stored(results: list[DayStatus], stored: dict[dt.date, RegionStatus]) -> bool:
    return all(result.day in stored and stored[result.day].digest == _digest(result.as_json()) for result in results)


def _row(agreement: Agreement, coverage: AgreementRegion, result: DayStatus, now: dt.datetime) -> RegionStatus:
    plain = result.as_json()
    return RegionStatus(
        agreement=agreement,
        region=coverage.region,
        day=result.day,
        state=result.state.value,
        possible_state=result.possible_state.value,
        raw_state=result.confirmed.raw_state.value,
        raw_possible=result.possible.raw_state.value,
        confirmed_count=result.c,
        other_count=result.u,
        badge_count=result.badges,
        origins_count=result.coverage.independent,
        is_provisional=result.provisional,
        is_stale=result.confirmed.stale_since is not None,
        last_known=result.confirmed.last_known.value if result.confirmed.last_known else "",
        result=plain,
        digest=_digest(plain),
        method_version=result.method_version,
        data_cutoff=now,
    )


def _digest(plain: dict) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
