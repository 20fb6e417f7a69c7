"""Who may see or do what: one decorator a rule, used by every view that needs one."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from tracker.models import Agreement, Breach
from tracker.outputs.dashboard import with_cursor

View = Callable[..., HttpResponse]


def editors_only(view: View) -> View:
    """Editors and admins pass; others are asked to sign in, or told that their account may not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(_way_back(request))
        if not request.user.is_editor:
            raise PermissionDenied(_("Only editors can do this. Your account may read."))
        return view(request, *args, **kwargs)

    return guarded


def _way_back(request: HttpRequest) -> str:
    """Where to go after signing in: the page on which a form stood, as what it was sent to shows nothing by itself."""
    page = urlsplit(request.headers.get("Referer", ""))
    is_ours = request.method == "POST" and page.netloc == request.get_host() and page.path.startswith("/")
    return urlunsplit(("", "", page.path, page.query, "")) if is_ours else request.get_full_path()


def agreement_or_404(request: HttpRequest, key: str) -> Agreement:
    """The agreement with its terms and the live cursor; a draft is there for editors only."""
    rows = with_cursor(Agreement.objects.visible_to(request.user)).with_terms()
    return get_object_or_404(rows, key=key)


def breach_or_404(request: HttpRequest, key: str, number: int) -> Breach:
    """A breach with its claims. The tombstone of a merged one is the breach that it went into."""
    breach = get_object_or_404(
        Breach.objects.visible_to(request.user).with_claims().select_related("merged_into"),
        agreement__key=key,
        number=number,
    )
    if breach.merged_into_id:
        return breach_or_404(request, key, breach.merged_into.number)
    return breach


# What `is_fragment` looks at: a cache must not give one kind of answer for the other.
varies_for_htmx = vary_on_headers("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for the live parts: not for a boosted link, nor to restore its history."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request
