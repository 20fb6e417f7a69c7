"""Fetching an address on behalf of a person: limits on time, size and redirects, and no way into inner networks."""

import datetime as dt
import email.utils
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from tracker.sources.items import NotReadable, NotTaken, RateLimited, Refused, TooLarge, Unreachable

if TYPE_CHECKING:  # importing httpx takes up to 0.3 s, which a web worker that fetches nothing need not pay
    import httpx

    from tracker.sources.wire import Answer, Clock

USER_AGENT = "CeasefireTracker"  # the name that a robots.txt knows us by
_IDENTITY = {"User-Agent": USER_AGENT}
_LONGEST_REST = 24 * 3600
_USUAL_REST = 15 * 60
FORM = "application/x-www-form-urlencoded"
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Limits:
    """`max_bytes` after unpacking; `total_seconds` for all of it; `read_seconds` for one silence of the server."""

    max_bytes: int = 10_000_000
    total_seconds: float = 20.0
    read_seconds: float = 10.0
    redirects: int = 5


DEFAULT_LIMITS = Limits()
DELIVERY_LIMITS = Limits(max_bytes=100_000, total_seconds=10.0, read_seconds=10.0, redirects=0)


@dataclass(frozen=True)
class Response:
    """What came from `url`, the last of the redirects. Header names are in lower case; `charset` as the header says.

    `state` holds the validators for the next, conditional request.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    charset: str | None
    state: dict = field(default_factory=dict)

    @property
    def not_modified(self) -> bool:
        return self.status == 304

    @property
    def content_type(self) -> str:
        """Without its parameters, in lower case: "text/html"."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def identify(contact: str) -> None:
    """Say in each request whom a publisher may write to: an address of the web, or of e-mail. Once, at the start."""
    if contact.isascii() and contact.isprintable():
        _IDENTITY["User-Agent"] = f"{USER_AGENT} (+{contact})" if contact else USER_AGENT


