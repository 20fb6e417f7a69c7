"""Tokens of the API: an account makes them, sees each once, and revokes them."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.actions import log
from tracker.models import Account, ApiToken
from tracker.models.token import digest_of
from tracker.vocab import Verb

PREFIX = "ct_"  # so that a token that was published by mistake is known for what it is
SECRET_BYTES = 32
SHOWN = 8  # characters that the list of tokens shows
MOST = 20


class TooManyTokens(ValueError):
    """The account has as many as it may have; the text says what to do."""


@transaction.atomic
def make(*, name: str, by: Account, now: dt.datetime) -> tuple[ApiToken, str]:
    """A new token of `by`, and its secret, which is nowhere to be had again. Raises TooManyTokens."""
    Account.objects.select_for_update().get(pk=by.pk)  # two at once are counted one after the other
    if by.api_tokens.standing().count() >= MOST:
        raise TooManyTokens(_("You have %(count)s tokens. Revoke one before you make another.") % {"count": MOST})
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        account=by, name=name, start=secret[:SHOWN], digest=digest_of(secret), created_at=now
    )
    log.decision(Verb.TOKEN_MADE, by=by, now=now, subject=f"token {token}")
    return token, secret


@transaction.atomic
def revoke(*, token: ApiToken, by: Account, now: dt.datetime) -> None:
    """From now on it opens nothing. Revoking one again changes nothing."""
    if ApiToken.objects.standing().filter(pk=token.pk).update(revoked_at=now):
        log.decision(Verb.TOKEN_REVOKED, by=by, now=now, subject=f"token {token}")


def note_used(*, token: ApiToken, today: dt.date) -> None:
    """Keep the day of its last use: one write a day. Operational, so no decision row."""
    if token.is_used_first_on(today):
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
