"""ACLED's events by its API: signed in by OAuth, page by page, from the last change on.

The address is a query as ACLED documents it, such as https://acleddata.com/api/acled/read?country=Syria. ACLED counts
changes by its `timestamp`: a row that was corrected there comes again.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from tracker.sources import fetching
from tracker.sources.credentials import secret
from tracker.sources.dataset import answer, rows_of, to_csv
from tracker.sources.items import Fetched, NotReadable, Refused

NAME = "The ACLED API"
PAGE_SIZE = 5000
MOST_PAGES = 4
SOON = 5.0


def fetch(
    address: str,
    state: dict | None = None,
    *,
    secrets: Mapping[str, str],
    limits: fetching.Limits = fetching.DEFAULT_LIMITS,
    allow_private: bool = False,
    now: dt.datetime | None = None,  # noqa: ARG001 - one shape for all adapters
) -> Fetched:
    """Rows that changed since `state`, as a CSV table; `secrets` holds "email" and "password".

    Raises what `fetching.get` raises, Refused for a sign-in that fails, NotReadable for an answer of another shape.
    """
    state = state or {}
    since, page, rows = int(state.get("since") or 0), int(state.get("page") or 1), []
    newest = int(state.get("newest") or since)
    headers = {"Authorization": f"Bearer {_token(address, secrets, limits, allow_private)}"}
    for _ in range(MOST_PAGES):
        asked: dict[str, Any] = {"_format": "json", "limit": PAGE_SIZE, "page": page}
        if since:
            # The same second again: some of its rows may have come later. Known rows are not stored twice.
            asked |= {"timestamp": since, "timestamp_where": ">="}
        url = str(httpx.URL(address).copy_merge_params(asked))
        found = rows_of(_asked(url, headers, limits, allow_private), "data", NAME)
        rows += found
        newest = max([newest, *(_timestamp(row) for row in found)])
        page += 1
        if len(found) < PAGE_SIZE:
            is_old = bool(since) and all(_timestamp(row) <= since for row in rows) and state.get("rows") == len(rows)
            kept = {"since": newest, "rows": sum(_timestamp(row) == newest for row in rows)}
            return Fetched((), kept, not_modified=is_old, table=b"" if is_old else to_csv(rows))
    return Fetched((), {"since": since, "page": page, "newest": newest}, table=to_csv(rows), again_after=SOON)


def _token(address: str, secrets: Mapping[str, str], limits: fetching.Limits, allow_private: bool) -> str:
    """An access token for this poll; it holds for a day, yet keeping it would put a secret into the database."""
    parts = urlsplit(address)
    form = {
        "username": secret(secrets, "email", NAME),
        "password": secret(secrets, "password", NAME),
        "grant_type": "password",
        "client_id": "acled",
    }
    url = f"{parts.scheme}://{parts.netloc}/oauth/token"
    try:
        data = answer(fetching.post(url, form, limits=limits, allow_private=allow_private), NAME)
    except NotReadable as failure:
        raise Refused(f"{NAME} does not take this e-mail and password.") from failure
    token = data.get("access_token")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise NotReadable(f"{NAME} gave no access token.")
    return token


def _asked(url: str, headers: Mapping[str, str], limits: fetching.Limits, allow_private: bool) -> dict[str, Any]:
    data = answer(fetching.get(url, limits=limits, allow_private=allow_private, headers=headers), NAME)
    if data.get("success") is False or data.get("status") not in (200, "200", None):
        raise Refused(f"{NAME} refused the query: {str(data.get('error') or data.get('messages') or '')[:200]}")
    return data


def _timestamp(row: Mapping[str, Any]) -> int:
    value = str(row.get("timestamp", ""))
    return int(value) if value.isdecimal() else 0
