"""What every answer of the API has in common: reading only, errors in words, any origin, and a mark of its version."""

import hashlib
import logging
from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tracker.api import problems, readers
from tracker.models import Change
from tracker.rules.parameters import METHOD_VERSION

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
VERSION = "1.0"  # of the API's shapes; part of each answer's mark
METHODS = "GET, HEAD, OPTIONS"
# Seconds. What an answer says besides the data may turn with the day, and every zone's day begins at such a mark.
QUARTER = 15 * 60
ANY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",  # with it a browser sends no cookies; none would count either
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Authorization, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def readable(view: View) -> View:
    """A view that any program may read, as whom its token says."""

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        asked_by, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        answer = _answer(view, request, *args, **kwargs)
        request.method = asked_by  # HEAD gets the same as GET; the server leaves the body out
        for name, value in ANY_ORIGIN.items():
            answer[name] = value
        patch_vary_headers(answer, ["Authorization"])
        return answer

    return answered


def _answer(view: View, request: HttpRequest, *args, **kwargs) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": METHODS, **PREFLIGHT})
    if request.method != "GET":
        words = _("This address is for reading: ask with GET.")
        return problems.answer(405, words, {"Allow": METHODS})
    try:
        readers.admit(request)
        return _fresh(view, request, *args, **kwargs)
    except problems.Problem as problem:
        return problems.answer(problem.status, problem.detail, problem.headers)
    except Http404:
        return problems.answer(404, problems.not_found())
    except Exception:
        logger.exception("The API failed at %s", request.path)
        return problems.answer(500, _("Something failed here, and it is noted in the log. Ask again later."))


def _fresh(view: View, request: HttpRequest, *args, **kwargs) -> HttpResponse:
    """The view's answer with its mark, or 304 to whoever has it already.

    The mark is read before the data, so it is never newer than what it stands for.
    """
    mark = _mark(request)
    answer = get_conditional_response(request, etag=mark)
    if answer is None:
        answer = view(request, *args, **kwargs)
    if answer.status_code in (200, 304):
        answer["ETag"] = mark
        who = "private" if request.user.is_authenticated else "public"
        answer["Cache-Control"] = f"{who}, no-cache"  # may be kept, and is asked for each time
    return answer


def _mark(request: HttpRequest) -> str:
    """An answer is the same while the address, the log of changes, the reader's rights and the quarter are."""
    user = request.user
    parts = (
        *(VERSION, METHOD_VERSION, request.build_absolute_uri(), get_language(), Change.objects.newest()),
        *(user.is_authenticated, getattr(user, "is_editor", False), int(timezone.now().timestamp()) // QUARTER),
    )
    return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:24]}"'


@readable
def nothing_here(request: HttpRequest, **_path) -> HttpResponse:  # noqa: ARG001 - whatever was asked for
    """Every other address under /api/v1/."""
    raise Http404
