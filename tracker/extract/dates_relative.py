"""Stage 7, continued: dates told from the day of publication, clock times, and the search for all of them."""

import re
from dataclasses import replace
from datetime import date

from tracker.extract import numbers
from tracker.extract.calendar_words import MONTH, MONTHS, make, month_range, shift, weekday_before
from tracker.extract.dates import PART, RULES, Now, rule, when_of
from tracker.extract.parts import Doc, When
from tracker.extract.types import Span
from tracker.vocab import TimePrecision as P

RELATIVE = re.compile(
    r"(?<![\w-])(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|overnight|last night|tonight|ago|past|this morning)(?!\w)"
)


@rule(
    "date.past_hours",
    rf"(?:(?:in|over|during|within|for) )?(?:the )?(?:past|last|previous|preceding) (?P<n>{numbers.CARDINAL}) hours|(?:in|over|during|within) (?:the )?(?:past|last|previous) day|(?:past|last|previous) day",
)
def _past_hours(match: re.Match, at: Now) -> When | None:
    hours = numbers.value(match["n"]) if match["n"] else 24
    days = max(1, round((hours or 24) / 24))
    return when_of(match, shift(at.published, -days), at.published, P.RANGE) if at.published else None


@rule(
    "date.past_days",
    rf"(?:(?:in|over|during|within|for|throughout) )?(?:the )?(?:past|last|previous|preceding) (?:(?P<n>{numbers.CARDINAL}) )?(?P<u>days|weeks?|months?|years?|few days|couple of days|several days)",
)
def _past_days(match: re.Match, at: Now) -> When | None:
    unit = match["u"].rstrip("s")
    number = numbers.value(match["n"]) if match["n"] else (1 if unit in ("week", "month", "year") else 3)
    if not at.published or number is None:
        return None
    days = number * {"week": 7, "month": 30, "year": 365}.get(unit, 1)
    exact = match["n"] and unit == "day"
    return when_of(match, shift(at.published, -min(days, 4000)), at.published, P.RANGE if exact else P.APPROXIMATE)


@rule("date.ago", rf"(?P<n>{numbers.CARDINAL}|an?) (?P<u>days?|weeks?|months?|years?|hours?) (?:ago|earlier)")
def _ago(match: re.Match, at: Now) -> When | None:
    number = 1 if match["n"] in ("a", "an") else numbers.value(match["n"])
    if not at.published or number is None:
        return None
    unit = match["u"].rstrip("s")
    if unit == "hour" and match.group().endswith("earlier"):
        return None  # counted from the act told before: carry-over gives its day
    days = min(number, 4000) * {"week": 7, "month": 30, "year": 365, "hour": 0}.get(unit, 1)
    return when_of(match, shift(at.published, -days), None, P.DAY if unit in ("day", "hour") else P.APPROXIMATE)


@rule("date.weekend", r"(?:(?P<s>since|over|during|at|on) )?(?:the|last|this) weekend")
def _weekend(match: re.Match, at: Now) -> When | None:
    if not at.published:
        return None
    saturday = weekday_before(at.published, "saturday")
    if match["s"] == "since":
        return when_of(match, saturday, at.published, P.RANGE)
    return when_of(match, saturday, min(shift(saturday, 1), at.published), P.RANGE)


DAYS_BACK = {"yesterday": 1, "last night": 1, "the day before": 1, "the previous day": 1, "the night before": 1}


@rule(
    "date.near",
    r"(?:(?:early|late|earlier|later|throughout|all day) )?(?:yesterday|today|tonight|last night|this (?:morning|afternoon|evening)|the day before|the previous day)(?: (?:morning|afternoon|evening|night))?",
)
def _near(match: re.Match, at: Now) -> When | None:
    if not at.published:
        return None
    text = match.group()
    back = next((n for word, n in DAYS_BACK.items() if word in text), 0)
    part = re.search(r"morning|afternoon|evening|night|early|late\b", text)
    precision = P.APPROXIMATE if "last night" in text else P.PART_OF_DAY if part else P.DAY
    return when_of(match, shift(at.published, -back), None, precision)


@rule("date.overnight", r"(?:during the night|overnight|in the night)")
def _overnight(match: re.Match, at: Now) -> When | None:
    return when_of(match, at.published, None, P.APPROXIMATE) if at.published else None


@rule(
    "date.next_day",
    rf"(?:on )?(?:the (?:next|following) (?:day|morning|night|evening|afternoon)|the day after)(?! (?:the|a) )|(?:(?P<n>{numbers.CARDINAL}|a) days? later)",
)
def _next_day(match: re.Match, at: Now) -> When | None:
    """Counted from the act told before; the link of the sentences knows its day."""
    number = 1 if match["n"] in (None, "a") else numbers.value(match["n"])
    return replace(when_of(match, None, None, P.DAY), after=number) if number and number < 400 else None


@rule(
    "date.part_alone",
    r"(?:at|before|around|just before|shortly before|since) (?:dawn|daybreak|sunrise|first light)|in the early (?:hours|morning)(?: of the morning)?",
)
def _part_alone(match: re.Match, at: Now) -> When | None:
    """A part of the day without a day is that of the day of publication, where nothing else dates the act."""
    return when_of(match, at.published, None, P.PART_OF_DAY, alone=True) if at.published else None


@rule(
    "date.same_day",
    r"(?:on )?(?:the same|that) (?:day|night|evening|morning|afternoon)|(?:earlier|later) (?:in|on|that) (?:the |that )?day",
)
def _same_day(match: re.Match, at: Now) -> When | None:
    return None  # the day is that of the event before: carry-over gives it


@rule("date.loose_week", r"(?:earlier |later )?(?P<w>this|last) (?P<u>week|month|year)")
def _loose(match: re.Match, at: Now) -> When | None:
    if not at.published:
        return None
    first, last = _period(match["u"], at.published)
    if match["w"] == "last":
        first, last = _period(match["u"], shift(first, -1))
    return when_of(match, first, min(last, at.published), P.APPROXIMATE)


def _period(unit: str, day: date) -> tuple[date, date]:
    if unit == "week":
        monday = weekday_before(day, "monday")
        return monday, shift(monday, 6)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return month_range(day.year, day.month) or (day, day)


@rule(
    "date.month",
    rf"(?:(?P<pre>in|since|during|until|from|by) )(?:early |late |mid-?|the (?:month|summer|winter|autumn|spring) of |the \w+ half of )?(?P<m>{MONTH})(?: (?P<y>(?:19|20)\d\d))?|(?P<m2>{MONTH}) (?P<y2>(?:19|20)\d\d)",
)
def _month(match: re.Match, at: Now) -> When | None:
    month = MONTHS[(match["m"] or match["m2"]).rstrip(".")]
    year = match["y"] or match["y2"]
    if not year and not at.published:
        return None
    number = int(year) if year else at.published.year - (month > at.published.month)
    bounds = month_range(number, month)
    if bounds and match["pre"] == "since":
        return when_of(match, bounds[0], at.published, P.APPROXIMATE, since=True)
    return when_of(match, *bounds, P.RANGE) if bounds else None


@rule(
    "date.year",
    r"(?:(?P<pre>in|since|during|until|from|of|by) )(?:early |late |mid-?|the (?:summer|winter|autumn|spring) of |the )?(?P<y>(?:19|20)\d\d)(?! (?:people|violations|civilians))",
)
def _year(match: re.Match, at: Now) -> When | None:
    first, last = make(int(match["y"]), 1, 1), make(int(match["y"]), 12, 31)
    if match["pre"] == "since":
        return when_of(match, first, at.published or last, P.APPROXIMATE, since=True)
    return when_of(match, first, last, P.RANGE)


CLOCK = re.compile(
    rf"(?<![\w:])(?:(?:at|around|about|by|before|after|from|shortly after|just after) )+(?:(?P<h>\d{{1,2}})(?:[:.](?P<m>\d\d))?(?: ?(?P<ap>[ap])\.?m\b\.?)?(?: ?hours| local time| gmt)?|(?P<w>midnight|noon|{PART}))(?![\w:%])"
    r"|(?<![\w:])(?P<h2>\d{1,2}):(?P<m2>\d\d)(?: ?(?P<ap2>[ap])\.?m\b\.?)?(?![\w:])"
)
PARTS_OF_DAY = re.compile(
    rf"(?<![\w-])(?:(?:at|before|around|by|near|shortly after|just before) (?:dawn|dusk|daybreak|sunrise|sunset|nightfall|noon|midday|midnight|night)|in the (?:\w+ )?(?:{PART}|hours)"
    r"|late (?:in the day|at night|evening)|early in the morning|at first light)(?!\w)"
)


def clock(doc: Doc, start: int, end: int) -> tuple[str, Span] | None:
    """The first clock time in a stretch as ("HH:MM", span), or None."""
    for match in CLOCK.finditer(doc.low, start, end):
        if match["w"]:
            text = {"midnight": "00:00", "noon": "12:00"}.get(match["w"])
            if text:
                return text, match.span()
            continue
        hour, minute = match["h"] or match["h2"], match["m"] or match["m2"]
        half = match["ap"] or match["ap2"]
        if not (minute or half):
            continue
        number = int(hour) % 12 + (12 if half == "p" else 0) if half else int(hour)
        if number < 24 and int(minute or 0) < 60:
            return f"{number:02d}:{int(minute or 0):02d}", match.span()
    return None


def find(doc: Doc, span: Span, at: Now) -> tuple[list[When], bool]:
    """Dates in a stretch, left to right, the longer of two that overlap; and whether a relative one had no ground."""
    found: list[When] = []
    for name, pattern, reader in RULES:
        for match in pattern.finditer(doc.low, *span):
            when = reader(match, at)
            if when is not None:
                found.append(replace(when, rule=name))
    found.sort(key=lambda w: (w.start - w.end, w.start))
    kept: list[When] = []
    for when in found:
        if not any(k.start < when.end and when.start < k.end for k in kept):
            kept.append(when)
    if any(not k.alone and not k.vague for k in kept):
        kept = [k for k in kept if not k.alone]
    ungrounded = at.published is None and RELATIVE.search(doc.low, *span) is not None
    return sorted((_timed(doc, when, span) for when in kept), key=lambda w: w.start), ungrounded


def _timed(doc: Doc, when: When, span: Span) -> When:
    """A day with the clock time or the part of the day that stands beside it."""
    if when.precision not in (P.DAY, P.PART_OF_DAY) or when.vague:
        return when
    left, right = max(span[0], when.start - 40), min(span[1], when.end + 30)
    time = clock(doc, left, right)
    if time:
        return replace(
            when, clock=time[0], precision=P.HOUR, start=min(when.start, time[1][0]), end=max(when.end, time[1][1])
        )
    if when.precision == P.DAY and PARTS_OF_DAY.search(doc.low, left, right):
        return replace(when, precision=P.PART_OF_DAY)
    return when
