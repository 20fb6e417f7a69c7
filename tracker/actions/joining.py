"""Which reports speak of which breach: attached, detached, merged, split. Nothing is deleted; all can be undone."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from tracker.actions import breaches, evidence, log, values
from tracker.actions.review import fresh_for, must_be_editor
from tracker.actions.status import mark_due
from tracker.models import Account, Breach, BreachReport, Report
from tracker.vocab import Verb, WorkState


class NotJoined(ValueError):
    """Reports and breaches cannot be joined or parted like this; the message says why, for a person."""


@transaction.atomic
def attach(*, report: Report, breach: Breach, by: Account, version: int, now: dt.datetime) -> Breach:
    """Let a report speak of one breach more. Raises NotJoined, NotAllowed, review.Stale."""
    must_be_editor(by)
    fresh = fresh_for(breach, version)
    if report.agreement_id != fresh.agreement_id:
        raise NotJoined("The report and the breach belong to two agreements.")
    if fresh.reports.filter(pk=report.pk).exists():
        raise NotJoined(f"This report stands behind {fresh.label} already.")
    breaches.attach(report=report, breach=fresh, now=now, is_automatic=False)
    log.decision(Verb.ATTACHED, by=by, now=now, agreement=fresh.agreement, breach=fresh, after={"reports": [report.pk]})
    return fresh


@transaction.atomic
def detach(*, report: Report, breach: Breach, by: Account, version: int, now: dt.datetime) -> Breach:
    """Let a report speak of a breach no more, where it speaks of another one too. Raises as `attach` does."""
    must_be_editor(by)
    fresh = fresh_for(breach, version)
    if not report.breaches.exclude(pk=fresh.pk).exists():
        raise NotJoined("This is the report’s only breach. Split it off, and it opens one of its own.")
    take_out(fresh, [report.pk])
    log.decision(
        Verb.DETACHED, by=by, now=now, agreement=fresh.agreement, breach=fresh, before={"reports": [report.pk]}
    )
    return fresh


@transaction.atomic
def merge(*, breach: Breach, into: Breach, by: Account, version: int, now: dt.datetime, reason: str = "") -> Breach:
    """Say that two breaches are one event. The merged one becomes a tombstone that leads to the other.

    Returns the other. Raises NotJoined, NotAllowed, review.Stale.
    """
    must_be_editor(by)
    fresh = fresh_for(breach, version)
    target = Breach.objects.with_claims().get(pk=into.pk)
    if target.pk == fresh.pk:
        raise NotJoined("A breach cannot be merged into itself.")
    if target.agreement_id != fresh.agreement_id:
        raise NotJoined("The two breaches belong to two agreements.")
    for one in (fresh, target):
        if one.merged_into_id:
            raise NotJoined(f"{one.label} was merged into {one.merged_into.label} already. Merge with that one.")
    behind = set(target.reports.values_list("pk", flat=True))
    moved = [pk for pk in fresh.reports.values_list("pk", flat=True) if pk not in behind]
    BreachReport.objects.filter(breach=fresh, report__in=moved).update(breach=target)
    Breach.objects.filter(pk=fresh.pk).update(merged_into=target, version=F("version") + 1)
    _settle_anew(target, fresh)
    told = {"reports": moved, "into": target.number}
    log.decision(Verb.MERGED, by=by, now=now, agreement=fresh.agreement, breach=fresh, after=told, reason=reason)
    log.change(Verb.MERGED, now=now, agreement=target.agreement, breach=target)
    return Breach.objects.with_claims().get(pk=target.pk)


@transaction.atomic
def split(
    *, breach: Breach, reports: Sequence[Report], by: Account, version: int, now: dt.datetime, reason: str = ""
) -> Breach:
    """Say that some of a breach's reports speak of another event: they open one of their own.

    Returns the new breach. Raises NotJoined where none, or all, are to go; NotAllowed, review.Stale.
    """
    must_be_editor(by)
    fresh = fresh_for(breach, version)
    live = {report.pk for report in evidence.claims_of(fresh)}
    chosen = sorted(report.pk for report in reports)
    if not chosen:
        raise NotJoined("Choose the reports that speak of another event.")
    if not set(chosen) <= {report.pk for report in fresh.reports.all()}:
        raise NotJoined("One of these reports does not stand behind this breach any more.")
    if live <= set(chosen):
        raise NotJoined("One report at least has to stay behind the breach.")
    rows = list(Report.objects.filter(pk__in=chosen).select_related("agreement", "document").order_by("pk"))
    new = breaches.open_breach(report=rows[0], now=now)
    BreachReport.objects.filter(breach=new).delete()
    BreachReport.objects.filter(breach=fresh, report__in=chosen).update(breach=new, is_automatic=False)
    Breach.objects.filter(pk=fresh.pk).update(version=F("version") + 1)
    _settle_anew(new, fresh)
    told = {"reports": chosen, "into": new.number}
    log.decision(Verb.SPLIT, by=by, now=now, agreement=fresh.agreement, breach=fresh, after=told, reason=reason)
    log.change(Verb.SPLIT, now=now, agreement=new.agreement, breach=new)
    return Breach.objects.with_claims().get(pk=new.pk)


@transaction.atomic
def unmerge(breach: Breach, reports: Sequence[int]) -> None:
    """Bring a merged breach back with its reports: the undoing of `merge`."""
    target = breach.merged_into
    BreachReport.objects.filter(breach=target, report__in=reports).update(breach=breach)
    Breach.objects.filter(pk=breach.pk).update(merged_into=None, version=F("version") + 1)
    _settle_anew(breach, target)


@transaction.atomic
def unsplit(breach: Breach, new: Breach, reports: Sequence[int]) -> None:
    """Bring split reports back: the undoing of `split`. What was opened for them becomes a tombstone."""
    BreachReport.objects.filter(breach=new, report__in=reports).update(breach=breach)
    Breach.objects.filter(pk=new.pk).update(
        merged_into=breach, work_state=WorkState.DONE.value, version=F("version") + 1
    )
    _settle_anew(breach, new)


@transaction.atomic
def take_out(breach: Breach, reports: Sequence[int]) -> None:
    """Remove the links of some reports to a breach, and take its values from those that are left."""
    BreachReport.objects.filter(breach=breach, report__in=reports).delete()
    _settle_anew(breach)


def _settle_anew(*rows: Breach) -> None:
    """Take the values of breaches anew from the claims that stand behind them now, and what follows from them."""
    for row in rows:
        fresh = Breach.objects.with_claims().get(pk=row.pk)
        mark_due(breach=fresh)  # where and when it was until now
        values.choose_again(fresh, evidence.claims_of(fresh))
        breaches.settle(fresh)
