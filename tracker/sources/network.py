"""Which network addresses may be asked: public ones. An inner service must never be read through this tracker."""

import ipaddress
import queue
import socket
import threading

from tracker.sources.items import Refused, TooSlow, Unreachable

# Public by the registry, yet inner: a cloud's host service, protocol assignments, local translation, old site-local.
_ALSO_INNER = tuple(
    ipaddress.ip_network(block)
    for block in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "fec0::/10")
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def trouble_with(address: str) -> str | None:
    """What kind of address that must not be asked it is ("a private address"), or None for a public one.

    The kinds are those of IANA's special-purpose registries (RFC 6890), and addresses that hide an IPv4 one.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6:
        if ip.ipv4_mapped or ip.sixtofour or ip.teredo:
            return "an IPv6 address that wraps an IPv4 one"
        if ip in _NAT64:
            return trouble_with(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    kinds = (
        (ip.is_loopback, "this machine itself"),
        (ip.is_unspecified, "this machine itself"),
        (ip.is_link_local, "a link-local address, where clouds keep their metadata"),
        (ip.is_multicast, "a multicast address"),
        (ip.is_private, "a private address"),
        (ip.is_reserved or not ip.is_global or any(ip in block for block in _ALSO_INNER), "a reserved address"),
    )
    return next((kind for is_so, kind in kinds if is_so), None)


def resolve(host: str, port: int, *, seconds: float, allow_private: bool = False) -> list[str]:
    """The addresses of a host, each checked. One bad address refuses the host, so a second answer cannot slip in.

    Raises Unreachable (no such host), TooSlow (no answer within `seconds`), Refused (not a public address).
    """
    addresses = list(dict.fromkeys(found[4][0] for found in _looked_up(host, port, seconds)))
    for address in addresses:
        trouble = None if allow_private else trouble_with(address)
        if trouble:
            raise Refused(f"{host} is not asked: it leads to {trouble} ({address}). Give a public address.")
    return addresses


def _looked_up(host: str, port: int, seconds: float) -> list[tuple]:
    """getaddrinfo has no time limit of its own, so it runs beside us and is left behind when it takes too long."""
    answers: queue.SimpleQueue = queue.SimpleQueue()

    def ask():
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as failure:
            answers.put(failure)

    threading.Thread(target=ask, daemon=True, name="name look-up").start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TooSlow(f"The address of {host} was not found within {seconds:.0f} seconds.") from None
    if isinstance(answer, Exception) or not answer:
        raise Unreachable(f"There is no host of the name {host}. Check the address for a typing error.")
    return answer
