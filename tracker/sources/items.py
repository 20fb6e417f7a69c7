"""What every source gives back, and the ways in which it can fail: each a sentence that a person can act on."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Item:
    """One document as its source published it.

    `external_id` is the same at every fetch (the feed's guid, else the address, else a hash). `text` is plain, its
    paragraphs parted by an empty line. `published_at` is aware and in UTC, None where the source does not say.
    `language` is a two-letter code or "". `warnings` are sentences about doubts: a repaired encoding, an odd date.
    `passed_on_from`: whose words they are, where the source only forwards them.
    """

    external_id: str
    url: str
    title: str
    text: str
    published_at: dt.datetime | None
    language: str
    warnings: tuple[str, ...] = ()
    passed_on_from: str = ""


@dataclass(frozen=True)
class Fetched:
    """The answer of a source. `state` (JSON-able) is to be kept and handed back at the next fetch.

    `warnings` are about the answer as a whole: a feed that breaks off, items that were left out. `table`: rows of a
    data set as a CSV file, where the source gives coded facts instead of texts. `again_after`: seconds after which
    there is more to fetch, None where all was.
    """

    items: tuple[Item, ...]
    state: dict = field(default_factory=dict)
    not_modified: bool = False
    warnings: tuple[str, ...] = ()
    table: bytes = b""
    again_after: float | None = None


class SourceError(Exception):
    """A source gave nothing that can be used. `is_temporary`: whether the same request may work later."""

    is_temporary = False

    def __init__(self, message: str, *, is_temporary: bool | None = None):
        super().__init__(message)
        self.message = message
        if is_temporary is not None:
            self.is_temporary = is_temporary


class Unreachable(SourceError):
    """No such host, no connection, a broken answer, an error of the server."""

    is_temporary = True


class Refused(SourceError):
    """It will not be asked (a private address, too many redirects), or it does not let us in."""


class TooLarge(SourceError):
    """More bytes than are read."""


class TooSlow(SourceError):
    """The answer did not come in time."""

    is_temporary = True


class NotReadable(SourceError):
    """It came, but is not what was asked for: no feed, no article, a login wall, an image, nothing."""


class NotTaken(SourceError):
    """It answered what was sent to it with a status that is no success."""

    is_temporary = True


class RateLimited(SourceError):
    """The server asks to be left alone for `retry_after_seconds`."""

    is_temporary = True

    def __init__(self, message: str, retry_after_seconds: int = 900):
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds
