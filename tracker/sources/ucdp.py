"""UCDP's Georeferenced Event Dataset by its API, all pages of one query.

The address is a query as UCDP documents it, such as
https://ucdpapi.pcr.uu.se/api/gedevents/25.1?Country=652&StartDate=2016-11-01&EndDate=2017-03-31. A release of the data
set never changes, so a query that was read to its end is only asked for its number of events.
"""

import datetime as dt
from collections.abc import Mapping

import httpx

from tracker.sources import fetching
from tracker.sources.credentials import secret
from tracker.sources.dataset import answer, rows_of, to_csv
from tracker.sources.items import Fetched, NotReadable

NAME = "The UCDP API"
PAGE_SIZE = 1000
MOST_PAGES = 10
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
    """The next rows of the query as a CSV table, ten pages at a time. `secrets` holds the "token".

    Raises what `fetching.get` raises, and NotReadable for an answer of another shape.
    """
    state = state or {}
    headers = {"x-ucdp-access-token": secret(secrets, "token", NAME)}
    page, rows = int(state.get("page") or 0), []
    for _ in range(MOST_PAGES):
        url = str(httpx.URL(address).copy_merge_params({"pagesize": PAGE_SIZE, "page": page}))
        data = answer(fetching.get(url, limits=limits, allow_private=allow_private, headers=headers), NAME)
        total, pages = _number(data, "TotalCount"), _number(data, "TotalPages")
        if total == state.get("total") and page == 0:
            return Fetched((), state, not_modified=True)
        rows += rows_of(data, "Result", NAME)
        page += 1
        if page >= pages:
            return Fetched((), {"page": 0, "total": total}, table=to_csv(rows))
    return Fetched((), {"page": page}, table=to_csv(rows), again_after=SOON)


def _number(data: Mapping, key: str) -> int:
    value = data.get(key)
    if not isinstance(value, int):
        raise NotReadable(f"{NAME} answered without “{key}”: look at the address.")
    return value
