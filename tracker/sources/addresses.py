"""Web addresses as text: made absolute, and rid of what tells nothing about the page."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|yclid|igshid|mc_[ce]id|ref_src|wt_mc|at_\w+|cmpid)(?:=|$)", re.I)
_TWIN_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"(?:^/amp(?=/)|/amp(?:\.html)?/?$|\.amp(?:\.html)?$)", re.IGNORECASE)
_AMP_QUERY = re.compile(r"^(?:amp|outputtype)(?:=|$)", re.IGNORECASE)
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


def site(url: str) -> str:
    """The host in lower case, without "www." and the prefixes of its phone and AMP twins."""
    return _TWIN_HOST.sub("", (urlsplit(url).netloc or "").lower())


def clean(url: str) -> str:
    """The same page's address without tracking parameters, fragment and usual port, its host in lower case."""
    try:
        parts = urlsplit(urldefrag(url).url)
    except ValueError:
        return url
    host = parts.netloc.lower().removesuffix(_USUAL_PORT.get(parts.scheme, ":"))
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair))
    return urlunsplit((parts.scheme, host, parts.path or "/", query, ""))


def same_page(url: str) -> str:
    """What all addresses of one page have in common: no scheme, no twin's host, no mark of AMP, no closing slash.

    m.example.org/a/amp, https://www.example.org/a/?amp=1 and http://example.org/a are one page. It is for comparing,
    not for fetching.
    """
    cleaned = clean(url)
    parts = urlsplit(cleaned)
    path = _AMP_PATH.sub("", parts.path).rstrip("/")
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _AMP_QUERY.match(pair))
    return f"{site(cleaned)}{path}" + (f"?{query}" if query else "")
