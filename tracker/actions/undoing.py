"""Taking a decision back, whole, as long as nobody has built on it. What was done and what was undone both stay."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import F, QuerySet

from tracker.actions import breaches, claims, desk, joining, log
from tracker.actions.review import must_be_editor
from tracker.actions.status import mark_due
from tracker.models import Account, Breach, Decision, Report
from tracker.rules import workflow
from tracker.vocab import Verb

STATES = frozenset({Verb.DECIDED.value, Verb.WORK.value})
LINKS = frozenset({Verb.ATTACHED.value, Verb.DETACHED.value, Verb.MERGED.value, Verb.SPLIT.value})


class NotUndone(ValueError):
    """The decision cannot be taken back; the message says what stands in the way, for a person."""


@transaction.atomic
def undo(*, decision: Decision, by: Account, now: dt.datetime, reason: str = "") -> list[Decision]:
    """Take back a decision; one of a bulk takes back the whole bulk, or nothing. Returns the new decisions, the latest
    first. Raises NotUndone, workflow.NotAllowed.
    """
    must_be_editor(by)
    rows = Decision.objects.filter(bulk=decision.bulk) if decision.bulk else Decision.objects.filter(pk=decision.pk)
    return [_undo(row, by, now, reason) for row in rows.select_related("breach__agreement").order_by("-pk")]


def can_undo(decision: Decision) -> bool:
    """Whether it is of a kind that can be taken back, and stands; what others built on it is looked at when it is."""
    is_undone = getattr(decision, "undone_by", None) is not None
    return decision.verb in _UNDOERS and not decision.is_example and not is_undone and decision.undoes_id is None


def _undo(decision: Decision, by: Account, now: dt.datetime, reason: str) -> Decision:
    if decision.verb not in _UNDOERS or decision.breach is None or decision.is_example:
        raise NotUndone("This cannot be taken back here.")
    if Decision.objects.filter(undoes=decision).exists():
        raise NotUndone("This was taken back already.")
    if decision.undoes_id:
        raise NotUndone("This is itself the taking back of a decision. Decide anew instead.")
    if later := _built_upon(decision).first():
        raise NotUndone(
            f"Later {later.by.get_username()} made a decision on {later.breach.label} that builds on this "
            f"({later.get_verb_display()}). Take that back first."
        )
    breach = Breach.objects.with_claims().select_related("merged_into").get(pk=decision.breach_id)
    _UNDOERS[Verb(decision.verb)](breach, decision)
    if "into" in decision.after:
        other = Breach.objects.get(agreement=decision.agreement, number=decision.after["into"])
        log.change(Verb.UNDONE, now=now, agreement=other.agreement, breach=other)
    return log.decision(
        Verb.UNDONE, by=by, now=now, agreement=decision.agreement, breach=breach, before=decision.after,
        after=decision.before, reason=reason[: workflow.MAX_REASON_LENGTH], undoes=decision, bulk=decision.bulk and
        f"undo-{decision.bulk}"[:32],
    )  # fmt: skip


def _built_upon(decision: Decision) -> QuerySet[Decision]:
    """Later decisions that stand, on the same breaches, about the same thing."""
    touched = [decision.breach_id]
    if "into" in decision.after:
        into = Breach.objects.filter(agreement=decision.agreement, number=decision.after["into"])
        touched += into.values_list("pk", flat=True)
    later = Decision.objects.standing().filter(pk__gt=decision.pk, breach__in=touched).exclude(
        verb__in=[Verb.ASSIGNED.value, Verb.PROPOSED.value]
    )  # fmt: skip
    if decision.bulk:
        later = later.exclude(bulk=decision.bulk)
    if decision.verb in STATES:
        return later.filter(verb__in=STATES).select_related("by", "breach").order_by("-pk")
    if decision.verb in LINKS:
        return later.filter(verb__in=LINKS | STATES).select_related("by", "breach").order_by("-pk")
    of_report = decision.after.get("report")  # of one claim; of the breach itself it is None
    same = [
        row.pk
        for row in later.filter(verb=decision.verb)
        if row.after.get("report") == of_report and (set(row.after) & set(decision.after)) - {"report"}
    ]
    return Decision.objects.filter(pk__in=same).select_related("by", "breach").order_by("-pk")


def _columns(breach: Breach, decision: Decision) -> None:
    """Set columns back to what they were before."""
    Breach.objects.filter(pk=breach.pk).update(**decision.before, version=F("version") + 1)
    breaches.settle(breach)
    mark_due(breach=breach)


def _attached(breach: Breach, decision: Decision) -> None:
    joining.take_out(breach, decision.after["reports"])


def _detached(breach: Breach, decision: Decision) -> None:
    for report in Report.objects.filter(pk__in=decision.before["reports"]).select_related("agreement", "document"):
        breaches.attach(report=report, breach=breach, now=decision.at, is_automatic=False)


def _merged(breach: Breach, decision: Decision) -> None:
    joining.unmerge(breach, decision.after["reports"])


def _split(breach: Breach, decision: Decision) -> None:
    new = Breach.objects.get(agreement=decision.agreement, number=decision.after["into"])
    joining.unsplit(breach, new, decision.after["reports"])


_UNDOERS: dict[Verb, Callable[[Breach, Decision], None]] = {
    Verb.DECIDED: _columns,
    Verb.WORK: _columns,
    Verb.SCOPE: _columns,
    Verb.SEVERITY: _columns,
    Verb.CORRECTED: lambda breach, decision: desk.restore(breach, decision.before),
    Verb.CLAIM: lambda _breach, decision: claims.restore(decision.before),
    Verb.ATTACHED: _attached,
    Verb.DETACHED: _detached,
    Verb.MERGED: _merged,
    Verb.SPLIT: _split,
}
