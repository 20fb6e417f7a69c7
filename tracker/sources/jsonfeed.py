"""JSON Feed (version 1 and 1.1) as the entries that feedparser gives of XML, so that one reader serves both."""

import json
from typing import Any

from tracker.sources.items import NotReadable

_OPENING = "https://jsonfeed.org/version/"


def entries(text: str) -> tuple[list[dict[str, Any]], str]:
    """The feed's entries and its language. Raises NotReadable for other JSON."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as failure:
        raise NotReadable("That is not a feed: what came is data in JSON that is cut off or broken.") from failure
    if not isinstance(data, dict) or not str(data.get("version", "")).startswith(_OPENING):
        raise NotReadable("That is not a feed: what came is data in JSON, and no JSON Feed.")
    items = data.get("items")
    if not isinstance(items, list):
        raise NotReadable("The JSON Feed has no list of items.")
    return [_entry(item) for item in items if isinstance(item, dict)], _text(data, "language")


def _entry(item: dict[str, Any]) -> dict[str, Any]:
    link = _text(item, "url") or _text(item, "external_url")
    plain, marked_up = _text(item, "content_text"), _text(item, "content_html")
    content = [{"type": "text/html", "value": marked_up}, {"type": "text/plain", "value": plain}]
    found = {
        "id": _text(item, "id"),
        "link": link,
        "title": _text(item, "title"),
        "content": [each for each in content if each["value"]],
        "summary": _text(item, "summary"),
        "published": _text(item, "date_published"),
        "updated": _text(item, "date_modified"),
        "summary_detail": {"language": _text(item, "language")},
    }
    return {name: value for name, value in found.items() if value}


def _text(data: dict[str, Any], name: str) -> str:
    """A number as an id is read as well; the specification asks readers to."""
    value = data.get(name)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
