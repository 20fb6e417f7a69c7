"""Who asks. A token speaks for its account; whoever brings none reads what anybody may read.

The cookie of a session counts for nothing here: a page of another site that a signed-in editor has open could otherwise
read as that editor.
"""

import datetime as dt

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from tracker.actions import tokens
from tracker.api import limits
from tracker.api.problems import Problem
from tracker.models import ApiToken

ASK_FOR_TOKEN = {"WWW-Authenticate": 'Bearer realm="Ceasefire Tracker"'}


def admit(request: HttpRequest) -> None:
    """Set `request.user` to whom the request speaks for. Raises Problem 401 and 429."""
    written = request.headers.get("Authorization", "").strip()
    if not written:
        limits.count_address(request.META.get("REMOTE_ADDR", ""))
        request.user = AnonymousUser()
        return
    try:
        token = _token(written)
    except Problem:
        limits.count_address(request.META.get("REMOTE_ADDR", ""))  # so that nobody tries secrets without end
        raise
    limits.count_token(token)
    tokens.note_used(token=token, today=timezone.now().astimezone(dt.UTC).date())
    request.user = token.account


def _token(written: str) -> ApiToken:
    scheme, _blank, secret = written.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Problem(401, _("Write the header as “Authorization: Bearer YOUR-TOKEN”, or leave it out."), ASK_FOR_TOKEN)
    token = ApiToken.objects.of_secret(secret.strip()).first()
    if token is None:
        raise Problem(401, _("This token is not known. Make one at /account/tokens/, or ask without."), ASK_FOR_TOKEN)
    if token.revoked_at:
        words = _("This token was revoked on %(day)s. Make another at /account/tokens/.")
        raise Problem(401, words % {"day": format_date(token.revoked_at, "j M Y")}, ASK_FOR_TOKEN)
    if not token.account.is_active:
        raise Problem(401, _("The account of this token is switched off."), ASK_FOR_TOKEN)
    return token
