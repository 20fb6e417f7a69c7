"""Sentences that no rule read: an editor lets them go, or makes the claim that they hold."""

import datetime as dt

from django.db import transaction

from tracker.actions import log
from tracker.actions.desk import NotCorrected
from tracker.actions.review import must_be_editor
from tracker.models import Account, Party, Report, ReportParty
from tracker.rules import workflow
from tracker.vocab import (
    SUB_EVENT_TYPES,
    Assertion,
    ReportKind,
    Side,
    StepName,
    StepState,
    SubEventType,
    TimePrecision,
    Verb,
)


def _open(lead: Report, by: Account) -> Report:
    must_be_editor(by)
    fresh = Report.objects.open_leads().select_related("agreement", "document").filter(pk=lead.pk).first()
    if fresh is None:
        raise NotCorrected("Somebody has dealt with this sentence already.")
    return fresh


@transaction.atomic
def dismiss(*, lead: Report, by: Account, now: dt.datetime, reason: str = "") -> None:
    """There is no claim in it. Raises NotCorrected where it was dealt with, NotAllowed."""
    fresh = _open(lead, by)
    Report.objects.filter(pk=fresh.pk).update(is_dismissed=True)
    log.decision(
        Verb.WORK, by=by, now=now, agreement=fresh.agreement, subject=f"report {fresh.pk}", before={"lead": "open"},
        after={"lead": "dismissed"}, reason=reason[: workflow.MAX_REASON_LENGTH],
    )  # fmt: skip


@transaction.atomic
def make_claim(
    *,
    lead: Report,
    sub_event_type: SubEventType,
    date_from: dt.date,
    place_text: str,
    region_text: str = "",
    accused: tuple[str, ...] = (),
    by: Account,
    now: dt.datetime,
) -> Report:
    """The sentence claims an incident: it becomes a claim, which the caller has placed and matched like any other.

    `accused` are keys of parties. Raises NotCorrected, NotAllowed.
    """
    fresh = _open(lead, by)
    event = next(event for event, subs in SUB_EVENT_TYPES.items() if sub_event_type in subs)
    fresh.kind = ReportKind.INCIDENT_CLAIM.value
    fresh.assertion = Assertion.REPORTED.value
    fresh.event_type, fresh.sub_event_type = event.value, sub_event_type.value
    fresh.date_from = fresh.date_to = date_from
    fresh.time_precision = TimePrecision.DAY.value
    fresh.place_text, fresh.region_text = place_text.strip()[:200], region_text.strip()[:200] or fresh.region_text
    fresh.step_name, fresh.step, fresh.step_attempts = StepName.LOCATE.value, StepState.PENDING.value, 0
    fresh.step_next_try_at = now
    fresh.save()
    parties = Party.objects.filter(key__in=accused)
    ReportParty.objects.bulk_create(
        ReportParty(report=fresh, party=party, side=Side.ACCUSED.value) for party in parties
    )
    told = {"kind": fresh.kind, "sub_event_type": fresh.sub_event_type, "date_from": date_from.isoformat(),
            "place_text": fresh.place_text}  # fmt: skip
    log.decision(
        Verb.CORRECTED, by=by, now=now, agreement=fresh.agreement, subject=f"report {fresh.pk}",
        before={"kind": ReportKind.LEAD.value}, after=told,
    )  # fmt: skip
    return fresh
