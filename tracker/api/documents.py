"""`POST /api/v1/documents`: a source's own program sends what it published, signed with a secret that both know."""

import datetime as dt
import hmac
import json

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tracker import tasks
from tracker.actions import documents
from tracker.models import Source
from tracker.sources import addresses, language, markup
from tracker.sources.signing import signature

# How far the sender's clock may be from ours; an older request is one that somebody sends again.
REPLAY_WINDOW = dt.timedelta(minutes=5)
FIELDS = frozenset({"id", "url", "title", "text", "published_at", "language", "passed_on_from"})


class BadRequest(ValueError):
    """The request cannot be taken; `status` is HTTP's."""

    def __init__(self, message: str, status: int = 400):
        super().__init__(message)
        self.status = status


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> JsonResponse:
    """201 with the new document's id, 200 where it is here already, or an error in words."""
    try:
        source, body = _signed(request)
        given = _fields(body)
        received = documents.receive(source=source, now=timezone.now(), **given)
    except BadRequest as error:
        return JsonResponse({"error": str(error)}, status=error.status)
    except documents.NotAccepted as error:
        return JsonResponse({"error": str(error)}, status=422)
    if received.is_new:
        tasks.ring(tasks.read_document, received.document.pk)
    answer = {"document": received.document.pk, "is_new": received.is_new}
    return JsonResponse(answer, status=201 if received.is_new else 200)


def _signed(request: HttpRequest) -> tuple[Source, bytes]:
    """The source and the body of a request that it signed. One answer for all that do not fit: it tells a guesser
    nothing about which sources there are.
    """
    key, timestamp = request.headers.get("X-Tracker-Source", ""), request.headers.get("X-Tracker-Timestamp", "")
    if not timestamp.isdecimal() or len(timestamp) > 12:
        raise BadRequest(_("X-Tracker-Timestamp must hold the seconds since 1970."))
    moment = dt.datetime.fromtimestamp(int(timestamp), dt.UTC)
    if abs(timezone.now() - moment) > REPLAY_WINDOW:
        raise BadRequest(_("The request is older than five minutes, or the clocks differ."), 401)
    try:
        body = request.body
    except RequestDataTooBig:
        raise BadRequest(_("The document is larger than is taken at once."), 413) from None
    secret = settings.SOURCE_SECRETS.get(key, {}).get("webhook", "")
    expected = signature(secret or "no secret", timestamp, body)
    is_right = hmac.compare_digest(expected.encode(), request.headers.get("X-Tracker-Signature", "").encode())
    source = Source.objects.filter(key=key).first() if secret and is_right else None
    if source is None:
        raise BadRequest(_("The signature does not fit the source, the time and the body."), 401)
    return source, body


def _fields(body: bytes) -> dict:
    """The arguments of `documents.receive`. Raises BadRequest for what is no such document."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest(_("The body is not JSON.")) from None
    if not isinstance(given, dict) or not all(isinstance(value, str) for value in given.values()):
        raise BadRequest(_("The body must be one JSON object of texts."), 422)
    if unknown := sorted(set(given) - FIELDS):
        raise BadRequest(_("These fields are not known: %(names)s.") % {"names": ", ".join(unknown)[:200]}, 422)
    if not given.get("id", "").strip():
        raise BadRequest(_("“id” is missing: what the source itself calls the document."), 422)
    text = markup.to_text(given.get("text", ""))
    return {
        "external_id": given["id"].strip(),
        "url": addresses.absolute(given.get("url", ""), ""),
        "title": markup.to_line(given.get("title", "")),
        "text": text,
        "published_at": _moment(given.get("published_at", "")),
        "language": language.of(text, given.get("language", "")),
        "passed_on_from": given.get("passed_on_from", ""),
    }


def _moment(written: str) -> dt.datetime | None:
    if not written:
        return None
    try:
        moment = parse_datetime(written)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadRequest(_("“published_at” must be a moment with its time zone, as 2016-12-30T14:00:00+02:00."), 422)
    return moment
