"""One HTTP exchange with an address that was checked, against one clock for all of it.

httpcore is what httpx itself speaks through. It is used directly for its connection hook: the connection goes to the
very addresses that were checked, while the Host header and the certificate's check keep the name; and every single
read, the header's too, gets no more than the time that is left, so a server that drips one byte a second is cut off.
Nothing is read from the environment's proxy settings.
"""

import functools
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import httpcore
import httpx

from tracker.sources import compression, network
from tracker.sources.items import TooSlow, Unreachable

_CONNECT_SECONDS = 5.0


class Clock:
    """What is left of the time for one request, its redirects included."""

    def __init__(self, total_seconds: float, read_seconds: float):
        self.total_seconds, self.read_seconds = total_seconds, read_seconds
        self._end = time.monotonic() + total_seconds

    @property
    def steps(self) -> dict[str, float]:
        """The longest that each sort of step may take, in the words of httpcore."""
        return {"connect": _CONNECT_SECONDS, "read": self.read_seconds, "write": self.read_seconds}

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._end

    def at_most(self, seconds: float) -> float:
        """The time for one step. Raises httpcore.ReadTimeout when none is left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("no time left")
        return min(seconds, left)


@dataclass(frozen=True)
class Answer:
    """One answer. The body is read of answers with a 2xx status only. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def exchange(
    url: httpx.URL, headers: Mapping[str, str], *, clock: Clock, max_bytes: int, allow_private: bool, sent: bytes = b""
) -> Answer:
    """Ask once, follow nothing; what is `sent` is posted, and `headers` name its kind.

    Raises Refused, Unreachable, TooSlow, TooLarge, NotReadable.
    """
    host = url.raw_host.decode("ascii")
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    named = {"Host": url.netloc.decode("ascii"), **headers}
    if sent:
        named["Content-Length"] = str(len(sent))
    with _said_plainly(url.host, clock):
        port = url.port or {"http": 80, "https": 443}[url.scheme]
        addresses = network.resolve(host, port, seconds=clock.at_most(clock.read_seconds), allow_private=allow_private)
        context = _certificates() if url.scheme == "https" else None
        with (
            httpcore.ConnectionPool(ssl_context=context, network_backend=_Pinned(addresses, clock)) as pool,
            pool.stream(
                "POST" if sent else "GET", target, headers=named, content=sent, extensions={"timeout": clock.steps}
            ) as response,
        ):
            found = {_plain(name).lower(): _plain(value) for name, value in response.headers}
            body = b""
            if 200 <= response.status < 300:
                body = _body(response, found, clock, max_bytes)
            return Answer(response.status, found, body)


def _plain(header: bytes) -> str:
    """Latin-1 by the letter of HTTP, yet servers that redirect to an Arabic address write it in UTF-8."""
    try:
        return header.decode("utf-8")
    except UnicodeDecodeError:
        return header.decode("latin-1")


def _body(response: httpcore.Response, headers: Mapping[str, str], clock: Clock, max_bytes: int) -> bytes:
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > max_bytes:
        raise compression.too_large(max_bytes)
    return compression.unpacked(_in_time(response, clock), headers.get("content-encoding", ""), max_bytes)


def _in_time(response: httpcore.Response, clock: Clock) -> Iterator[bytes]:
    for piece in response.iter_stream():
        clock.at_most(0)
        yield piece


@functools.lru_cache(maxsize=1)
def _certificates() -> ssl.SSLContext:
    """Loading the roots takes some 30 ms: once a process."""
    return httpx.create_ssl_context()


@contextmanager
def _said_plainly(host: str, clock: Clock) -> Iterator[None]:
    """Turn the wire's errors into ours."""
    try:
        yield
    except httpcore.TimeoutException as failure:
        if clock.is_over:
            raise TooSlow(f"{host} did not answer in full within {clock.total_seconds:g} seconds.") from failure
        if isinstance(failure, httpcore.ConnectTimeout):
            raise Unreachable(f"{host} does not take up connections.") from failure
        raise TooSlow(f"{host} was silent for {clock.read_seconds:g} seconds.") from failure
    except httpcore.ConnectError as failure:
        if any(isinstance(cause, ssl.SSLError) for cause in failure.args):  # httpcore drops __cause__ on the way
            raise Unreachable(f"The certificate or the encryption of {host} does not hold.") from failure
        raise Unreachable(f"{host} does not take up connections.") from failure
    except (httpcore.NetworkError, httpcore.ProtocolError) as failure:
        raise Unreachable(f"{host} broke off, or does not speak HTTP.") from failure


class _Pinned(httpcore.NetworkBackend):
    """Connects to the checked addresses, one after the other, whatever the name may lead to by now."""

    def __init__(self, addresses: list[str], clock: Clock):
        self._addresses, self._clock = addresses, clock
        self._inner = httpcore.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):  # noqa: ARG002 - that is it
        *earlier, last = self._addresses
        for address in earlier:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return self._connected(address, port, timeout)
        return self._connected(last, port, timeout)

    def _connected(self, address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        return _Stream(self._inner.connect_tcp(address, port, self._clock.at_most(timeout)), self._clock)


class _Stream(httpcore.NetworkStream):
    """A connection of which each step gets no more than the time that is left."""

    def __init__(self, inner: httpcore.NetworkStream, clock: Clock):
        self._inner, self._clock = inner, clock

    def read(self, max_bytes, timeout=None):
        return self._inner.read(max_bytes, self._clock.at_most(timeout))

    def write(self, buffer, timeout=None):
        self._inner.write(buffer, self._clock.at_most(timeout))

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._clock.at_most(timeout)), self._clock)

    def close(self):
        self._inner.close()

    def get_extra_info(self, info):
        return self._inner.get_extra_info(info)
