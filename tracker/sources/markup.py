"""Markup to plain text. What is stored is text only, so nothing of a source's scripts or styles comes along."""

import html
import itertools
import re

_TAG = re.compile(r"<[a-zA-Z/!?]")
_ENTITY = re.compile(r"&#?\w{1,31};")
_SILENT = {"script", "style", "noscript", "template", "iframe", "object", "svg", "head", "form", "button", "select"}
_PARAGRAPH = {
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "ol", "p", "pre", "section", "table", "ul",
}  # fmt: skip
_LINE = {"br", "li", "tr"}
_CELL = {"td", "th"}
# A reader sees none of these; kept, they would part words and hide names from the look-up.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ud800-\udfff]")


def to_line(text: str) -> str:
    """A title: one line without markup, entities resolved."""
    return " ".join(to_text(text).split())


def to_text(text: str) -> str:
    """Plain text of what may be HTML, or may be plain text already: paragraphs parted by an empty line."""
    if _TAG.search(text):
        return tidy("".join(_pieces(text)))
    return tidy(html.unescape(text) if _ENTITY.search(text) else text)


def tidy(text: str) -> str:
    """Single spaces, at most one empty line in a row, nothing invisible."""
    lines = (" ".join(line.split()) for line in _INVISIBLE.sub("", text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def parse(text: str):
    """The lxml tree of an HTML text, or None where there is nothing in it. Never fails on broken markup."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(_INVISIBLE.sub("", text).encode("utf-8"), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None


def beginning_of(tree, pieces: int = 2000) -> str:
    """The visible text of a parsed page, up to that many pieces of it (a piece is what stands between two tags)."""
    return tidy("".join(itertools.islice(_walk(tree), pieces)))


def _pieces(text: str):
    tree = parse(f"<div>{text}</div>")
    return _walk(tree) if tree is not None else ()


def _walk(tree):
    """Text in reading order with line breaks between blocks. Not recursive: hostile markup nests deeply."""
    import lxml.etree

    silent_depth = 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        silent_depth += (1 if event == "start" else -1) * (tag in _SILENT)
        if silent_depth == 0:
            if event == "start" or tag in _PARAGRAPH:
                yield _break(tag)
            yield _inline((element.text if event == "start" else element.tail) or "", is_verbatim=tag == "pre")


def _break(tag: str) -> str:
    return "\n\n" if tag in _PARAGRAPH else "\n" if tag in _LINE else " " if tag in _CELL else ""


def _inline(text: str, *, is_verbatim: bool) -> str:
    return text if is_verbatim else re.sub(r"\s+", " ", text)
