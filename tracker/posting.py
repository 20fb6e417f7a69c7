"""How a message of the outbox leaves: by e-mail, or to a webhook. When, and what of a failure: actions/outbox."""

import smtplib
import time
from contextlib import suppress

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from tracker.models import Message
from tracker.outputs import telling
from tracker.sources import fetching
from tracker.sources.items import NotTaken, Refused, SourceError
from tracker.sources.signing import signature
from tracker.vocab import Channel

# What a mail server that broke off raises: it may have the message or not. A refusal is any other SMTPException.
BROKEN_OFF = (smtplib.SMTPServerDisconnected, TimeoutError, ConnectionError)


class NotSent(Exception):
    """In words. `is_sure`: nothing of it arrived; `is_final`: trying again is of no use."""

    def __init__(self, message: str, *, is_sure: bool, is_final: bool = False):
        super().__init__(message)
        self.is_sure, self.is_final = is_sure, is_final


def send(message: Message) -> None:
    """Send it now. Raises NotSent."""
    if message.channel == Channel.MAIL:
        _mail(message)
    else:
        _webhook(message)


def _mail(message: Message) -> None:
    told = telling.letter(message)
    letter = EmailMessage(
        told.subject,
        told.body,
        None,
        [message.follow.account.email],
        headers={
            "Message-ID": f"<{message.global_id}>",
            "List-Unsubscribe": f"<{told.stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        raise NotSent(f"The mail server does not answer: {error}", is_sure=True) from error
    try:
        connection.send_messages([letter])
    except BROKEN_OFF as error:
        raise NotSent(f"The mail server broke off: {error}", is_sure=False) from error
    except (OSError, ValueError) as error:  # ValueError: an address or a header that cannot be one
        raise NotSent(f"The mail server did not take it: {error}", is_sure=True) from error
    finally:
        with suppress(OSError):
            connection.close()


def _webhook(message: Message) -> None:
    follow = message.follow
    body = message.body.encode()
    timestamp = str(int(time.time()))
    try:
        fetching.deliver(
            follow.webhook_url,
            body,
            headers={
                "X-Tracker-Message": message.global_id,
                "X-Tracker-Timestamp": timestamp,
                "X-Tracker-Signature": signature(follow.webhook_secret, timestamp, body),
            },
            allow_private=settings.WEBHOOK_PRIVATE_ADDRESSES,
        )
    except NotTaken as error:
        raise NotSent(str(error), is_sure=True) from error
    except SourceError as error:
        is_final = isinstance(error, Refused)
        raise NotSent(str(error), is_sure=is_final, is_final=is_final) from error
