"""Stage 1: plain characters of the same length, so that every later offset holds in the stored text."""

import re
import unicodedata
from functools import lru_cache

from tracker.extract.parts import Doc

QUOTES = {0x201C: '"', 0x201D: '"', 0x201E: '"', 0x00AB: '"', 0x00BB: '"', 0x2018: "'", 0x2019: "'", 0x02BC: "'"}
HYPHENS = {0x2010: "-", 0x2011: "-", 0x2212: "-"}
SPACES = {0x00A0: " ", 0x202F: " ", 0x2007: " ", 0x2009: " ", 0x3000: " ", 0x0009: " ", 0x2028: "\n", 0x2029: "\n"}
PLAIN = QUOTES | HYPHENS | SPACES | {0x000D: "\n"}
TAG = re.compile(r"<(/?)([a-zA-Z!][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,600})?/?>")
BLOCK_TAGS = frozenset(
    [
        "p",
        "br",
        "div",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "section",
        "article",
        "blockquote",
        "header",
        "footer",
    ]
)
ENTITY = re.compile(r"&(amp|nbsp|quot|lt|gt|apos|#\d{1,5});")
ENTITY_CHARACTERS = {"amp": "&", "quot": '"', "apos": "'", "#39": "'", "#8217": "'", "#8220": '"', "#8221": '"'}


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if len(base) == 1 else character


@lru_cache(maxsize=4096)
def _plain_character(character: str) -> str:
    mapped = PLAIN.get(ord(character))
    if mapped is not None:
        return mapped
    # Control, format (right-to-left marks, zero width) and lone surrogate characters carry no word.
    return " " if unicodedata.category(character) in ("Cc", "Cf", "Cs") and character != "\n" else character


def fold(text: str) -> str:
    """Lower case without diacritics, the same length as `text`."""
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


def _blank_tag(match: re.Match) -> str:
    head = "\n" if match.group(2).lower() in BLOCK_TAGS else " "
    return head.ljust(len(match.group()))


def _blank_entity(match: re.Match) -> str:
    return ENTITY_CHARACTERS.get(match.group(1), " ").ljust(len(match.group()))


def normalise(text: str) -> Doc:
    """`text` as a Doc whose views have exactly its length."""
    flat = "".join(map(_plain_character, text))
    if "<" in flat:
        flat = TAG.sub(_blank_tag, flat)
    if "&" in flat:
        flat = ENTITY.sub(_blank_entity, flat)
    return Doc(text, flat, fold(flat))
