"""How two facts of events stand to each other: their days, places and words compared, without any weight."""

import datetime as dt
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz, utils

from tracker.rules import names_alike
from tracker.rules.blocking import DAYS_APART, EventFacts, fold

# Of 100: "Khan Shaykhun" and "Khan Sheikhoun" are 81, "Taybah" and "Tayyibah" 86, "Atshan" and "Skeik" 18.
NAMES_ALIKE = 80

Days = tuple[dt.date, dt.date]


def stretch_of(event: EventFacts) -> Days | None:
    """The first and the last day, as long as they may be."""
    return (event.date_from, event.last_day) if event.date_from else None


def days_of(event: EventFacts) -> Days | None:
    """The same, but None for a stretch too long to tell the day of one event ("in 2018", "since the truce")."""
    days = stretch_of(event)
    return days if days and (days[1] - days[0]).days <= DAYS_APART else None


def days_apart(one: Days, other: Days) -> int:
    """The whole days between two stretches; 0 where they touch."""
    return max((one[0] - other[1]).days, (other[0] - one[1]).days, 0)


def told_or_happened(event: EventFacts) -> Days | None:
    """The day on which it was told stands in for a missing day of the event."""
    return days_of(event) or ((event.reported_on, event.reported_on) if event.reported_on else None)


def on_another_day(a: EventFacts, b: EventFacts) -> bool:
    """Whether the two happened on different days, as far as it was told."""
    one, other = told_or_happened(a), told_or_happened(b)
    return bool(one and other and days_apart(one, other))


def names_its_own(event: EventFacts) -> bool:
    return bool(event.place_id or event.place_name)


def is_place_alike(a: EventFacts, b: EventFacts) -> bool:
    """Two spellings of one name; where the gazetteer knows both places it has told them apart already."""
    if (a.place_id and b.place_id) or not (a.place_name and b.place_name) or a.region != b.region:
        return False
    return fuzz.ratio(fold(a.place_name), fold(b.place_name)) >= NAMES_ALIKE


def names_in_common(a: EventFacts, b: EventFacts) -> set[str]:
    """Places that both texts name; one sentence has all in common with itself, which tells nothing."""
    return names_alike.in_common(a.names, a.openings, b.names, b.openings) if a.text != b.text else set()


def is_own_place_among(event: EventFacts, names: set[str]) -> bool:
    return event.place_name is not None and any(names_alike.is_same(fold(event.place_name), name) for name in names)


def words_alike(a: EventFacts, b: EventFacts) -> float:
    """0 to 1: how many words the texts share, in whatever order."""
    return fuzz.token_set_ratio(a.text, b.text, processor=utils.default_process) / 100


def minutes_of(clock: str | None) -> int | None:
    hours, colon, minutes = (clock or "").partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit()):
        return None
    return int(hours) * 60 + int(minutes)


def km_apart(a: EventFacts, b: EventFacts) -> float | None:
    """Great-circle distance by the haversine formula on a sphere of radius 6371 km; None without both points."""
    if a.lat is None or b.lat is None:
        return None
    rise = sin(radians(b.lat - a.lat) / 2) ** 2
    run = sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(rise + cos(radians(a.lat)) * cos(radians(b.lat)) * run))
