"""A file that a person hands in: plain text, or a saved web page."""

import datetime as dt
import hashlib
from pathlib import PurePath

from tracker.sources import compression, kinds, page, plaintext
from tracker.sources.items import Item, NotReadable
from tracker.sources.kinds import Kind

MOST_BYTES = 10_000_000


def from_bytes(data: bytes, name: str, *, max_bytes: int = MOST_BYTES, now: dt.datetime | None = None) -> Item:
    """The document in a file. The same bytes have the same external id, whatever the file is called.

    Raises TooLarge (beyond `max_bytes`) and NotReadable (empty, an office document, a PDF, an image, data).
    """
    if len(data) > max_bytes:
        raise compression.too_large(max_bytes)
    kind = kinds.of(data)
    if kind == Kind.HTML:
        return page.from_html(data, now=now)
    if kind not in (Kind.EMPTY, Kind.TEXT):
        raise NotReadable(f"“{name}” is {kind}. Copy the text that matters out of it, and paste it.")
    external_id = f"sha256:{hashlib.sha256(data).hexdigest()}"
    return plaintext.read(data, external_id=external_id, name=PurePath(name).stem)
