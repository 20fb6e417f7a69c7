"""Stage 7: dates. A grammar of its own: each pattern has an id and a reader that yields days, precision and clock."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.extract import numbers
from tracker.extract.calendar_words import (
    HOLIDAYS,
    MONTH,
    MONTHS,
    WEEKDAY,
    make,
    nearest_year,
    shift,
    weekday_after,
    weekday_before,
)
from tracker.extract.parts import When
from tracker.extract.types import Context
from tracker.vocab import TimePrecision as P

TRUCE = (
    r"(?:(?:the|a|an|this|that|its) )?(?:[\w'-]+ ){0,4}?(?:cease-?fires?|truces?|cessation of hostilities|armistice|accord|deal|agreement|lull"
    r"|pause|silence regime)"
)
START = (
    r"(?:(?: (?:was|had|has|is|were|would))?(?: (?:officially|formally|supposedly|supposed to|due to|meant to|to))?(?: (?:\w+ly))?"
    r" (?:c[ao]me|coming|comes|went|going|goes|took|taking|takes?|taken|entered|entering|enters?|began|begun|begin|begins|beginning|start(?:ed|s|ing)?"
    r"|kick(?:ed|ing) off|go|entry|hold|in force|signed|announced|declared)(?: (?:into|in))?(?: (?:force|effect|hold|place))?)"
)
ITS_START = (
    r"(?:its|the) (?:start|beginning|entry into force|onset|coming into force|commencement)(?: of " + TRUCE + ")?"
)
TAIL = rf"(?: (?:at|from) (?:midnight|noon|\d{{1,2}}(?::\d\d)? ?(?:[ap]\.?m\.?)?))?(?: (?:on|late on|early on) (?P<rday>{WEEKDAY}))?"
UNIT = r"(?:minutes?|hours?|days?|weeks?)"
PART = r"(?:morning|afternoon|evening|night|noon|midday|dawn|midnight|early hours|dusk)"
DAYNUM = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?"


@dataclass(frozen=True)
class Now:
    """What a relative date is read against: the local day of publication, the effective time and its local day."""

    published: date | None
    effective: datetime | None
    day_one: date | None


def now(published_at: date | datetime | None, context: Context) -> Now:
    """Publication and effect as local days of the agreement; an unknown zone is read as UTC's."""
    try:
        zone = ZoneInfo(context.timezone) if context.timezone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        zone = None
    published = published_at
    if isinstance(published_at, datetime):
        published = _local(published_at, zone).date()
    effective = _local(context.effective_at, zone) if context.effective_at else None
    return Now(published, effective, effective.date() if effective else None)


def _local(moment: datetime, zone: ZoneInfo | None) -> datetime:
    if zone is None or moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError):
        return moment


Reader = Callable[[re.Match, Now], When | None]
RULES: list[tuple[str, re.Pattern, Reader]] = []


def rule(name: str, pattern: str) -> Callable[[Reader], Reader]:
    def keep(reader: Reader) -> Reader:
        RULES.append((name, re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])"), reader))
        return reader

    return keep


def when_of(match: re.Match, first: date | None, last: date | None = None, precision: str = P.DAY, **more) -> When:
    return When(match.start(), match.end(), first, last or first, precision, "", **more)


@rule(
    "date.after_effect",
    rf"(?P<floor>(?:(?:in |just |only |barely |shortly |some |about |around |nearly |almost |roughly )*(?:less than|under|within|more than|over)? ?))"
    rf"(?:(?:the )?(?P<few>first |few |several |a few |a couple of )?(?P<n>{numbers.CARDINAL}|an?|half an)? ?)(?P<unit>{UNIT})"
    rf" (?:after|into|of|from|since|following|before|prior to|ahead of) (?:{ITS_START}|{TRUCE}{START}?|it (?:began|started|took (?:effect|hold)|came into \w+)){TAIL}",
)
def _after_effect(match: re.Match, at: Now) -> When | None:
    if re.search(r" (?:before|prior to|ahead of) ", match.group()):
        return when_of(match, None, None, P.UNKNOWN, before=True)
    unit = match["unit"].rstrip("s")
    number = 1 if match["n"] in ("a", "an", "half an") else numbers.value(match["n"] or "")
    base = at.day_one
    if base is None and match["rday"] and at.published:
        base = weekday_before(at.published, match["rday"])
    if unit in ("day", "week"):
        days = number * (7 if unit == "week" else 1) if number and not match["few"] else None
        day = shift(base, days) if base and days is not None else None
        if day and at.published and (at.published - day).days > LONG_AGO:
            return None  # another truce than this agreement's
        return when_of(match, day) if day else None
    exact = number is not None or "within" in match["floor"] or unit == "minute"
    if not exact:
        return when_of(match, base, None, P.DAY, vague=True)
    hours = 1 if unit == "minute" else number or 3
    low = "0" if re.search("less|under|within", match["floor"]) or unit == "minute" else str(hours)
    first = (
        (at.effective + timedelta(hours=0 if low == "0" else hours)).date() if at.effective and hours < 10_000 else base
    )
    return when_of(match, first, None, P.HOUR, clock=f"T+{low}h..T+{hours}h" if low == "0" else f"T+{hours}h")


