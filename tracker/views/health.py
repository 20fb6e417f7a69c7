"""Whether the process answers."""

from django.http import HttpRequest, HttpResponse


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing more is promised."""
    return HttpResponse("ok\n", content_type="text/plain")
