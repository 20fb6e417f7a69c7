"""Reads the environment: one function a kind of value, and the defaults that need more than a literal."""

import ipaddress
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

WORDS_FOR_YES = {"1", "true", "yes", "on"}
WORDS_FOR_NO = {"0", "false", "no", "off", ""}

SQLITE_OPTIONS = {
    # Seconds a writer waits for another one before "database is locked".
    "timeout": 20,
    # A transaction that reads first and writes later takes the write lock at its start; with SQLite's own default
    # (DEFERRED) two of them at once fail instead of waiting.
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def text(name: str, default: str) -> str:
    """A text; an empty one counts as not given."""
    return os.environ.get(name) or default


def flag(name: str, default: bool) -> bool:
    """A yes or no, e.g. DEBUG=1. Raises ImproperlyConfigured for any other word."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word not in WORDS_FOR_YES | WORDS_FOR_NO:
        raise ImproperlyConfigured(f"{name} is {value!r}; write 1 or 0.")
    return word in WORDS_FOR_YES


def number(name: str, default: int) -> int:
    """A whole number, e.g. PORT=8000. Raises ImproperlyConfigured when it is not one."""
    value = os.environ.get(name) or str(default)
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.") from None


def hour(name: str, default: int) -> int:
    """An hour of the day, 0 to 23. Raises ImproperlyConfigured for any other number."""
    value = number(name, default)
    if not 0 <= value <= 23:
        raise ImproperlyConfigured(f"{name} is {value}; write an hour from 0 to 23.")
    return value


def words(name: str, default: list[str]) -> list[str]:
    """A list with commas between, e.g. ALLOWED_HOSTS=tracker.example.org,www.example.org."""
    value = os.environ.get(name)
    if not value:
        return default
    return [word.strip() for word in value.split(",") if word.strip()]


def secrets_of_sources(name: str) -> dict[str, dict[str, str]]:
    """JSON of the shape {"source-key": {"password": "…"}}. Raises ImproperlyConfigured for any other."""
    try:
        value = json.loads(os.environ.get(name) or "{}")
    except ValueError:
        raise ImproperlyConfigured(f"{name} is not JSON.") from None
    is_meant = isinstance(value, dict) and all(
        isinstance(each, dict) and all(isinstance(one, str) for one in each.values()) for each in value.values()
    )
    if not is_meant:
        raise ImproperlyConfigured(f'{name} must be JSON such as {{"acled": {{"email": "…", "password": "…"}}}}.')
    return value


def is_loopback(host: str) -> bool:
    """True for a name or address that only this machine can reach."""
    if host in {"localhost", ".localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def secret_key(state: Path, *, may_generate: bool) -> str:
    """SECRET_KEY, or else the key kept in `state`, made on first use and readable by its owner only.

    Raises ImproperlyConfigured where a generated key would be unsafe: on a public address every process and machine
    has to share one key, which only the operator can hand out.
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    if not may_generate:
        raise ImproperlyConfigured("SECRET_KEY is not set. It is required as soon as the site is not only local.")
    path = state / "secret-key"
    if not path.exists():
        _write_private(path, secrets.token_urlsafe(60))
    return path.read_text().strip()


def _write_private(path: Path, text: str) -> None:
    """Write whole or not at all; where two processes come first at once, both go on with the same text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def database(state: Path) -> Mapping[str, object]:
    """Django's settings of the database that DATABASE_URL names; without it a SQLite file in `state`."""
    state.mkdir(parents=True, exist_ok=True)
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{state / 'tracker.sqlite3'}"
    config = dict(dj_database_url.parse(url))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = SQLITE_OPTIONS | dict(config.get("OPTIONS") or {})
        # Worker threads share a file, never the memory of one connection.
        config["TEST"] = {"NAME": str(state / "test.sqlite3")}
    return config


def broker(address_file: Path) -> str:
    """REDIS_URL, or else the address in the file while there is one, or else Redis's usual port on this machine."""
    if url := os.environ.get("REDIS_URL"):
        return url
    try:
        return address_file.read_text().strip()
    except FileNotFoundError:
        return "redis://127.0.0.1:6379/0"
