"""RSS, Atom and JSON feeds, the broken ones too."""

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, replace
from typing import Any

from tracker.sources import addresses, dates, encoding, fetching, identity, jsonfeed, kinds, language, markup
from tracker.sources.items import Fetched, Item, NotReadable
from tracker.sources.kinds import Kind

MOST_ITEMS = 10_000
_MANY = 50  # dates in words are slow to read; a feed with more unreadable ones than this is not worth the time
_TEXTS = ("text/html", "text/plain", "application/xhtml+xml")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ROOT = re.compile(r"<(?:[a-z]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_END = re.compile(r"</(?:[a-z]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_OPENS = re.compile(r"<(?:[a-z]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:[a-z]+:)?(?:item|entry)\s*>", re.IGNORECASE)


@dataclass(frozen=True)
class Feed:
    """A feed's items in its own order, not yet told apart, and what is doubtful about it as a whole."""

    items: tuple[Item, ...]
    guids: tuple[str, ...]
    warnings: tuple[str, ...]
    is_whole: bool


def fetch(
    address: str,
    state: dict | None = None,
    *,
    limits: fetching.Limits = fetching.DEFAULT_LIMITS,
    allow_private: bool = False,
    now: dt.datetime | None = None,
) -> Fetched:
    """The feed's items; none, and `not_modified`, when nothing changed since `state` was given.

    Raises what `fetching.get` raises, and NotReadable where something else than a feed came.
    """
    state = state or {}
    response = fetching.get(address, state=state, limits=limits, allow_private=allow_private)
    body_hash = hashlib.sha256(response.body).hexdigest()
    if response.not_modified or (state.get("address") == address and state.get("body") == body_hash):
        return Fetched((), {**state, **response.state}, not_modified=True)
    feed = from_bytes(response.body, response.url, declared=response.charset, now=now or dt.datetime.now(dt.UTC))
    items, known = _told_apart(feed, state.get("known") or {})
    # A feed that broke off must be asked for again in full.
    validators = {**response.state, "body": body_hash} if feed.is_whole else {"address": address}
    return Fetched(items, {**validators, "known": known}, warnings=feed.warnings)


def from_bytes(data: bytes, url: str, *, declared: str | None, now: dt.datetime) -> Feed:
    """Read a feed's bytes, which came from `url`; `declared` is the charset of the HTTP header.

    Raises NotReadable. Items without a title and a text are left out.
    """
    kind = kinds.of(data)
    if kind not in (Kind.FEED, Kind.XML, Kind.TEXT, Kind.JSON):
        raise NotReadable(f"That is not a feed: what came is {kind}. {_advice(kind)}".strip())
    text, _, doubts = encoding.decode(data, declared)
    if kind == Kind.JSON:
        (entries, spoken), warnings, is_whole = jsonfeed.entries(text), (), True
    else:
        body = _NOT_XML.sub("", _from_root(text, kind))
        parsed, warnings = _parsed(body)
        entries, is_whole = _whole_entries(parsed, body)
        spoken = parsed.feed.get("language") or ""
    if not is_whole:
        warnings += ("The feed breaks off before its end. What is missing is left for the next fetch.",)
    if len(entries) > MOST_ITEMS:
        warnings += (f"The feed has {len(entries):,} items; the first {MOST_ITEMS:,} are taken.",)
    reader = _Reader(url, spoken, now, doubts)
    pairs = [(reader.item(entry), entry.get("id") or "") for entry in entries[:MOST_ITEMS]]
    kept = [(item, guid.strip()) for item, guid in pairs if item.text]
    if len(kept) < len(pairs):
        warnings += (f"{len(pairs) - len(kept)} items without a title and a text are left out.",)
    return Feed(tuple(item for item, _ in kept), tuple(guid for _, guid in kept), doubts + warnings, is_whole)


def _advice(kind: Kind) -> str:
    if kind == Kind.HTML:
        return "Look on that page for a link to its RSS or Atom feed, and give that."
    return ""


def _from_root(text: str, kind: Kind) -> str:
    """The feed's root element and all that follows. What comes before is junk, or declares entities, by which a few
    bytes could unfold to gigabytes, or name a file of this machine.
    """
    root = _ROOT.search(text)
    if not root:
        raise NotReadable(f"That is not a feed: what came is {kind}, in which no items are found.")
    return text[root.start() :]


def _parsed(body: str) -> tuple[Any, tuple[str, ...]]:
    """feedparser's result. It gets bytes in UTF-8, never an address, which it would open by itself."""
    import feedparser

    parsed = feedparser.parse(
        body.encode("utf-8"),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,  # everything becomes plain text here, so its clean-up would only cost time
        resolve_relative_uris=False,
    )
    is_broken = bool(parsed.bozo) and not isinstance(parsed.get("bozo_exception"), feedparser.CharacterEncodingOverride)
    doubt = "The feed is not well-formed XML; its items are read as far as they can be told."
    return parsed, ((doubt,) if is_broken else ())


def _whole_entries(parsed: Any, text: str) -> tuple[list, bool]:
    """The entries, and whether the feed is whole. A last one that is cut off is left out: half a text would be stored
    as if it were all.
    """
    if not parsed.bozo or _END.search(text[-200:]):
        return parsed.entries, True
    opens = max((found.start() for found in _OPENS.finditer(text)), default=-1)
    closes = max((found.start() for found in _CLOSES.finditer(text)), default=-1)
    return parsed.entries[:-1] if opens > closes else parsed.entries, False


def _told_apart(feed: Feed, known: dict) -> tuple[tuple[Item, ...], dict]:
    """Give each item its external id; of exact repetitions within the feed the first stands."""
    marks = [
        identity.Marks(
            guid, item.url, item.title, item.published_at.date().isoformat() if item.published_at else "", item.text
        )
        for item, guid in zip(feed.items, feed.guids, strict=True)
    ]
    names, memory = identity.names(marks, known)
    items: dict[str, Item] = {}
    for item, name in zip(feed.items, names, strict=True):
        items.setdefault(name, replace(item, external_id=name))
    return tuple(items.values()), memory


class _Reader:
    """Turns entries of one feed into items."""

    def __init__(self, url: str, declared_language: str, now: dt.datetime, doubts: tuple[str, ...]):
        self._url, self._language, self._now, self._doubts = url, declared_language, now, doubts
        self._unreadable_dates = 0

    def item(self, entry: Any) -> Item:
        title = markup.to_line(entry.get("title") or "")
        text, warnings = markup.to_text(_body(entry)), self._doubts
        if title and not text:
            text, warnings = title, (*warnings, "The feed gives a title only.")
        written_in = language.of(text, self._declared(entry))
        dated = self._dated(entry, written_in)
        if dated.doubt:
            warnings = (*warnings, dated.doubt)
        link = addresses.absolute(_link(entry), self._url)
        return Item("", link, title, text, dated.moment, written_in, warnings)

    def _declared(self, entry: Any) -> str:
        detail = entry.get("summary_detail") or entry.get("title_detail") or {}
        return detail.get("language") or self._language

    def _dated(self, entry: Any, written_in: str) -> dates.Dated:
        written = next((entry[name] for name in ("published", "updated", "created") if name in entry), "")
        if not written or self._unreadable_dates > _MANY:
            return dates.Dated(None, "The feed gives no date for it.")
        dated = dates.read(written, self._now, written_in)
        self._unreadable_dates += dated.moment is None
        return dated


def _body(entry: Any) -> str:
    """The whole text (content:encoded, Atom's content) where there is one, else the summary."""
    for content in entry.get("content") or ():
        if (content.get("type") or "text/html") in _TEXTS and (content.get("value") or "").strip():
            return content["value"]
    return entry.get("summary") or ""


def _link(entry: Any) -> str:
    """The item's page. feedparser also gives a guid as the link; it is one only where it is a web address."""
    link, guid = (entry.get("link") or "").strip(), (entry.get("id") or "").strip()
    is_meant = link and (link != guid or link.startswith(("http://", "https://")))
    return link if is_meant else guid if guid.startswith(("http://", "https://")) else ""
