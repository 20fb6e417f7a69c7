"""One article on a web page."""

import datetime as dt
import hashlib
import itertools
from typing import Any

from tracker.sources import addresses, dates, encoding, fetching, kinds, language, markup, metadata, plaintext, walls
from tracker.sources.items import Fetched, Item, NotReadable
from tracker.sources.kinds import Kind

_LONGEST_TITLE = 300
_MOST_DATES = 20


def fetch(
    address: str,
    state: dict | None = None,
    *,
    limits: fetching.Limits = fetching.DEFAULT_LIMITS,
    allow_private: bool = False,
    now: dt.datetime | None = None,
) -> Fetched:
    """The article at an address, as the only item; none, and `not_modified`, when the server says so.

    Raises what `fetching.get` raises, and NotReadable where there is no article: see `from_html`.
    """
    response = fetching.get(address, state=state, limits=limits, allow_private=allow_private)
    if response.not_modified:
        return Fetched((), {**(state or {}), **response.state}, not_modified=True)
    if kinds.of(response.body) == Kind.TEXT:
        link = addresses.clean(response.url)
        item = plaintext.read(response.body, external_id=link, url=link, declared=response.charset)
    else:
        item = from_html(response.body, response.url, declared=response.charset, now=now)
    return Fetched((item,), response.state)


def from_html(data: bytes, url: str = "", *, declared: str | None = None, now: dt.datetime | None = None) -> Item:
    """The article in a page's bytes. `url`: where it came from, if known; `declared`: the charset of the HTTP header.

    Raises NotReadable for another kind of file, an empty page, a login wall, a question about cookies, no article.
    """
    kind = kinds.of(data)
    if kind not in (Kind.HTML, Kind.XML, Kind.TEXT):
        raise NotReadable(f"There is no article: what came is {kind}. {_advice(kind)}".strip())
    html, _, warnings = encoding.decode(data, declared)
    tree = markup.parse(html)
    if tree is None:
        raise NotReadable("There is no article: the page is empty.")
    said = list(itertools.islice(metadata.published(tree), _MOST_DATES))
    link, spoken = metadata.canonical(tree, url), metadata.declared_language(tree)
    whole_text, asks_password = markup.beginning_of(tree), metadata.has_password_field(tree)
    if metadata.is_partly_hidden(tree):
        warnings = (*warnings, "The page says that a part of it is for subscribers; the text may be cut short.")
    article = _article(tree, url)
    text = _paragraphs(article.text) if article else ""
    trouble = walls.in_the_way(text, whole_text=whole_text, has_password_field=asks_password)
    if trouble:
        raise NotReadable(trouble)
    written_in = language.of(text, spoken)
    dated = _dated([*said, article.date or ""], now or dt.datetime.now(dt.UTC), written_in)
    if dated.doubt:
        warnings = (*warnings, dated.doubt)
    title = markup.to_line(article.title or "")[:_LONGEST_TITLE]
    return Item(_external_id(link, data), link, title, text, dated.moment, written_in, warnings)


def _advice(kind: Kind) -> str:
    if kind == Kind.FEED:
        return "Add it as the feed of a source."
    if kind == Kind.EMPTY:
        return ""
    return "Copy the text that matters, and paste it."


def _article(tree: Any, url: str) -> Any:
    """trafilatura's reading of the page, or None. It fetches nothing."""
    import trafilatura

    return trafilatura.bare_extraction(
        tree, url=url or None, include_comments=False, include_tables=True, with_metadata=True
    )


def _paragraphs(text: str | None) -> str:
    return markup.tidy("\n\n".join((text or "").splitlines()))


def _dated(candidates: list[str], now: dt.datetime, written_in: str) -> dates.Dated:
    """The first candidate that is a moment; what is wrong with the first, if none is."""
    read = [dates.read(candidate, now, written_in) for candidate in dict.fromkeys(candidates) if candidate]
    missing = dates.Dated(None, "The page gives no date of publication.")
    return next((dated for dated in read if dated.moment), read[0] if read else missing)


def _external_id(link: str, data: bytes) -> str:
    return link or f"sha256:{hashlib.sha256(data).hexdigest()[:40]}"
