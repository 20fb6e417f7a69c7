"""Region status: which keys are to be computed anew, and the storing of what the rule says. Nothing is overwritten."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Max

from tracker.actions import log
from tracker.actions.status_inputs import inputs_of
from tracker.models import Agreement, AgreementRegion, Breach, RegionStatus, Report, StatusDue
from tracker.rules.parameters import Parameters
from tracker.rules.status_day import DayStatus
from tracker.rules.status_series import series
from tracker.vocab import Verb

ONE_DAY = dt.timedelta(days=1)


def mark_due(*, breach: Breach | None = None, report: Report | None = None) -> None:
    """Note, in the caller's transaction, that a region's status may be another from a day on.

    A breach moves the counts from its first day on; a report that claims no breach is coverage from its own day on.
    """
    subject = breach or report
    if subject.region_id is None:
        return
    day = breach.date_from if breach else report.agreement.local_day(report.known_at)
    if day is None:
        return
    note_due(subject.agreement, subject.region_id, day)


def note_due(agreement: Agreement, region_id: int, day: dt.date) -> None:
    """Note that a region's status may be another from a local day on; in the caller's transaction."""
    first_day = max(day, agreement.first_day)
    due, is_new = StatusDue.objects.get_or_create(
        agreement=agreement, region_id=region_id, defaults={"first_day": first_day}
    )
    if not is_new and first_day < due.first_day:
        StatusDue.objects.filter(pk=due.pk).update(first_day=first_day)


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
            taken, _ = StatusDue.objects.filter(pk=due.pk, first_day=due.first_day).delete()
            if taken:
                recompute(agreement=due.agreement, region_ids=[due.region_id], first_day=due.first_day, now=now)
    return len(keys)


@transaction.atomic
def recompute(
    *, agreement: Agreement, now: dt.datetime, region_ids: Iterable[int] | None = None, first_day: dt.date | None = None
) -> int:
    """Compute regions (all by default) from a local day (day 1 by default) to the last; returns the new results.

    A result that differs from the stored one becomes the current row; the former stays, so that what was known on a
    date can be replayed.
    """
    covered = AgreementRegion.objects.filter(agreement=agreement).select_related("region").defer("region__geometry")
    if region_ids is not None:
        covered = covered.filter(region_id__in=list(region_ids))
    first = max(first_day or agreement.first_day, agreement.first_day)
    made = sum(_recompute_region(agreement, coverage, first, now) for coverage in covered)
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


def _recompute_region(agreement: Agreement, coverage: AgreementRegion, first: dt.date, now: dt.datetime) -> int:
    stored, results = _computed(agreement, coverage, first, now)
    rows = [_row(agreement, coverage, result, now) for result in results]
    new = [row for row in rows if row.day not in stored or stored[row.day].digest != row.digest]
    former = [stored[row.day].pk for row in new if row.day in stored]
    RegionStatus.objects.filter(pk__in=former).update(is_current=False)
    RegionStatus.objects.bulk_create(new)
    return len(new)


def _computed(
    agreement: Agreement, coverage: AgreementRegion, first: dt.date, now: dt.datetime
) -> tuple[dict[dt.date, RegionStatus], list[DayStatus]]:
    """What is stored of a region, and what the rule says of each day from `first` to the last."""
    last = agreement.last_day(now)
    stored = {
        row.day: row
        for row in RegionStatus.objects.current().filter(
            agreement=agreement, region=coverage.region, day__gte=first - ONE_DAY
        )
    }
    before = stored.get(first - ONE_DAY)
    if before is None and stored:
        first = agreement.first_day  # a gap in what is stored: the day before is needed, so begin at the beginning
    days = [first + ONE_DAY * step for step in range((last - first).days + 1)]
    inputs = inputs_of(agreement, coverage, first)
    former = DayStatus.from_json(before.result) if before else None
    results = series(
        days, inputs.breaches, inputs.coverage, inputs.baseline, inputs.terms, Parameters(), former
    )  # fmt: skip
    return stored, list(results)


def _row(agreement: Agreement, coverage: AgreementRegion, result: DayStatus, now: dt.datetime) -> RegionStatus:
    plain = result.as_json()
    digest = hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
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
        digest=digest,
        method_version=result.method_version,
        data_cutoff=now,
    )
