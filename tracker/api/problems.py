"""What cannot be answered, in words: every error of the API is {"detail": "…"}."""

from collections.abc import Mapping

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _


class Problem(Exception):
    """The request is not answered as asked. `status` is HTTP's, `headers` what goes with it."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None):
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}


def answer(status: int, detail: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The problem as a response, which no cache keeps."""
    return JsonResponse({"detail": detail}, status=status, headers={"Cache-Control": "no-store", **(headers or {})})


def not_found() -> str:
    return _("Nothing is here, or it is not published. /api/v1/ lists what there is.")
