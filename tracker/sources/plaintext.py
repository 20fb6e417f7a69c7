"""Plain text as a document: decoded, tidied, its first line for a title."""

from tracker.sources import encoding, language, markup
from tracker.sources.items import Item, NotReadable

_LONGEST_TITLE = 200


def read(data: bytes, *, external_id: str, url: str = "", name: str = "", declared: str | None = None) -> Item:
    """The item that the bytes hold. `name` is its title where the first line is too long for one.

    Raises NotReadable where nothing is written in it.
    """
    text, _, warnings = encoding.decode(data, declared)
    body = markup.tidy(text)
    if not body:
        raise NotReadable(f"{f'“{name}”' if name else 'It'} is empty.")
    first_line = body.partition("\n")[0]
    title = first_line if len(first_line) <= _LONGEST_TITLE else name
    return Item(external_id, url, title, body, None, language.of(body), warnings)
