"""When something was published, from the many ways in which feeds and pages write it."""

import datetime as dt
import email.utils
import re
from dataclasses import dataclass

_ZONES = {"CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "BST": 1, "WET": 0, "WEST": 1}
_ISO = re.compile(
    r"^(\d{4}-?\d\d-?\d\d)(?:[T ]+(\d\d:?\d\d(?::?\d\d)?)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$", re.I
)
_RFC822 = re.compile(
    r"^(?:[a-z]{3,9}\.?,? )?\d{1,2}[ -][a-z]{3}[ -]\d{2,4} \d{1,2}:\d\d(?::\d\d)?(?: ([a-z]{1,5}|[+-]\d{4}))?$", re.I
)
_NUMERIC = re.compile(
    r"^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:\D{1,5}(\d{1,2}:\d\d(?::\d\d)?))?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$", re.I
)
# Months have other names in Arabic east of Egypt; the library keeps those in its locales, and one of them has them all.
_MORE_LOCALES = {"ar": ["ar-SY"]}
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST = 80
_OLDEST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
_CLOCKS_DIFFER = dt.timedelta(minutes=10)
_ZONES_DIFFER = dt.timedelta(hours=26)


@dataclass(frozen=True)
class Dated:
    """A moment (aware, UTC) or None, and what is doubtful about it as a sentence or ""."""

    moment: dt.datetime | None
    doubt: str = ""


def read(text: str, now: dt.datetime, language: str = "") -> Dated:
    """The moment that a date text names; words such as "2 hours ago" count from `now` (aware).

    ISO 8601, RFC 822, numbers, and words in the text's language. Without a zone it is read as UTC, a day without an
    hour as its midnight; both orders possible, or beyond tomorrow, is None: a guess would put claims on a wrong day.
    """
    written = " ".join(text.split())[:_LONGEST]
    if not written:
        return Dated(None)
    found = _iso(written) or _rfc822(written) or _numeric(written) or _in_words(written, now, language)
    if found is None:
        return Dated(None, f"Its date, “{written}”, cannot be read.")
    if isinstance(found, Dated):
        return found
    return _placed(found, written, now)


def _placed(found: dt.datetime, written: str, now: dt.datetime) -> Dated:
    doubt = ""
    if found.tzinfo is None:
        doubt = f"Its date, “{written}”, names no time zone; it is read as UTC." if ":" in written else ""
        found = found.replace(tzinfo=dt.UTC)
    try:
        moment = found.astimezone(dt.UTC)
    except OverflowError:
        return Dated(None, f"Its date, “{written}”, cannot be.")
    if moment < _OLDEST:
        return Dated(None, f"Its date, “{written}”, cannot be.")
    if moment > now + _ZONES_DIFFER:
        return Dated(None, f"Its date, “{written}”, lies in the future; it is left out.")
    if moment > now + _CLOCKS_DIFFER:
        return Dated(
            now.astimezone(dt.UTC), f"Its date, “{written}”, lies in the future; the time of fetching is taken."
        )
    return Dated(moment, doubt)


def _iso(written: str) -> dt.datetime | None:
    parts = _ISO.match(written)
    if not parts:
        return None
    zone = (parts[3] or "").upper()
    zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
    try:
        return dt.datetime.fromisoformat(f"{parts[1]}T{parts[2] or '00:00'}{zone}")
    except ValueError:
        return None


def _rfc822(written: str) -> dt.datetime | None:
    """RFC 822 dates, also with a wrong weekday, a year of two digits, or a zone of Europe by its name."""
    shape = _RFC822.match(written)
    parts = email.utils.parsedate_tz(written) if shape else None
    if not shape or not parts:
        return None
    zone = shape[1]
    seconds = _ZONES[zone.upper()] * 3600 if zone and zone.upper() in _ZONES else parts[9] or 0
    try:
        naive = dt.datetime(*parts[:6])  # noqa: DTZ001 - the zone comes next, where there is one
        return naive.replace(tzinfo=dt.timezone(dt.timedelta(seconds=seconds))) if zone else naive
    except (ValueError, OverflowError):
        return None


def _numeric(written: str) -> dt.datetime | Dated | None:
    """30.12.2016, 30/12/2016, 12/30/2016. With dots the day comes first; with strokes it may not."""
    parts = _NUMERIC.match(written)
    if not parts:
        return None
    first, second = int(parts[1]), int(parts[3])
    if parts[2] != "." and first <= 12 and second <= 12 and first != second:
        return Dated(None, f"Its date, “{written}”, can be read in two ways; it is left out.")
    day, month = (second, first) if parts[2] != "." and second > 12 else (first, second)
    hour, _, rest = (parts[5] or "0:00").partition(":")
    return _iso(f"{parts[4]}-{month:02d}-{day:02d}T{int(hour):02d}:{rest}{parts[6] or ''}")


def _in_words(written: str, now: dt.datetime, language: str) -> dt.datetime | None:
    tries = [{"languages": [name]} for name in dict.fromkeys((language, "en")) if name]
    tries += [{"locales": _MORE_LOCALES[language]}] if language in _MORE_LOCALES else []
    for where in tries:
        found = _by_library(written, now, where)
        if found and found.tzinfo is None and not _YEAR.search(written):
            return found.replace(tzinfo=dt.UTC)  # counted from now, which is in UTC
        if found:
            return found
    return None


def _by_library(written: str, now: dt.datetime, where: dict) -> dt.datetime | None:
    import dateparser

    settings = {
        "RELATIVE_BASE": now.astimezone(dt.UTC).replace(tzinfo=None),
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PREFER_DATES_FROM": "past",
    }
    try:
        return dateparser.parse(written, settings=settings, **where)
    except (ValueError, TypeError, OverflowError, re.error):  # a language that it does not know is a ValueError
        return None