def get(
    url: str,
    *,
    state: dict | None = None,
    limits: Limits = DEFAULT_LIMITS,
    allow_private: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Ask for an address; only if it changed, where `state` is that of a former Response for the same address.

    Raises Unreachable, Refused, TooLarge, TooSlow, RateLimited, NotReadable. Never waits and never tries again.
    `allow_private` is for tests, and for an installation that reads its own network. `headers` may hold a secret: they
    go to the address's own host only, not to where it redirects.
    """
    from tracker.sources import wire

    clock = wire.Clock(limits.total_seconds, limits.read_seconds)
    conditions = _conditions(url, state or {})
    address = first = _checked(url)
    for _ in range(limits.redirects + 1):
        own = (headers or {}) if _origin(address) == _origin(first) else {}
        answer = _ask(address, {**conditions, **own}, clock, limits, allow_private)
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return _judged(answer, url, address, has_conditions=bool(conditions))
        address = _checked(answer.headers["location"], base=address)
    raise Refused(f"{_host(url)} sends us on from address to address, more than {limits.redirects} times.")


def post(
    url: str, form: Mapping[str, str], *, limits: Limits = DEFAULT_LIMITS, allow_private: bool = False
) -> Response:
    """Send a form, and follow no redirect with it. Raises as `get` does."""
    from tracker.sources import wire

    clock = wire.Clock(limits.total_seconds, limits.read_seconds)
    address = _checked(url)
    answer = _ask(address, {"Content-Type": FORM}, clock, limits, allow_private, urlencode(form).encode("ascii"))
    return _judged(answer, url, address, has_conditions=False)


def deliver(
    url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits = DELIVERY_LIMITS, allow_private: bool = False
) -> None:
    """Hand JSON to somebody's program, and follow no redirect with it. It has it once it answers with a 2xx status.

    Raises Refused (not sent: a private address), NotTaken (another status), and whatever else `get` raises, after which
    the program may have it or not.
    """
    from tracker.sources import wire

    address = _checked(url)
    clock = wire.Clock(limits.total_seconds, limits.read_seconds)
    try:
        answer = _ask(address, {"Content-Type": "application/json", **headers}, clock, limits, allow_private, body)
    except (TooLarge, NotReadable):
        return  # only answers with a 2xx status are read: it has it, and what it says to it is of no use
    if not 200 <= answer.status < 300:
        raise NotTaken(f"{address.host} did not take it (status {answer.status}).")


def _origin(address: "httpx.URL") -> tuple[str, str, int | None]:
    return address.scheme, address.host, address.port


def _ask(
    address: "httpx.URL",
    more: Mapping[str, str],
    clock: "Clock",
    limits: Limits,
    allow_private: bool,
    sent: bytes = b"",
) -> "Answer":
    from tracker.sources import compression, wire

    headers = {
        **_IDENTITY,
        "Accept": "*/*",
        "Accept-Encoding": compression.ACCEPTED,
        "Connection": "close",
        **more,
    }
    return wire.exchange(
        address, headers, clock=clock, max_bytes=limits.max_bytes, allow_private=allow_private, sent=sent
    )


def _checked(text: str, base: "httpx.URL | None" = None) -> "httpx.URL":
    import httpx

    try:
        address = base.join(text) if base else httpx.URL(text.strip())
        address.raw_host.decode("ascii")
    except (httpx.InvalidURL, UnicodeError, ValueError) as failure:
        raise Refused(f"“{text[:100]}” is not an address.") from failure
    if address.scheme not in ("http", "https") or not address.host:
        raise Refused(f"“{text[:100]}” is not a web address: it must begin with http:// or https://.")
    if address.userinfo:
        raise Refused("An address with a name and a password in it is not read. Leave them out.")
    return address


def _host(url: str) -> str:
    return urlsplit(url.strip()).hostname or "The address"


def _conditions(url: str, state: dict) -> dict[str, str]:
    """The validators of a former answer, where they belong to this address and are fit for a header."""
    if state.get("address") != url:
        return {}
    pairs = (("If-None-Match", state.get("etag")), ("If-Modified-Since", state.get("last_modified")))
    return {name: value for name, value in pairs if isinstance(value, str) and value.isascii() and value.isprintable()}


def _judged(answer: "Answer", asked: str, address: "httpx.URL", *, has_conditions: bool) -> Response:
    if not 200 <= answer.status < 300 and not (answer.status == 304 and has_conditions):
        raise _refusal(answer, address.host)
    validators = {"etag": answer.headers.get("etag"), "last_modified": answer.headers.get("last-modified")}
    state = {"address": asked, **{name: value for name, value in validators.items() if value}}
    return Response(str(address), answer.status, answer.headers, answer.body, _charset(answer.headers), state)


def _refusal(answer: "Answer", host: str) -> Exception:
    status, headers = answer.status, answer.headers
    if status == 429 or (status == 503 and "retry-after" in headers):
        seconds = rest_seconds(headers.get("retry-after", ""), dt.datetime.now(dt.UTC))
        return RateLimited(f"{host} asks to be left alone for {_span(seconds)}.", seconds)
    if status in (401, 402, 403, 407, 451):
        return Refused(f"{host} does not let us read this address (status {status}).")
    if status in (404, 410):
        return Unreachable(f"There is nothing at this address of {host} (status {status}).", is_temporary=False)
    if status >= 500 or status in (408, 425):
        return Unreachable(f"{host} has trouble of its own (status {status}).")
    return NotReadable(f"{host} gave no content (status {status}).")


def rest_seconds(retry_after: str, now: dt.datetime) -> int:
    """Retry-After in seconds (RFC 9110, 10.2.3: a number or a date); a day at most, 15 minutes where it is unclear."""
    text = retry_after.strip()
    try:
        seconds = int(text) if text.isdecimal() else _until(text, now)
    except (ValueError, TypeError, OverflowError):
        return _USUAL_REST
    return max(1, min(seconds, _LONGEST_REST))


def _until(text: str, now: dt.datetime) -> int:
    moment = email.utils.parsedate_to_datetime(text)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return int((aware - now).total_seconds())


def _span(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} seconds"
    return f"{seconds // 60} minutes" if seconds < 7200 else f"{seconds // 3600} hours"


def _charset(headers: Mapping[str, str]) -> str | None:
    parameters = headers.get("content-type", "").split(";")[1:]
    pairs = (parameter.partition("=") for parameter in parameters)
    named = (value.strip(" \"'") for name, _, value in pairs if name.strip().lower() == "charset")
    return next(named, None) or None
