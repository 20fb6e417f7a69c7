"""What becomes of breaches whose claims were taken back: by an import that was undone, or by a page that was edited."""

import datetime as dt

from django.db.models import F, Min, QuerySet

from tracker.actions import breaches, evidence, log, status, values
from tracker.models import Agreement, Breach, Document
from tracker.vocab import StepState, Verb, Verification, WorkState

UNDECIDED = (Verification.UNCONFIRMED.value, Verification.CORROBORATED.value)


def settle_without(behind: QuerySet[Breach], *, now: dt.datetime) -> list[int]:
    """Settle breaches behind which some claims stand no more, in the caller's transaction; the keys of those dropped.

    A breach that has no other claim and that nobody decided on is dropped; one that was decided on stays.
    """
    alone = behind.live().exclude(reports__is_superseded=False).filter(verification__in=UNDECIDED)
    dropped = list(alone.values_list("pk", flat=True))
    for breach in behind.exclude(pk__in=dropped).with_claims():
        status.mark_due(breach=breach)  # where and when it was until now
        values.choose_again(breach, evidence.claims_of(breach))
        breaches.settle(breach)
        log.change(Verb.UNDONE, now=now, agreement=breach.agreement, breach=breach)
    gone = Breach.objects.filter(pk__in=dropped)
    placed = gone.filter(region__isnull=False, date_from__isnull=False).order_by()
    agreements = Agreement.objects.in_bulk(gone.values_list("agreement", flat=True))
    for agreement, region, day in placed.values_list("agreement", "region").annotate(first=Min("date_from")):
        status.note_due(agreements[agreement], region, day)
    gone.update(work_state=WorkState.DROPPED.value, version=F("version") + 1)
    return dropped


def settle_revision(document: Document, *, now: dt.datetime) -> None:
    """Once all claims of a revision are matched: breaches that only the text before claimed are let go.

    In the caller's transaction; does nothing for a first revision, or while claims of this one are waiting.
    """
    if document.previous_id is None or document.reports.filter(step=StepState.PENDING.value).exists():
        return
    former = Breach.objects.filter(links__report__document=document.previous_id).distinct()
    for breach in Breach.objects.filter(pk__in=settle_without(former, now=now)).select_related("agreement"):
        log.change(Verb.UNDONE, now=now, agreement=breach.agreement, breach=breach, document=document)
