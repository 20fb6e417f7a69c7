"""Asking whether a TCP port is free, and whether something answers on it."""

import errno
import os
import socket
from contextlib import closing

LAST_PORT = 65535
WILDCARDS = {"", "0.0.0.0", "::"}  # noqa: S104 - compared with, not listened on


def why_not(host: str, port: int) -> str | None:
    """None where a server could listen on host and port now, else the reason as a sentence."""
    if not 0 < port <= LAST_PORT:
        return f"PORT is {port}; a port is a number from 1 to {LAST_PORT}."
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror:
        return f"{host}:{port} is no address of this machine."
    with closing(socket.socket(family, kind, protocol)) as probe:
        # As servers do: a port whose last connections are only fading counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            return _in_words(host, port, error)
    return None


def _in_words(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program; choose another one, for example PORT={port + 1}."
    return f"Cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}."


def free_port() -> int:
    """A port of the loopback address that nothing listens on at this moment."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def within_reach(host: str) -> str:
    """The address by which this machine reaches a server that listens on `host`."""
    if host in WILDCARDS:
        return "::1" if host == "::" else "127.0.0.1"
    return host


def answers(host: str, port: int) -> bool:
    """True when a server accepts connections there."""
    try:
        with closing(socket.create_connection((within_reach(host), port), timeout=1)):
            return True
    except OSError:
        return False
