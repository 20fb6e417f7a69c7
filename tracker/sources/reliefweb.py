"""ReliefWeb's reports by its API, from the last change on.

The address is a query as ReliefWeb documents it, such as
https://api.reliefweb.int/v2/reports?filter[field]=primary_country.iso3&filter[value]=syr.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import httpx

from tracker.sources import dates, fetching, language, markup
from tracker.sources.credentials import secret
from tracker.sources.dataset import answer, rows_of
from tracker.sources.items import Fetched, Item

NAME = "The ReliefWeb API"
PAGE_SIZE = 100
MOST_PAGES = 5
SOON = 5.0
FIELDS = ("title", "body", "url", "url_alias", "date.original", "date.created", "date.changed", "source.name",
          "language.code")  # fmt: skip


def fetch(
    address: str,
    state: dict | None = None,
    *,
    secrets: Mapping[str, str],
    limits: fetching.Limits = fetching.DEFAULT_LIMITS,
    allow_private: bool = False,
    now: dt.datetime | None = None,
) -> Fetched:
    """Reports changed since `state`, the newest change first; `secrets` holds the approved "appname".

    Who wrote a report is whose words they are; ReliefWeb passes it on. Raises what `fetching.get` raises, and
    NotReadable for an answer of another shape.
    """
    state, now = state or {}, now or dt.datetime.now(dt.UTC)
    appname, since = secret(secrets, "appname", NAME), state.get("since") or ""
    items: list[Item] = []
    newest, silent, warnings = since, 0, []
    for page in range(MOST_PAGES if since else 1):
        url = _page(address, appname, page)
        data = answer(fetching.get(url, limits=limits, allow_private=allow_private), NAME)
        rows = rows_of(data, "data", NAME)
        changed = [_changed(row) for row in rows]
        new = [row for row, moment in zip(rows, changed, strict=True) if moment > since]
        read = [_item(row, now) for row in new]
        silent += read.count(None)
        items += [item for item in read if item]
        newest = max([newest, *changed])
        if len(new) < PAGE_SIZE:
            break
    else:
        if since:
            warnings.append(f"More than {MOST_PAGES * PAGE_SIZE} reports changed; the older ones were not read.")
    if silent:
        warnings.append(f"{silent} reports without a text are left out.")
    return Fetched(tuple(items), {"since": newest}, not_modified=not items, warnings=tuple(warnings))


def _page(address: str, appname: str, page: int) -> str:
    asked = [
        ("appname", appname),
        ("sort[]", "date.changed:desc"),
        ("limit", str(PAGE_SIZE)),
        ("offset", str(page * PAGE_SIZE)),
        *(("fields[include][]", name) for name in FIELDS),
    ]
    url = httpx.URL(address)
    return str(url.copy_with(params=[*url.params.multi_items(), *asked]))


def _fields(row: Mapping[str, Any]) -> Mapping[str, Any]:
    fields = row.get("fields")
    return fields if isinstance(fields, dict) else {}


def _changed(row: Mapping[str, Any]) -> str:
    """ISO text in UTC, which sorts as the moments do."""
    date = _fields(row).get("date") or {}
    return str(date.get("changed") or date.get("created") or "")


def _item(row: Mapping[str, Any], now: dt.datetime) -> Item | None:
    fields = _fields(row)
    text = markup.to_text(str(fields.get("body") or ""))
    if not text:
        return None
    date = fields.get("date") or {}
    dated = dates.read(str(date.get("original") or date.get("created") or ""), now, "en")
    authors = [str(each.get("name") or "") for each in fields.get("source") or () if isinstance(each, dict)]
    spoken = next((str(each.get("code") or "") for each in fields.get("language") or () if isinstance(each, dict)), "")
    return Item(
        external_id=f"reliefweb:{row.get('id')}",
        url=str(fields.get("url_alias") or fields.get("url") or ""),
        title=markup.to_line(str(fields.get("title") or "")),
        text=text,
        published_at=dated.moment,
        language=language.of(text, spoken),
        warnings=(dated.doubt,) if dated.doubt else (),
        passed_on_from=authors[0] if len(authors) == 1 else "",
    )