LONG_AGO = 90  # days


@rule(
    "date.on_effect",
    rf"(?:as soon as|immediately after|shortly after|soon after|right after|moments after|just after) {TRUCE}{START}{TAIL}",
)
def _on_effect(match: re.Match, at: Now) -> When | None:
    return when_of(match, at.day_one, None, P.DAY, vague=True)


@rule(
    "date.since_effect",
    rf"(?:since|from|throughout) (?:{TRUCE}{START}?|{ITS_START}|(?:it|its) (?:began|started)){TAIL}",
)
def _since_effect(match: re.Match, at: Now) -> When | None:
    return when_of(match, at.day_one, at.published, P.RANGE, since=True)


@rule(
    "date.before_effect",
    rf"(?:before|prior to|ahead of|until|in the run-up to|on the eve of) (?:{TRUCE}{START}?|{ITS_START}){TAIL}",
)
def _before_effect(match: re.Match, at: Now) -> When | None:
    return when_of(match, None, None, P.UNKNOWN, before=True)


@rule(
    "date.day_of_truce",
    rf"(?:on |during |over )?(?:the |its )?(?P<n>{numbers.ORDINAL}) (?:full |consecutive )?day (?:of|since|after|into|under) (?:{TRUCE}(?:{START})?)"
    rf"|(?:on |during )?(?:the )?{TRUCE}'s (?P<m>{numbers.ORDINAL}) (?:full )?day|(?:on )?day (?P<o>{numbers.CARDINAL}) of {TRUCE}",
)
def _day_of_truce(match: re.Match, at: Now) -> When | None:
    number = numbers.value(match["o"]) if match["o"] else numbers.ordinal(match["n"] or match["m"])
    return when_of(match, shift(at.day_one, number - 1)) if at.day_one and number else None


@rule("date.iso", r"(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)")
def _iso(match: re.Match, at: Now) -> When | None:
    day = make(int(match["y"]), int(match["m"]), int(match["d"]))
    return when_of(match, day) if day else None


@rule("date.slashes", r"(?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>(?:19|20)\d\d)")
def _slashes(match: re.Match, at: Now) -> When | None:
    first, second, year = int(match["d"]), int(match["m"]), int(match["y"])
    day = make(year, second, first) or make(year, first, second)
    return when_of(match, day) if day else None


def _named(day: str, month: str, year: str | None, at: Now) -> date | None:
    number = MONTHS[month.rstrip(".")]
    if year:
        return make(int(year), number, int(day))
    return nearest_year(number, int(day), at.published) if at.published else None


@rule(
    "date.range",
    rf"(?:(?:from|between|on|during) )?(?:the )?(?:(?:{PART}s?|nights?|period) of )?(?:the )?{DAYNUM.format('a')}(?: (?P<ma>{MONTH}))?(?: ?(?:-|–|—) ?| (?:and|to|until|through) )"
    rf"(?:the )?(?:{PART} of )?{DAYNUM.format('b')} (?:of )?(?P<mb>{MONTH})(?:,? (?P<y>(?:19|20)\d\d))?"
    rf"|(?:(?:from|between) )?(?P<mc>{MONTH}) {DAYNUM.format('c')}(?: ?(?:-|–|—) ?| (?:and|to|until|through) )(?:(?P<md>{MONTH}) )?{DAYNUM.format('d')}(?:,? (?P<y2>(?:19|20)\d\d))?",
)
def _range(match: re.Match, at: Now) -> When | None:
    if match["mb"]:
        first = _named(match["a"], match["ma"] or match["mb"], match["y"], at)
        last = _named(match["b"], match["mb"], match["y"], at)
    else:
        first = _named(match["c"], match["mc"], match["y2"], at)
        last = _named(match["d"], match["md"] or match["mc"], match["y2"], at)
    return when_of(match, first, last, P.RANGE) if first and last and first <= last else None


