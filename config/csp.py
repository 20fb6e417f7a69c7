"""The Content-Security-Policy: this site's own files and nonces, and nothing else."""

from csp.constants import NONCE, NONE, SELF
from django.http import HttpRequest

POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}


def nonce(request: HttpRequest) -> dict[str, str]:
    """The request's nonce under both names in use: django-csp's CSP_NONCE and django-htmx's csp_nonce.

    It is made here rather than on first use: django-csp's lazy text counts as empty until something prints it.
    """
    value = str(getattr(request, "csp_nonce", ""))
    return {"CSP_NONCE": value, "csp_nonce": value}
