"""One way to ask any source: the adapter that its word names, with what each of them needs.

An adapter is a module of this package with `fetch(address, state, …) -> Fetched`. To add one: write the module, add
its word to `vocab.Adapter`, and say below what else it is given.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from urllib.parse import urlsplit

from tracker.sources import robots
from tracker.sources.items import Fetched
from tracker.vocab import Adapter

# Services that are made for programs are not asked for a robots.txt.
OF_THE_WEB = frozenset({Adapter.FEED, Adapter.PAGES, Adapter.TELEGRAM})
WITH_SECRETS = frozenset({Adapter.MAIL, Adapter.RELIEFWEB, Adapter.UCDP, Adapter.ACLED})


def fetch(
    adapter: Adapter,
    address: str,
    state: dict,
    *,
    now: dt.datetime,
    secrets: Mapping[str, str],
    folders: Path,
    allow_private: bool = False,
    asks_robots: bool = True,
) -> Fetched:
    """What is new at a source since `state`. Raises a SourceError.

    `secrets`: names and passwords of this source; `folders`: where mail folders of this machine lie.
    """
    module = import_module(f"tracker.sources.{adapter.value}")
    options: dict[str, object] = {"now": now, "allow_private": allow_private}
    if adapter in WITH_SECRETS:
        options["secrets"] = secrets
    if adapter == Adapter.MAIL:
        options["folders"] = folders
    if not (asks_robots and adapter in OF_THE_WEB):
        return module.fetch(address, state, **options)
    rules = robots.check(address, state, now=now, allow_private=allow_private)
    if adapter == Adapter.PAGES:
        options["rules"] = rules
    fetched = module.fetch(address, state, **options)
    return replace(fetched, state={**fetched.state, robots.KEY: rules.state})


def fault_of_address(adapter: Adapter, address: str) -> str:
    """What is wrong with an address for that adapter, in words; "" where nothing is."""
    scheme = urlsplit(address).scheme
    if adapter == Adapter.MAIL:
        return "" if scheme in ("maildir", "imaps") else "Write maildir:FOLDER, or imaps://user@host/Folder."
    return "" if scheme in ("http", "https") else "Write an address that begins with http:// or https://."
