"""Asking an adapter as the tracker does."""

import datetime as dt
from urllib.parse import parse_qs, urlsplit

from tracker.sources import adapters

NOW = dt.datetime(2017, 1, 5, 12, tzinfo=dt.UTC)


def ask(adapter, address, state=None, *, secrets=None, folders=None, **options):
    return adapters.fetch(
        adapter, address, state or {}, now=NOW, secrets=secrets or {}, folders=folders, allow_private=True, **options
    )


def query(path: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
