"""A list page or a sitemap, and the articles that it leads to."""

import datetime as dt
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from tracker.sources import addresses, encoding, fetching, identity, kinds, markup, page, robots
from tracker.sources.items import Fetched, Item, NotReadable, RateLimited, SourceError
from tracker.sources.kinds import Kind

MOST_LINKS = 2000
MOST_AT_FIRST = 50  # of a list that was never read: its newest, not a site's whole past
MOST_AT_ONCE = 10
MOST_TRIES = 3
LONGEST_SECONDS = 60.0  # for one poll: well inside the time for which a worker holds a source
SOON = 5.0
_NO_ARTICLE = re.compile(
    r"/(?:tags?|category|categories|authors?|about|contact|login|search|page|feed|rss|privacy|terms|subscribe)(?:/|$)",
    re.IGNORECASE,
)
_NO_PAGE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|css|js|pdf|zip|mp[34]|xml|docx?|xlsx?)$", re.IGNORECASE)
_LOC = re.compile(r"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]+)", re.IGNORECASE)
_LASTMOD = re.compile(r"<(?:\w+:)?lastmod>\s*([^<]+)", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:\w+:)?(url|sitemap)>(.*?)</(?:\w+:)?\1>", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Link:
    """An article's address, and what the sitemap says of its last change; "" where nothing is said."""

    url: str
    changed: str = ""

    @property
    def mark(self) -> str:
        return identity.digest(addresses.clean(self.url), self.changed, length=12)


def fetch(
    address: str,
    state: dict | None = None,
    *,
    limits: fetching.Limits = fetching.DEFAULT_LIMITS,
    allow_private: bool = False,
    now: dt.datetime | None = None,
    rules: robots.Rules | None = None,
) -> Fetched:
    """Articles that were not fetched yet, some at a time; `again_after` says that more are waiting.

    Raises what `fetching.get` raises for the list itself. An article that gives nothing is tried three times, and said
    in the warnings.
    """
    state = state or {}
    response = fetching.get(address, state=state, limits=limits, allow_private=allow_private)
    waiting = [tuple(entry) for entry in state.get("waiting") or ()]
    seen = list(state.get("seen") or ())
    if not response.not_modified:
        links = _links(response, limits, allow_private)
        found = [link for link in links if link.mark not in set(seen)]
        new = found if seen else found[:MOST_AT_FIRST]
        waiting += [(link.url, 0) for link in new]
        seen = [*seen, *(link.mark for link in found)][-3 * MOST_LINKS :]
    desk = _Desk(allow_private, limits, now, rules or robots.Rules("", {}))
    items, left, warnings = desk.read(waiting)
    kept = {**state, **response.state, "seen": seen, "waiting": left}
    again = max(SOON, desk.rules.delay) if left else None
    return Fetched(tuple(items), kept, response.not_modified and not items, tuple(warnings), again_after=again)


@dataclass(frozen=True)
class _Desk:
    """Fetches articles one after the other."""

    allow_private: bool
    limits: fetching.Limits
    now: dt.datetime | None
    rules: robots.Rules

    def read(self, waiting: list[tuple[str, int]]) -> tuple[list[Item], list[tuple[str, int]], list[str]]:
        """The items of the first addresses; the addresses that are left, with their tries; sentences about failures."""
        end = time.monotonic() + LONGEST_SECONDS
        # A site that asks for a rest between two requests gets one request a poll; the poll is repeated after it.
        most = 1 if self.rules.delay else MOST_AT_ONCE
        items, again, warnings = [], [], []
        for position, (url, tries) in enumerate(waiting):
            if position == most or time.monotonic() > end:
                return items, [*waiting[position:], *again], warnings
            if not self.rules.allow(url):
                warnings.append(f"{url}: its site’s robots.txt keeps programs out.")
                continue
            try:
                fetched = page.fetch(url, limits=self.limits, allow_private=self.allow_private, now=self.now)
                items += fetched.items
            except RateLimited as failure:
                warnings.append(failure.message)
                return items, [*waiting[position:], *again], warnings
            except SourceError as failure:
                warnings.append(f"{url}: {failure.message}")
                if failure.is_temporary and tries + 1 < MOST_TRIES:
                    again.append((url, tries + 1))
        return items, again, warnings


def _links(response: fetching.Response, limits: fetching.Limits, allow_private: bool) -> list[Link]:
    """The articles that the answer leads to, in its order, each once. Raises NotReadable where there are none."""
    kind = kinds.of(response.body)
    text, _, _ = encoding.decode(response.body, response.charset)
    if kind == Kind.HTML:
        links = _of_list(text, response.url)
    elif kind in (Kind.XML, Kind.TEXT) and _ENTRY.search(text):
        links = _of_sitemap(text, response.url, limits, allow_private)
    else:
        raise NotReadable(f"That is neither a list page nor a sitemap: what came is {kind}.")
    unique = {link.mark: link for link in links}
    if not unique:
        raise NotReadable("The page leads to no article of its own site.")
    return list(unique.values())[:MOST_LINKS]


def _of_list(text: str, url: str) -> list[Link]:
    tree = markup.parse(text)
    hrefs = (anchor.get("href") or "" for anchor in tree.iter("a")) if tree is not None else ()
    return [Link(link) for link in _own(hrefs, url) if _looks_like_an_article(link, url)]


def _of_sitemap(text: str, url: str, limits: fetching.Limits, allow_private: bool) -> list[Link]:
    """The newest change first. An index of sitemaps is followed to the newest of them, and no deeper."""
    entries = [
        (found[1].lower(), _first(_LOC, found[2]), _first(_LASTMOD, found[2])) for found in _ENTRY.finditer(text)
    ]
    entries.sort(key=lambda entry: entry[2], reverse=True)
    if entries and entries[0][0] == "sitemap":
        inner = next(_own([entries[0][1]], url), "")
        if not inner:
            return []
        answer = fetching.get(inner, limits=limits, allow_private=allow_private)
        text, _, _ = encoding.decode(answer.body, answer.charset)
        entries = [("url", _first(_LOC, found[2]), _first(_LASTMOD, found[2])) for found in _ENTRY.finditer(text)]
        entries.sort(key=lambda entry: entry[2], reverse=True)
    return [Link(link, changed) for _, loc, changed in entries for link in _own([loc], url)]


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1].strip().replace("&amp;", "&") if found else ""


def _own(hrefs: Iterable[str], url: str) -> Iterable[str]:
    """Absolute addresses of the same site."""
    host = addresses.site(url)
    full = (addresses.clean(addresses.absolute(href, url)) for href in hrefs if href)
    return (link for link in full if link and addresses.site(link) == host)


def _looks_like_an_article(link: str, list_url: str) -> bool:
    """An article's address has a long name or a number in its last parts; a section's is one short word."""
    path = urlsplit(link).path.rstrip("/")
    if not path or path == urlsplit(list_url).path.rstrip("/") or _NO_ARTICLE.search(path) or _NO_PAGE.search(path):
        return False
    last = path.rsplit("/", 1)[-1]
    return last.count("-") + last.count("_") >= 2 or bool(re.search(r"\d{3,}", path + urlsplit(link).query))
