"""What editors decide."""

import datetime as dt

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from tracker.actions import evidence, log
from tracker.actions.status import mark_due
from tracker.models import Account, Breach
from tracker.rules import workflow
from tracker.vocab import Group, Verb, Verification, WorkState

FOUR_EYES_FROM = 3


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


def must_be_editor(account) -> None:
    """Raise NotAllowed for somebody who may not decide."""
    if role_of(account) not in workflow.DECIDERS:
        raise workflow.NotAllowed("Only an editor or an admin can decide; ask one, or sign in with such an account.")


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
    bulk: str = "",
) -> Breach:
    """Say whether an event happened as claimed. `bulk` names the act that this is one of many decisions of.

    Where two editors have to agree and this is the first, only a proposal is kept; the breach comes back unchanged.

    Raises workflow.NotAllowed with the sentence that says what stands in the way, and Stale for a lost race.
    """
    fresh = fresh_for(breach, version)
    workflow.check_move(
        Verification(fresh.verification),
        verification,
        role=role_of(by),
        gate=evidence.gate_of(fresh),
        reason_code=reason_code,
        reason_text=reason,
    )
    if needs_second_editor(fresh, verification) and not _is_agreed(fresh, verification, by):
        return _propose(fresh, verification, by=by, now=now, reason_code=reason_code, reason=reason)
    before = {"verification": fresh.verification, "work_state": fresh.work_state}
    finished = verification is not Verification.UNCONFIRMED
    fresh.verification = verification.value
    fresh.work_state = (WorkState.DONE if finished else WorkState.IN_REVIEW).value
    fresh.is_example_decision = False
    store(fresh, ["verification", "work_state", "is_example_decision"])
    log.decision(
        Verb.DECIDED,
        by=by,
        now=now,
        agreement=fresh.agreement,
        breach=fresh,
        before=before,
        after={"verification": fresh.verification, "work_state": fresh.work_state},
        bulk=bulk,
        reason_code=reason_code,
        reason=reason,
    )
    mark_due(breach=fresh, is_decision=True)
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
    bulk: str = "",
) -> Breach:
    """Move a breach in the queue. A dropped one counts nowhere. Raises as `decide` does."""
    fresh = fresh_for(breach, version)
    workflow.check_move(
        WorkState(fresh.work_state), work_state, role=role_of(by), reason_code=reason_code, reason_text=reason
    )
    before = fresh.work_state
    fresh.work_state = work_state.value
    store(fresh, ["work_state"])
    log.decision(
        Verb.WORK,
        by=by,
        now=now,
        agreement=fresh.agreement,
        breach=fresh,
        before={"work_state": before},
        after={"work_state": work_state.value},
        bulk=bulk,
        reason_code=reason_code,
        reason=reason,
    )
    if WorkState.DROPPED in (before, work_state):
        mark_due(breach=fresh, is_decision=True)
    return fresh


def needs_second_editor(breach: Breach, verification: Verification) -> bool:
    """Whether the installation asks for four eyes here: a grave event that shall count, or count no more."""
    settled = (Verification.CONFIRMED, Verification.REFUTED)
    return settings.FOUR_EYES and breach.severity >= FOUR_EYES_FROM and verification in settled


def _is_agreed(breach: Breach, verification: Verification, by: Account) -> bool:
    """Whether another editor proposed the same of the breach since it was last decided."""
    last = breach.decisions.filter(verb__in=[Verb.DECIDED.value, Verb.PROPOSED.value]).order_by("-pk").first()
    is_proposal = last is not None and last.verb == Verb.PROPOSED
    return is_proposal and last.by_id != by.pk and last.after.get("verification") == verification.value


def _propose(breach: Breach, verification: Verification, **said) -> Breach:
    log.decision(
        Verb.PROPOSED, agreement=breach.agreement, breach=breach, before={"verification": breach.verification},
        after={"verification": verification.value}, **said,
    )  # fmt: skip
    return breach


def fresh_for(breach: Breach, version: int) -> Breach:
    """The row as it is now, if it is still the one that the person saw; it is held until the transaction ends."""
    if connection.features.has_select_for_update:
        Breach.objects.select_for_update().values("pk").get(pk=breach.pk)
    fresh = Breach.objects.with_claims().get(pk=breach.pk)
    if fresh.version != version:
        raise Stale(fresh)
    return fresh


def store(breach: Breach, fields: list[str]) -> None:
    """Save as a compare-and-set on the version: of two editors who decide at once, one is told."""
    values = {name: getattr(breach, name) for name in fields}
    won = Breach.objects.filter(pk=breach.pk, version=breach.version).update(**values, version=F("version") + 1)
    if not won:
        raise Stale(Breach.objects.with_claims().get(pk=breach.pk))
    breach.version += 1
