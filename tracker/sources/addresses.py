"""Web addresses as text: made absolute, and rid of what tells nothing about the page."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|yclid|igshid|mc_[ce]id|ref_src|wt_mc|at_\w+|cmpid)(?:=|$)", re.I)
_USUAL_PORT = {"http": ":80", "https": ":443"}


def absolute(link: str, base: str) -> str:
    """The link as a full web address, read relative to `base`; "" where it is none ("javascript:…", "tag:…")."""
    if not link.strip().partition("://")[2 if "://" in link else 0]:
        return ""
    try:
        full = urljoin(base, "".join(link.split()))
        parts = urlsplit(full)
        return full if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def clean(url: str) -> str:
    """The same page's address without tracking parameters, fragment and usual port, its host in lower case."""
    try:
        parts = urlsplit(urldefrag(url).url)
    except ValueError:
        return url
    host = parts.netloc.lower().removesuffix(_USUAL_PORT.get(parts.scheme, ":"))
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair))
    return urlunsplit((parts.scheme, host, parts.path or "/", query, ""))
