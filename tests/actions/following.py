"""A follower of a small agreement, and the moments in which something happens to it."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from tests.views import cast
from tracker import tasks
from tracker.actions import log, status
from tracker.actions.status import mark_due
from tracker.models import Account, Agreement, Breach, Change, Follow, Message
from tracker.vocab import Verb, Verification

LATER = dt.timedelta(minutes=5)


def northland() -> Agreement:
    """With one claim of one origin within the seven days that count: no information."""
    agreement = cast.agreement()
    Agreement.objects.update(data_horizon=dt.date(2020, 3, 5))
    agreement.refresh_from_db()
    cast.breach(agreement)
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


def becomes(verification: Verification, number: int = 1) -> None:
    """A breach is decided on, its region's status is computed, and a while goes by."""
    breach = Breach.objects.get(number=number)
    Breach.objects.filter(pk=breach.pk).update(verification=verification.value)
    editor = Account.objects.filter(username="decider").first() or Account.objects.create_user("decider")
    with transaction.atomic():
        log.decision(Verb.DECIDED, by=editor, now=timezone.now(), agreement=breach.agreement, breach=breach)
        mark_due(breach=breach)
    tasks.recompute_status()
    settle()


def settle() -> None:
    """All that happened is some minutes old by now."""
    Change.objects.update(at=F("at") - LATER)


def tell(follow: Follow) -> list[Message]:
    """Let the worker look at a follow; the messages that wait for it then."""
    tasks.tell_follower(follow.pk)
    return list(follow.messages.filter(step="pending").order_by("channel"))


def a_minute_goes_by() -> None:
    """The daily e-mails that wait for each other are due."""
    Message.objects.filter(step_attempts=0).update(step_next_try_at=timezone.now())


def send_all() -> None:
    for pk in Message.objects.due(timezone.now()).values_list("pk", flat=True):
        tasks.send_message(pk)
