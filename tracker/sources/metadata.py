"""What a page says of itself in its head: when it was published, under which address, in which language."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tracker.sources import addresses

_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "publishdate", "publish-date", "publish_date", "pubdate", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "date",
)  # fmt: skip
_LONGEST_JSON = 300_000


def published(tree: Any) -> Iterator[str]:
    """The texts that may be the date of publication, the likeliest first."""
    named = dict(reversed(list(_metas(tree))))  # the first of a name counts
    yield from (named[name] for name in _DATE_NAMES if name in named)
    yield from (str(data["datePublished"]) for data in _linked_data(tree) if data.get("datePublished"))
    for element in tree.iter("time", "abbr", "span"):
        is_meant = "datePublished" in (element.get("itemprop") or "") or element.get("pubdate") is not None
        written = element.get("datetime") or element.get("content") or element.get("title")
        if written and (is_meant or (element.tag == "time" and _is_in(element, "article", "header"))):
            yield written


def canonical(tree: Any, url: str) -> str:
    """The page's own address: what it names as such, else the one that it was read from; "" where neither is known.

    A site's root named by a page that is not the root is a mistake of the site, and not taken.
    """
    links = (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical")
    named = (content for name, content in _metas(tree) if name == "og:url")
    for candidate in (*links, *named):
        full = addresses.clean(addresses.absolute(candidate or "", url)) if candidate else ""
        if "://" in full and (full.partition("://")[2].partition("/")[2] or not _has_path(url)):
            return full
    return addresses.clean(url) if url else ""


def declared_language(tree: Any) -> str:
    """The lang attribute of the page, or what its head names; "" where neither does."""
    root = tree.getroottree().getroot()
    named = dict(reversed(list(_metas(tree))))
    return root.get("lang") or named.get("content-language") or named.get("og:locale") or ""


def is_partly_hidden(tree: Any) -> bool:
    """Whether the page says that one must pay to read all of it (schema.org's isAccessibleForFree)."""
    return any(str(data.get("isAccessibleForFree")).lower() == "false" for data in _linked_data(tree))


def has_password_field(tree: Any) -> bool:
    return any((field.get("type") or "").lower() == "password" for field in tree.iter("input"))


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        if name and meta.get("content"):
            yield name.strip().lower(), meta.get("content").strip()


def _linked_data(tree: Any) -> Iterator[dict]:
    """The objects of the page's JSON-LD, those inside its lists and graphs too."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _LONGEST_JSON:
            continue
        try:
            data = json.loads(re.sub(r"[\x00-\x1f]+", " ", script.text or ""))
        except (ValueError, RecursionError):
            continue
        for entry in data if isinstance(data, list) else [data]:
            graph = entry.get("@graph") if isinstance(entry, dict) else None
            yield from (
                found for found in [entry, *(graph if isinstance(graph, list) else [])] if isinstance(found, dict)
            )


def _has_path(url: str) -> bool:
    return bool(url.partition("://")[2].partition("/")[2])


def _is_in(element: Any, *tags: str) -> bool:
    return any(ancestor.tag in tags for ancestor in element.iterancestors())
