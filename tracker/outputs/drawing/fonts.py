"""The fonts of papers and pictures, and text as they can write it."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[2] / "data" / "fonts"
PLAIN, BOLD, TITLE = "IBMPlexSans-Regular.ttf", "IBMPlexSans-SemiBold.ttf", "IBMPlexSerif-SemiBold.ttf"
ARABIC, ARABIC_BOLD = "IBMPlexSansArabic-Regular.ttf", "IBMPlexSansArabic-SemiBold.ttf"
FILES = tuple(str(FONTS / name) for name in (PLAIN, BOLD, TITLE, ARABIC, ARABIC_BOLD))
UNKNOWN = "?"
# Letters of transliteration that the fonts lack, as they are often printed.
_LIKE = {"ʿ": "‘", "ʾ": "’", "ʻ": "‘", "ʼ": "’"}


@lru_cache(maxsize=1)
def _written() -> tuple[frozenset[int], frozenset[int]]:
    """The characters of the Latin and of the Arabic fonts."""
    return _characters(PLAIN), _characters(ARABIC)


def _characters(name: str) -> frozenset[int]:
    with TTFont(FONTS / name, lazy=True) as font:
        return frozenset(font.getBestCmap())


def writable(text: str) -> str:
    """The text without characters that no font has: taken apart into letter and mark, put plainly, or "?"."""
    latin, arabic = _written()
    known = latin | arabic
    if all(ord(letter) in known for letter in text):
        return text
    return "".join(_letter(letter, known) for letter in unicodedata.normalize("NFC", text))


def _letter(letter: str, known: frozenset[int]) -> str:
    if ord(letter) in known:
        return letter
    if letter in _LIKE:
        return _LIKE[letter]
    if letter.isspace():
        return " "
    apart = [one for one in unicodedata.normalize("NFD", letter) if ord(one) in known]
    if apart and not unicodedata.combining(apart[0]):
        return "".join(apart)
    return "" if unicodedata.category(letter)[0] in "MC" else UNKNOWN


def needs_arabic(text: str) -> bool:
    """Whether a text has letters that only the Arabic fonts have."""
    latin, arabic = _written()
    return any(ord(letter) in arabic and ord(letter) not in latin for letter in text)
