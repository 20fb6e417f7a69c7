"""A public Telegram channel, by its preview page (t.me/s/NAME): posts, edits, and what it forwards."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from tracker.sources import dates, encoding, fetching, kinds, language, markup
from tracker.sources.items import Fetched, Item, NotReadable
from tracker.sources.kinds import Kind

MOST_PAGES = 5  # a page holds some 20 posts; a channel that posted more since the last poll is caught up with
_LONGEST_TITLE = 120
_NAME = re.compile(r"^/?(?:s/)?([A-Za-z]\w{3,31})/?$")


def fetch(
    address: str,
    state: dict | None = None,
    *,
    limits: fetching.Limits = fetching.DEFAULT_LIMITS,
    allow_private: bool = False,
    now: dt.datetime | None = None,
) -> Fetched:
    """The posts on the channel's last page, and on those before until a post that is known. No state: one page.

    An edited post comes again with the same id, so that it is kept as a revision. Posts without words are left out.
    Raises what `fetching.get` raises, and NotReadable for what is no channel's preview.
    """
    state, now = state or {}, now or dt.datetime.now(dt.UTC)
    last = int(state.get("last") or 0)
    base = _preview(address)
    items: dict[int, Item] = {}
    before, silent, cut_off = None, 0, False
    for _ in range(MOST_PAGES if last else 1):
        url = f"{base}?{urlencode({'before': before})}" if before else base
        response = fetching.get(url, limits=limits, allow_private=allow_private)
        posts = _posts(response)
        found = {number: _item(post, number, response.url, now) for number, post in posts}
        silent += sum(item is None for item in found.values())
        items |= {number: item for number, item in found.items() if item}
        before = min(found, default=0)
        cut_off = bool(last) and before > last + 1
        if not cut_off:
            break
    warnings = [f"{silent} posts without words are left out."] if silent else []
    if cut_off:
        warnings.append(f"Posts {last + 1} to {before - 1} are not on the pages that were read.")
    newest = max([last, *items])
    return Fetched(tuple(items[number] for number in sorted(items)), {"last": newest}, warnings=tuple(warnings))


def _preview(address: str) -> str:
    """The address of the preview page, whichever of the channel's addresses was given."""
    parts = urlsplit(address)
    found = _NAME.match(parts.path)
    if not found:
        raise NotReadable("That is no channel’s address; it looks like https://t.me/NAME.")
    return f"{parts.scheme}://{parts.netloc}/s/{found[1]}"


def _posts(response: fetching.Response) -> list[tuple[int, Any]]:
    text, _, _ = encoding.decode(response.body, response.charset)
    tree = markup.parse(text) if kinds.of(response.body) == Kind.HTML else None
    if tree is None:
        raise NotReadable("That is no channel’s page.")
    posts = [(_number(post), post) for post in tree.iter("div") if post.get("data-post")]
    if not posts and "/s/" not in response.url:
        raise NotReadable("This channel has no public preview: it is private, or a group, or does not exist.")
    return [(number, post) for number, post in posts if number]


def _number(post: Any) -> int:
    number = post.get("data-post").rpartition("/")[2]
    return int(number) if number.isdecimal() else 0


def _item(post: Any, number: int, url: str, now: dt.datetime) -> Item | None:
    """A post as an item; None where it has no words."""
    text = "\n\n".join(words for block in _of_class(post, "text") if (words := _words(block)))
    if not text:
        return None
    moment = next((at.get("datetime") for at in post.iter("time") if at.get("datetime")), "")
    dated = dates.read(moment, now, "en") if moment else dates.Dated(None, "The post shows no date.")
    channel = post.get("data-post").rpartition("/")[0]
    origin = next((markup.tidy(name.text_content()) for name in _of_class(post, "forwarded_from_name")), "")
    parts = urlsplit(url)
    title = text.partition("\n")[0]
    return Item(
        external_id=post.get("data-post"),
        url=f"{parts.scheme}://{parts.netloc}/{channel}/{number}",
        title=title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…",
        text=text,
        published_at=dated.moment,
        language=language.of(text, ""),
        warnings=(dated.doubt,) if dated.doubt else (),
        passed_on_from=origin,
    )


def _of_class(post: Any, name: str) -> list:
    """Elements of a post with the class of that part of a message, not those inside a quoted reply."""
    return [
        element
        for element in post.iter()
        if isinstance(element.tag, str)
        and f"tgme_widget_message_{name}" in (element.get("class") or "").split()
        and not any("tgme_widget_message_reply" in (above.get("class") or "") for above in element.iterancestors())
    ]


def _words(block: Any) -> str:
    import lxml.html

    return markup.to_text(lxml.html.tostring(block, encoding="unicode", with_tail=False))
