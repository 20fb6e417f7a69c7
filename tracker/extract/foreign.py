"""What is read of a text in another language than English: a monitor's counts by region, days, and whom leads name.

Rows are read by their shape, "A (5), B (10)" or "A – 5, B – 10", beside a word for a violation; so a region needs no list.
"""

import re
from collections.abc import Container
from datetime import date

from tracker.extract.bulletins import Bulletin, Row
from tracker.extract.calendar_words import make, nearest_year, shift
from tracker.extract.dates import Now
from tracker.extract.languages import LANGUAGES, Language
from tracker.extract.parts import Doc, Name, When
from tracker.extract.types import Span
from tracker.vocab import TimePrecision

WORD = r"[^\W\d_][\w'’`-]*"
ROW = re.compile(
    rf"(?P<name>{WORD}(?: {WORD}){{0,3}})\s?(?:\((?P<a>\d{{1,6}})\)|(?:–|—|-|:|=)\s?(?P<b>\d{{1,6}})(?![\w%]|[.:]\d))"
)
TOTAL = re.compile(r"(?<!\d)(\d{1,6})(?: [^\W\d_]+){0,3}? $")
NUMERIC = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)(?!\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
)
FEWEST_ROWS = 2
AND_IN_ARABIC = "و"


def knows(code: str | None) -> Language | None:
    """The words of a language, by its ISO 639-1 code; None for one that only has names and leads."""
    return LANGUAGES.get((code or "")[:2].lower())


def counts(doc: Doc, span: Span, language: Language, regions: Container[str]) -> Bulletin | None:
    """A monitor's count by region in one sentence, or None. `regions` are the folded names of the agreement's."""
    kind = language.counted.search(doc.low, *span)
    if kind is None:
        return None
    rows = tuple(_row(doc, match, language, regions) for match in ROW.finditer(doc.low, *span))
    total = TOTAL.search(doc.low, max(span[0], kind.start() - 40), kind.start())
    if len(rows) < FEWEST_ROWS and not (rows and total):
        return None
    return Bulletin(span, kind.span(), int(total[1]) if total else None, rows, cumulative=False)


def _row(doc: Doc, match: re.Match, language: Language, regions: Container[str]) -> Row:
    start, end = match.span("name")
    joined = True
    while joined:
        joined = False
        for word in language.joins:
            if doc.low.startswith(word + " ", start):
                start, joined = start + len(word) + 1, True
    if doc.low[start:end] not in regions and doc.low[start] == AND_IN_ARABIC and doc.low[start + 1 : end] in regions:
        start += 1  # "and" is written as one word with the name
    group = "a" if match["a"] else "b"
    return Row(
        (Name(start, end, doc.flat[start:end]),), int(match[group]), match.span(group), False, "bulletin.foreign"
    )


def dates(doc: Doc, span: Span, language: Language, at: Now) -> list[When]:
    """Days named in one sentence: in figures, with a month, "yesterday", "over the past day"."""
    found = [_numeric(match) for match in NUMERIC.finditer(doc.low, *span)]
    names = "|".join(sorted(map(re.escape, language.months), key=len, reverse=True))
    for match in re.finditer(
        rf"(?<!\d)(\d{{1,2}}) (?:من )?({names})(?!\w{{2}})(?: (?:عام |سنة )?((?:19|20)\d\d))?", doc.low[slice(*span)]
    ):
        month, year = language.months[match[2]], match[3]
        day = (
            make(int(year), month, int(match[1]))
            if year
            else at.published and nearest_year(month, int(match[1]), at.published)
        )
        found.append(_when(span[0] + match.start(), span[0] + match.end(), day, day, TimePrecision.DAY))
    if at.published:
        past = language.past_day.search(doc.low, *span)
        if past:
            found.append(_when(*past.span(), shift(at.published, -1), at.published, TimePrecision.RANGE))
        for word, back in language.days.items():
            for match in re.finditer(rf"(?<!\w){word}(?!\w)", doc.low[slice(*span)]):
                day = shift(at.published, -back)
                found.append(_when(span[0] + match.start(), span[0] + match.end(), day, day, TimePrecision.DAY))
    return sorted((when for when in found if when and when.first), key=lambda w: w.start)


def _numeric(match: re.Match) -> When | None:
    try:
        day = (
            date.fromisoformat(match["iso"])
            if match["iso"]
            else make(int(match["y"]), int(match["m"]), int(match["d"]))
        )
    except ValueError:
        return None
    return _when(*match.span(), day, day, TimePrecision.DAY)


def _when(start: int, end: int, first: date | None, last: date | None, precision: str) -> When:
    return When(start, end, first, last, precision, "date.foreign")
