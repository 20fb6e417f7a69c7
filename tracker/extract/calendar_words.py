"""Calendar arithmetic of the date stage: names to days, against a day of publication."""

from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "may day": (5, 1),
}  # fmt: skip
AHEAD = timedelta(days=7)  # a day without a year may lie this far after publication before last year is meant


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift(day: date, days: int) -> date:
    """`day` moved by `days`, held inside what a date can be."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def weekday_before(day: date, name: str, *, strictly: bool = False) -> date:
    """The last such weekday up to `day`; `strictly` leaves out `day` itself."""
    back = (day.weekday() - WEEKDAYS.index(name)) % 7
    return shift(day, -(back or (7 if strictly else 0)))


def weekday_after(day: date, name: str) -> date:
    return shift(day, (WEEKDAYS.index(name) - day.weekday()) % 7 or 7)


def nearest_year(month: int, day: int, published: date) -> date | None:
    """The latest such day that is not clearly after publication."""
    this_year = make(published.year, month, day)
    if this_year and this_year <= shift(published, AHEAD.days):
        return this_year
    return make(published.year - 1, month, day) or this_year


def month_range(year: int, month: int) -> tuple[date, date] | None:
    first = make(year, month, 1)
    if first is None:
        return None
    following = make(year + month // 12, month % 12 + 1, 1)
    return (first, shift(following, -1)) if following else None
