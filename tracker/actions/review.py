"""What editors decide."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from tracker.actions import evidence, log
from tracker.actions.status import mark_due
from tracker.models import Account, Breach
from tracker.rules import workflow
from tracker.vocab import Group, Verb, Verification, WorkState


class Stale(Exception):
    """Somebody changed the breach since this person saw it; `breach` is its fresh state."""

    def __init__(self, breach: Breach):
        super().__init__("Somebody changed this breach in the meantime. Look at what it says now, and decide again.")
        self.breach = breach


def role_of(account) -> Group | None:
    """The group that the rules ask about; None for somebody who may not decide."""
    if getattr(account, "is_admin", False):
        return Group.ADMIN
    if getattr(account, "is_editor", False):
        return Group.EDITOR
    return Group.ANALYST if getattr(account, "is_authenticated", False) else None


@transaction.atomic
def decide(
    *,
    breach: Breach,
    verification: Verification,
    by: Account,
    version: int,
    now: dt.datetime,
    reason_code: str = "",
    reason: str = "",
) -> Breach:
    """Say whether an event happened as claimed.

    Raises workflow.NotAllowed with the sentence that says what stands in the way, and Stale for a lost race.
    """
    fresh = _fresh(breach, version)
    workflow.check_move(
        Verification(fresh.verification),
        verification,
        role=role_of(by),
        gate=evidence.gate_of(fresh),
        reason_code=reason_code,
        reason_text=reason,
    )
    before = fresh.verification
    finished = verification is not Verification.UNCONFIRMED
    fresh.verification = verification.value
    fresh.work_state = (WorkState.DONE if finished else WorkState.IN_REVIEW).value
    fresh.is_example_decision = False
    _store(fresh, ["verification", "work_state", "is_example_decision"])
    log.decision(
        Verb.DECIDED,
        by=by,
        now=now,
        agreement=fresh.agreement,
        breach=fresh,
        before={"verification": before},
        after={"verification": verification.value},
        reason_code=reason_code,
        reason=reason,
    )
    mark_due(breach=fresh)
    return fresh


@transaction.atomic
def set_work_state(
    *,
    breach: Breach,
    work_state: WorkState,
    by: Account,
    version: int,
    now: dt.datetime,
    reason_code: str = "",
    reason: str = "",
) -> Breach:
    """Move a breach in the queue. A dropped one counts nowhere. Raises as `decide` does."""
    fresh = _fresh(breach, version)
    workflow.check_move(
        WorkState(fresh.work_state), work_state, role=role_of(by), reason_code=reason_code, reason_text=reason
    )
    before = fresh.work_state
    fresh.work_state = work_state.value
    _store(fresh, ["work_state"])
    log.decision(
        Verb.WORK,
        by=by,
        now=now,
        agreement=fresh.agreement,
        breach=fresh,
        before={"work_state": before},
        after={"work_state": work_state.value},
        reason_code=reason_code,
        reason=reason,
    )
    if WorkState.DROPPED in (before, work_state):
        mark_due(breach=fresh)
    return fresh


def _fresh(breach: Breach, version: int) -> Breach:
    """The row as it is now, if it is still the one that the person saw."""
    fresh = Breach.objects.with_claims().get(pk=breach.pk)
    if fresh.version != version:
        raise Stale(fresh)
    return fresh


def _store(breach: Breach, fields: list[str]) -> None:
    """Save as a compare-and-set on the version: of two editors who decide at once, one is told."""
    values = {name: getattr(breach, name) for name in fields}
    won = Breach.objects.filter(pk=breach.pk, version=breach.version).update(**values, version=F("version") + 1)
    if not won:
        raise Stale(Breach.objects.with_claims().get(pk=breach.pk))
    breach.version += 1
