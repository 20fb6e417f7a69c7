"""The outbox: a message is taken by one worker, sent outside any transaction, and marked. Operational rows.

Before sending, the message is marked as begun; afterwards as sent. Between the two lies the one moment in which a crash
leaves a doubt, and the mark that is still there says so. Then, by channel:

- E-mail is sent once more, under the same Message-ID, by which many mail programs drop the second; after a second doubt
  it is given up, and said so on the page. So a crash may double an e-mail, never send it a third time; two crashes on
  the same message may lose it.
- A webhook is sent until it is taken: at least once, under one id, by which the receiver drops doubles.

The daily e-mails of an account go as one: who takes the first encloses the others that wait, in the same transaction
and for good, so that each further try sends the same letter.

What surely failed (a server that is away or says no) is tried for some three days, with longer and longer pauses.
"""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q, QuerySet

from tracker.actions import steps
from tracker.models import Account, Message
from tracker.vocab import Channel, Pace, StepState

# 15 s, doubled each time up to six hours: three days and a half in all.
MOST_TRIES = 23
LONGEST_PAUSE = dt.timedelta(hours=6)
MOST_MAILS = 2


@transaction.atomic
def take(*, pk: int, now: dt.datetime) -> Message | None:
    """The message, if it waits, nobody has it, and it may still be sent; it is marked as begun."""
    _hold_account(pk)
    rows = Message.objects.select_related("follow__account", "follow__agreement")
    message = steps.take(rows, pk=pk, now=now)
    if message is None:
        return None
    message.times_lost += message.begun_at is not None
    message.begun_at = now
    Message.objects.filter(pk=pk).update(times_lost=message.times_lost, begun_at=now)
    if why := _why_not(message):
        give_up(message=message, why=why)
        return None
    _enclose(message, now)
    return message


def _hold_account(pk: int) -> None:
    """Of the daily e-mails of an account one is taken at a time: two workers would each want to enclose the other's."""
    of = Message.objects.filter(pk=pk, channel=Channel.MAIL.value, follow__pace=Pace.DAILY.value)
    list(Account.objects.select_for_update().filter(pk__in=of.values("follow__account")).values_list("pk"))


def _enclose(message: Message, now: dt.datetime) -> None:
    """Take along what was enclosed before, and at the first try all other daily e-mails that wait for the account."""
    if message.times_lost == 0 and message.channel == Channel.MAIL and message.follow.pace == Pace.DAILY:
        mine = {"follow__account": message.follow.account_id, "follow__pace": Pace.DAILY.value, "letter": None}
        others = Message.objects.unsent().filter(channel=Channel.MAIL.value, enclosed=None, **mine)
        Message.objects.filter(pk__in=others.exclude(pk=message.pk).values("pk")).update(letter=message)
    message.enclosed.filter(begun_at__isnull=False).update(times_lost=F("times_lost") + 1)
    message.enclosed.update(begun_at=now)
    for one in message.enclosed.select_related("follow__account", "follow__agreement"):
        if why := _why_not(one):
            give_up(message=one, why=why)


def _with_enclosed(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(Q(pk=message.pk) | Q(letter=message.pk))


def _why_not(message: Message) -> str:
    """Why it is not to be sent any more; "" where it is."""
    follow = message.follow
    if not follow.may_be_told:
        return "Not sent: the account is switched off, or may not read this agreement."
    if follow.pace == Pace.OFF or message.channel not in follow.channels:
        return "Not sent: it was stopped before."
    if message.channel == Channel.WEBHOOK:
        return ""
    if not follow.account.email:
        return "Not sent: the account has no e-mail address. An admin can enter one."
    if message.times_lost >= MOST_MAILS:
        return "Given up: it broke off twice in the middle of sending. It may have arrived."
    return ""


@transaction.atomic
def sent(*, message: Message, now: dt.datetime) -> None:
    """It is out. Of a follow that was stopped meanwhile there is no row any more."""
    _with_enclosed(message).update(step=StepState.DONE.value, step_error="", step_next_try_at=None, sent_at=now)


@transaction.atomic
def failed(*, message: Message, error: str, now: dt.datetime, is_sure: bool) -> None:
    """It did not work, and is tried again later. `is_sure`: nothing of it arrived."""
    steps.fail(message, error=error, now=now, most_attempts=MOST_TRIES, longest=LONGEST_PAUSE)
    if is_sure:
        _with_enclosed(message).update(begun_at=None)
    if Message.objects.filter(pk=message.pk, step=StepState.FAILED.value).exists():
        message.enclosed.update(step=StepState.FAILED.value, step_error=error[:500], step_next_try_at=None)


@transaction.atomic
def give_up(*, message: Message, why: str) -> None:
    """It is not tried again; the page says why. What was enclosed in it goes on by itself."""
    message.enclosed.update(letter=None)
    Message.objects.filter(pk=message.pk).update(
        step=StepState.FAILED.value, step_error=why[:500], step_next_try_at=None, letter=None
    )
