"""Cells to values: days, numbers and counts, as spreadsheets write them. Each raises ValueError in words."""

import datetime as dt
import re

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_PARTS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ].*)?")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_NAMED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d-%b-%Y", "%d-%b-%y")
_SERIAL_START = dt.date(1899, 12, 30)  # day 0 of Excel's calendar, its leap year of 1900 counted in
_FIRST_SERIAL, _LAST_SERIAL = 29_221, 73_050  # 1980 to 2099
_DOTTED = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?")
_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")


def day(cell: str, *, day_first: bool = True) -> dt.date | None:
    """ISO days, Excel's serial numbers, 30/12/2016 and 30 December 2016; None for an empty cell.

    `day_first`: how a day with both numbers below 13 is read.
    """
    if not cell:
        return None
    if found := _ISO.fullmatch(cell):
        return _date(int(found[1]), int(found[2]), int(found[3]), cell)
    if found := _PARTS.fullmatch(cell):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        year += 2000 if year < 100 else 0
        swap = second > 12 or (not day_first and first <= 12)
        return _date(year, first if swap else second, second if swap else first, cell)
    if _SERIAL.fullmatch(cell) and _FIRST_SERIAL <= float(cell) <= _LAST_SERIAL:
        return _SERIAL_START + dt.timedelta(days=int(float(cell)))
    for form in _NAMED:
        try:
            return dt.datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(f"“{cell[:40]}” is no date that can be read; 2016-12-30 can")


def _date(year: int, month: int, day_: int, cell: str) -> dt.date:
    try:
        return dt.date(year, month, day_)
    except ValueError:
        raise ValueError(f"“{cell[:40]}” is no day of the calendar") from None


def is_day_first(cells: list[str]) -> bool:
    """Whether a column of days puts the day first: unless a second number above 12 says otherwise."""
    parts = [found for cell in cells if (found := _PARTS.fullmatch(cell))]
    return not any(int(found[3]) > 12 for found in parts) or any(int(found[1]) > 12 for found in parts)


def number(cell: str) -> float | None:
    """35.4, 35,4 and 1,234.5; None for an empty cell."""
    if not cell:
        return None
    text = cell.replace("\u00a0", "").replace(" ", "").replace("−", "-")
    if _DOTTED.fullmatch(text):
        return float(text.replace(",", ""))
    if _COMMA.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    raise ValueError(f"“{cell[:40]}” is no number")


def count(cell: str) -> int | None:
    """A whole number, not negative; None for an empty cell."""
    found = number(cell)
    if found is None:
        return None
    if found < 0 or found != int(found) or found > 10_000_000:
        raise ValueError(f"“{cell[:40]}” is no count")
    return int(found)
