"""Bytes to text. The declared encoding is often wrong, so what the bytes say counts for more; it never fails."""

import codecs
import re

from tracker.sources import kinds

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_FOR_TEXT = {
    "idna",
    "punycode",
    "unicode-escape",
    "raw-unicode-escape",
    "undefined",
    "mbcs",
    "oem",
    "palmos",
    "utf-7",
}
# What browsers read where these are declared (WHATWG Encoding Standard): the larger sets that are really meant.
_MEANT = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
# Encodings that news in another script than Latin was, and is, written in.
_LIKELY = ["cp1251", "koi8-r", "cp1256", "iso8859_6", "cp1255", "cp1253", "gb18030", "shift_jis", "euc_kr", "big5"]
_DECLARED_INSIDE = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_ESCAPED = re.compile(rb"\x1b[$(]")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_SAMPLE = 200_000
_FEWEST_LETTERS = 10


def decode(data: bytes, declared: str | None = None) -> tuple[str, str, tuple[str, ...]]:
    """The text, the encoding that it was read in, and warnings, each a sentence.

    In this order: a byte order mark; UTF-8 where the bytes hold, as nothing else looks like it by chance; the declared
    encoding (the caller's, else the one named inside an XML or HTML head); UTF-8 with the few wrong bytes read as
    cp1252; a guess by the bytes; cp1252.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace"), name, ()
    if kinds.is_utf16(data):
        name = "utf-16-be" if data[:2].startswith(b"\x00") else "utf-16-le"
        return data.decode(name, errors="replace"), name, ()
    return _by_bytes(data, _known(declared) or _known(declared_inside(data)))


def declared_inside(data: bytes) -> str | None:
    """The encoding that an XML declaration or an HTML meta element names."""
    found = _DECLARED_INSIDE.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def _known(name: str | None) -> str | None:
    try:
        codec = codecs.lookup(name.strip()).name if name else None
        "".encode(codec or "ascii")  # refuses codecs that do not yield text, such as "hex"
    except (LookupError, ValueError):
        return None
    if codec in _NOT_FOR_TEXT or (codec or "").startswith(("utf-16", "utf-32")):
        return None  # without its mark and its zeros it is not UTF-16, whatever it says
    return _MEANT.get(codec, codec)


def _by_bytes(data: bytes, codec: str | None) -> tuple[str, str, tuple[str, ...]]:
    text = _strictly(data, "utf-8")
    if text is not None and not (codec and codec != "utf-8" and _ESCAPED.search(data)):
        is_other = codec not in (None, "utf-8") and not data.isascii()
        return text, "utf-8", ((f"It is declared as {codec}, but is written in UTF-8.",) if is_other else ())
    if codec and codec != "utf-8":
        text = _strictly(data, codec)
        if text is not None:
            return text, codec, ()
    return _repaired(data, codec)


def _repaired(data: bytes, codec: str | None) -> tuple[str, str, tuple[str, ...]]:
    """No encoding fits: mend what is UTF-8 for the most part, else take the likeliest."""
    right = data.decode("utf-8", errors="ignore")
    wrong_bytes = len(data) - len(right.encode())
    if sum(letter > "\x7f" for letter in right) > wrong_bytes:
        mended = data.decode("utf-8", errors="tracker-as-cp1252")
        return mended, "utf-8", (f"{wrong_bytes} of its bytes are not UTF-8; they are read as Western letters.",)
    name = codec if codec and codec != "utf-8" else guess(data)
    said = f"It is declared as {codec}, but is not" if codec else "It names no encoding that is known"
    return data.decode(name, errors="replace"), name, (f"{said}; it is read as {name}. Check the letters.",)


def guess(data: bytes) -> str:
    """The likeliest single encoding of text that is not UTF-8.

    Only words with letters outside ASCII count, so that markup does not drown them. A Western word has few such
    letters (cp1252), a word of another script has no others.
    """
    words = [word for word in _WORD.findall(data[:_SAMPLE]) if not word.isascii()]
    sample = b" ".join(words)
    outside = sum(byte > 0x7F for byte in sample)
    if outside < _FEWEST_LETTERS or outside < sum(byte > 0x40 for byte in sample) * 0.6:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_LIKELY).best()
    return best.encoding if best else "cp1252"


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _as_cp1252(failure: UnicodeError) -> tuple[str, int]:
    if not isinstance(failure, UnicodeDecodeError):
        raise failure
    return failure.object[failure.start : failure.end].decode("cp1252", errors="replace"), failure.end


codecs.register_error("tracker-as-cp1252", _as_cp1252)
