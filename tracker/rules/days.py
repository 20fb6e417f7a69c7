"""Local days and hours of an agreement: which day a moment falls on, and on which side of the hour of effect.

Days are the agreement's local days (RULES 3). Moments are aware datetimes; all comparing is done on the moment itself,
so a day on which the clock is changed has its 23 or 25 hours.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# An interval of more days than this says too little about when: the event is undated and in no window (RULES 6).
MAX_INTERVAL_DAYS = 3

NOON = 12
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_FROM_EFFECT = re.compile(r"T([+-])")


def local_day(moment: datetime, timezone: str) -> date:
    """The local calendar day of an aware moment."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def last_day_before(moment: datetime, timezone: str) -> date:
    """The last local day that has any time before the moment; an end at midnight leaves the day before."""
    return local_day(moment - timedelta(microseconds=1), timezone)


def day_starts_within(day: date, moment: datetime, hours: int, timezone: str) -> bool:
    """Whether local midnight of the day comes before `hours` real hours after the moment."""
    midnight = datetime.combine(day, time(), ZoneInfo(timezone)).astimezone(UTC)
    return midnight < moment.astimezone(UTC) + timedelta(hours=hours)


def is_undated(date_from: date | None, date_to: date | None) -> bool:
    """Whether the dates say too little to stand in a window of days: none, or more than three."""
    if date_from is None:
        return True
    return ((date_to or date_from) - date_from).days + 1 > MAX_INTERVAL_DAYS


def day_of_clock(first: date, last: date | None, clock: str) -> date:
    """The day that an hour belongs to: of a night from one day to the next, the second for the hours until noon."""
    exact = _CLOCK.fullmatch(clock or "")
    is_night = last is not None and last - first == timedelta(days=1)
    return last if is_night and exact and int(exact[1]) < NOON else first


def clock_before_effect(day: date, clock: str | None, effective_at: datetime, timezone: str) -> bool | None:
    """Whether a local clock time lies before the hour of effect; None where the clock does not say.

    `clock` is "HH:MM", or a time counted from the effect such as "T+0h..T+2h". The exact hour of effect is not before.
    """
    if not clock:
        return None
    exact = _CLOCK.fullmatch(clock)
    if exact:
        at = time(int(exact[1]), int(exact[2]))
        return datetime.combine(day, at, ZoneInfo(timezone)).astimezone(UTC) < effective_at.astimezone(UTC)
    signs = set(_FROM_EFFECT.findall(clock))
    return signs == {"-"} if len(signs) == 1 else None
