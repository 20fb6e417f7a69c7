"""What came: told by its first bytes, as names of files and declared types are often wrong."""

import re
from enum import StrEnum

_HEAD = 4096


class Kind(StrEnum):
    """The value is the words for a sentence: "What came is …"."""

    EMPTY = "nothing at all"
    HTML = "a web page"
    FEED = "a feed"
    XML = "an XML file"
    JSON = "data in JSON"
    PDF = "a PDF file"
    IMAGE = "an image"
    MEDIA = "a sound or a video"
    OFFICE = "an office document (Word, Excel or the like)"
    ARCHIVE = "a compressed archive"
    BINARY = "a file that is not text"
    TEXT = "plain text"


_SIGNATURES = (
    (b"%PDF", Kind.PDF),
    (b"\x89PNG", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"\xd0\xcf\x11\xe0", Kind.OFFICE),
    (b"{\\rtf", Kind.OFFICE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"Rar!", Kind.ARCHIVE),
    (b"BZh", Kind.ARCHIVE),
    (b"\xfd7zXZ", Kind.ARCHIVE),
    (b"ID3", Kind.MEDIA),
    (b"OggS", Kind.MEDIA),
    (b"\x1aE\xdf\xa3", Kind.MEDIA),
)
_FEED = re.compile(rb"<(?:[a-z]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title)[\s>/]", re.IGNORECASE)
_JSON = re.compile(rb"\{\s*[\"}]|\[\s*[\[{\"\]]")
_OTHER_HTML = re.compile(rb"<(?:!--|script|style|link|div|p|h1|article)[\s>/!-]", re.IGNORECASE)
# The comments stand in an atomic group: without it, many of them would be tried in every combination.
_SVG = re.compile(rb"(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+)?svg[\s>]", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def of(data: bytes) -> Kind:
    """The kind of a body or a file, never failing: what looks like no known kind is TEXT or BINARY."""
    head = data[:_HEAD]
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        return Kind.EMPTY
    return _by_signature(head, data) or _by_markup(head, data) or (Kind.BINARY if _is_binary(head) else Kind.TEXT)


def _by_signature(head: bytes, data: bytes) -> Kind | None:
    if head.startswith(b"PK\x03\x04"):
        is_office = any(mark in data[:_HEAD] for mark in (b"[Content_Types].xml", b"mimetypeapplication/vnd", b"word/"))
        return Kind.OFFICE if is_office else Kind.ARCHIVE
    if head[:4] == b"RIFF":
        return Kind.IMAGE if head[8:12] == b"WEBP" else Kind.MEDIA
    if head[4:8] == b"ftyp":
        return Kind.IMAGE if head[8:12] in (b"avif", b"heic", b"mif1") else Kind.MEDIA
    return next((kind for mark, kind in _SIGNATURES if head.startswith(mark)), None)


def _by_markup(head: bytes, data: bytes) -> Kind | None:
    text = head.replace(b"\x00", b"")  # UTF-16 markup becomes legible
    start = text.lstrip(b" \t\r\n\xef\xbb\xbf\xff\xfe")
    if _JSON.match(start) and data.rstrip()[-1:] in (b"}", b"]"):
        return Kind.JSON
    feed, html = _FEED.search(text), _HTML.search(text)
    if feed and not (html and html.start() < feed.start()):
        return Kind.FEED
    if _SVG.match(start):
        return Kind.IMAGE
    if html or _OTHER_HTML.match(start):
        return Kind.HTML
    return Kind.XML if start.startswith(b"<?xml") else None


def _is_binary(head: bytes) -> bool:
    if is_utf16(head):
        return False
    return head.count(b"\x00") > 0 or len(_CONTROL.findall(head)) > len(head) // 20


def is_utf16(data: bytes) -> bool:
    """Whether it is text in UTF-16: by its mark, or because every second byte is (almost always) a zero."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sides = data[:_HEAD:2].count(0), data[1:_HEAD:2].count(0)
    return max(sides) > len(data[:_HEAD]) * 0.35 and min(sides) < len(data[:_HEAD]) * 0.05