@rule(
    "date.day_month",
    rf"(?:(?P<pm>since|until|by) )?(?:the )?{DAYNUM.format('d')} (?:of )?(?P<m>{MONTH})(?:,? (?P<y>(?:19|20)\d\d))?"
    rf"|(?:(?P<pn>since|until|by) )?(?P<m2>{MONTH}) {DAYNUM.format('d2')}(?:,? (?P<y2>(?:19|20)\d\d))?",
)
def _day_month(match: re.Match, at: Now) -> When | None:
    day = _named(match["d"] or match["d2"], match["m"] or match["m2"], match["y"] or match["y2"], at)
    if day is None:
        return None
    if (match["pm"] or match["pn"]) == "since":
        return when_of(match, day, at.published, P.RANGE, since=True)
    return when_of(match, day)


@rule(
    "date.weekdays",
    rf"(?:from|between) (?:late |early )?(?P<a>{WEEKDAY})(?: {PART})? (?:and|to|until|through) (?P<b>{WEEKDAY})(?: {PART})?",
)
def _weekdays(match: re.Match, at: Now) -> When | None:
    if not at.published:
        return None
    last = weekday_before(at.published, match["b"])
    return when_of(match, weekday_before(last, match["a"], strictly=True), last, P.RANGE)


@rule(
    "date.two_weekdays",
    rf"(?:on |late on |early on )?(?P<a>{WEEKDAY})(?: {PART})? and (?:on |again on |early on |late on )?(?P<b>{WEEKDAY})(?: {PART})?",
)
def _two_weekdays(match: re.Match, at: Now) -> When | None:
    if not at.published:
        return None
    last = weekday_before(at.published, match["b"])
    return when_of(match, weekday_before(last, match["a"], strictly=True), last, P.RANGE)


@rule(
    "date.weekday",
    rf"(?:(?P<over>overnight) (?:on |into |to |from )?)?(?:(?P<pre>late|early|later|by|since|until|last|this|next|throughout|all day|all through|in the course of|during|at {PART}|in the (?:\w+ )?(?:{PART}|hours)(?: of)?|(?:on )?the (?:{PART} of)|{PART}|from|overnight) )?"
    rf"(?:on |into )?(?P<day>{WEEKDAY})(?:'s)?(?: (?P<post>{PART}))?(?: into \w+)?(?:,? (?:the )?(?P<num>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{MONTH})|,? (?P<month2>{MONTH}) (?P<num2>\d{{1,2}}))?",
)
def _weekday(match: re.Match, at: Now) -> When | None:
    if match["month"] or match["month2"]:
        named = _named(match["num"] or match["num2"], match["month"] or match["month2"], None, at)
        return when_of(match, named) if named else None
    if not at.published:
        return None
    before = match["pre"] or ""
    if before == "next":
        return when_of(match, weekday_after(at.published, match["day"]), vague=True)
    day = weekday_before(at.published, match["day"], strictly=before == "last")
    if before == "since":
        return when_of(match, day, at.published, P.RANGE, since=True)
    if match["over"] or before == "overnight":
        return when_of(match, day, None, P.APPROXIMATE)
    part = match["post"] or (before not in WHOLE_DAY)
    return when_of(match, day, None, P.PART_OF_DAY if part else P.DAY)


WHOLE_DAY = (
    "",
    "last",
    "this",
    "by",
    "from",
    "until",
    "later",
    "throughout",
    "all day",
    "all through",
    "in the course of",
    "during",
)


@rule("date.holiday", "|".join(HOLIDAYS).replace("'", "'?"))
def _holiday(match: re.Match, at: Now) -> When | None:
    month_day = HOLIDAYS.get(match.group()) or HOLIDAYS.get(match.group().replace("years", "year's"))
    day = nearest_year(*month_day, at.published) if month_day and at.published else None
    return when_of(match, day) if day else None
