"""What accounts follow: begun, changed, stopped; and the making of the messages that tell them.

What a person follows is their own affair, as the views that an editor saves are: no decision and no change row. The
messages are operational rows.
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from tracker.models import Account, Agreement, Change, Follow, Message, Region, RegionStatus, Told
from tracker.vocab import Channel, Pace

MOST_FOLLOWS = 50
SECRET_BYTES = 32
KEPT = dt.timedelta(days=90)
GATHERING = dt.timedelta(minutes=1)  # so long a daily e-mail waits for the account's others, to go out with them


class TooMany(ValueError):
    """The account follows as much as one may; the text says what to do."""


class OtherWorker(Exception):
    """Another worker took the follow or its message in the meantime; nothing was written."""


@dataclass(frozen=True)
class Draft:
    """A message to be made. `replaces` is one that waits and is told anew by this; without a text it is let go."""

    channel: Channel
    since: Told
    subject: str
    body: str
    replaces: Message | None = None


@dataclass(frozen=True)
class Wish:
    """How somebody wants to be told."""

    pace: Pace
    by_mail: bool
    webhook_url: str = ""


def as_it_is(agreement: Agreement, now: dt.datetime) -> Told:
    """What there is to know now. The cursor is read first: what is committed in between is looked at once more."""
    cursor = Change.objects.newest()
    statuses = RegionStatus.objects.newest(agreement, now)
    return Told(cursor, {code: [row.state, row.possible_state] for code, row in statuses.items()})


@transaction.atomic
def follow(
    *, account: Account, agreement: Agreement, wish: Wish, now: dt.datetime, region: Region | None = None,
    query: str = "", words: str = "",
) -> Follow:  # fmt: skip
    """Follow a region, a filter, or else the whole agreement, from now on. What is followed already is changed.

    Raises TooMany.
    """
    known = Follow.objects.filter(account=account, agreement=agreement, region=region, query=query).first()
    if known:
        return change(follow=known, wish=wish, now=now)
    if Follow.objects.filter(account=account).count() >= MOST_FOLLOWS:
        raise TooMany(f"You follow {MOST_FOLLOWS} things, which is the most. Stop one of them first.")
    told = as_it_is(agreement, now)
    return Follow.objects.create(
        account=account, agreement=agreement, region=region, query=query, words=words[:500], created_at=now,
        cursor=told.cursor, states=told.states, **_settings_of(agreement, wish, now),
    )  # fmt: skip


@transaction.atomic
def change(*, follow: Follow, wish: Wish, now: dt.datetime) -> Follow:
    """Be told in another way. Who had paused it hears of what happens from now on, not of what happened meanwhile."""
    values = _settings_of(follow.agreement, wish, now, follow.webhook_secret)
    if follow.pace == Pace.OFF and wish.pace is not Pace.OFF:
        told = as_it_is(follow.agreement, now)
        values |= {"cursor": told.cursor, "states": told.states}
    Follow.objects.filter(pk=follow.pk).update(**values)
    gone = [channel for channel, wanted in _wanted(wish).items() if not wanted or wish.pace is Pace.OFF]
    follow.messages.unsent().filter(channel__in=gone).delete()
    return Follow.objects.with_names().get(pk=follow.pk)


@transaction.atomic
def stop(*, follow: Follow) -> None:
    """Follow it no more; what waits in the outbox for it goes too."""
    follow.delete()


@transaction.atomic
def stop_mail(*, follow: Follow, now: dt.datetime) -> None:
    """What the link in an e-mail does: no e-mail of this any more. A webhook goes on."""
    pace = Pace(follow.pace) if follow.webhook_url else Pace.OFF
    change(follow=follow, wish=Wish(pace, False, follow.webhook_url), now=now)


@transaction.atomic
def tell(*, follow: Follow, told: Told, drafts: Sequence[Draft], now: dt.datetime) -> list[Message]:
    """Make the messages of a follow and note what is told with them, both or neither; returns the messages that wait.

    The cursor is a compare-and-set, and each message has a key: of two workers one makes it. Raises OtherWorker.
    """
    won = Follow.objects.filter(pk=follow.pk, cursor=follow.cursor).update(
        cursor=told.cursor, states=told.states, next_digest_at=next_digest(follow.agreement, now)
    )
    if not won:
        raise OtherWorker
    follow.messages.filter(sent_at__lt=now - KEPT).delete()
    made = [_write(follow, told, draft, now) for draft in drafts]
    return [message for message in made if message]


def _write(follow: Follow, told: Told, draft: Draft, now: dt.datetime) -> Message | None:
    text = {"subject": draft.subject, "body": draft.body}
    if draft.replaces is None:
        is_gathered = draft.channel is Channel.MAIL and follow.pace == Pace.DAILY
        return Message.objects.create(
            follow=follow, channel=draft.channel.value, key=f"{follow.pk}-{told.cursor}-{draft.channel}", made_at=now,
            since_cursor=draft.since.cursor, since_states=draft.since.states,
            step_next_try_at=now + GATHERING if is_gathered else None, **text,
        )  # fmt: skip
    waiting = Message.objects.unsent().filter(pk=draft.replaces.pk)
    if not (waiting.update(**text) if draft.body else waiting.delete()[0]):
        raise OtherWorker
    return draft.replaces if draft.body else None


def next_digest(agreement: Agreement, now: dt.datetime) -> dt.datetime:
    """The next morning hour where the agreement is."""
    here = now.astimezone(agreement.zone)
    hour = dt.time(settings.FOLLOW_DIGEST_HOUR)
    day = here.date() if here.time() < hour else here.date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, hour, tzinfo=agreement.zone)


def _wanted(wish: Wish) -> dict[str, bool]:
    return {Channel.MAIL.value: wish.by_mail, Channel.WEBHOOK.value: bool(wish.webhook_url)}


def _settings_of(agreement: Agreement, wish: Wish, now: dt.datetime, secret: str = "") -> dict:
    return {
        "pace": wish.pace.value,
        "by_mail": wish.by_mail,
        "webhook_url": wish.webhook_url,
        "webhook_secret": (secret or secrets.token_urlsafe(SECRET_BYTES)) if wish.webhook_url else "",
        "next_digest_at": next_digest(agreement, now),
    }
