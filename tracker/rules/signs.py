"""The signs for and against one event that two claims show, each in words. What they weigh is in `matching_weights`.

A field that either side leaves out gives no sign, save the day and the place: where these cannot be compared, nothing
ties two claims together.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.rules import likeness, wording
from tracker.rules.blocking import DAYS_APART, EventFacts, fold
from tracker.rules.likeness import days_apart, days_of, names_its_own
from tracker.rules.matching_weights import Sign
from tracker.vocab import SubEventType

SAME_WORDS = 0.8
FOLLOWED_UP_DAYS = 10
# The dead of one event are counted anew for about so long.
TOLL_DAYS = 14
GAPS = {1: Sign.NEXT_DAY, 2: Sign.TWO_DAYS, 3: Sign.THREE_DAYS}
OF_TWO_PLACES = frozenset({Sign.EACH_ITS_OWN, Sign.OWN_AND_COMMON})
KM, MOST_KM, MOST_KM_OF_OWN = 15, 4.0, 1.2  # the unit of distance, and how many units count


class Found(NamedTuple):
    """A sign in words; `times` its weight, for what is measured rather than there or not."""

    sign: Sign
    words: str
    times: float = 1.0


def read(a: EventFacts, b: EventFacts) -> list[Found]:
    """All that two claims show, the same in either order."""
    return [found for compare in COMPARISONS for found in compare(a, b)]


def _days(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    one, other = likeness.stretch_of(a), likeness.stretch_of(b)
    if _toll_rises(a, b):
        yield Found(Sign.TOLL_RISES, "the later one tells a risen toll")
    if not (one and other):
        yield from _told(a, b)
    elif gap := days_apart(one, other):
        sign = GAPS.get(gap, Sign.MORE_DAYS)
        if gap == 1 or gap > DAYS_APART or not _toll_rises(a, b):
            yield Found(sign, "on following days" if gap == 1 else f"{gap} days apart")
    elif one == other and one[0] == one[1]:
        yield Found(Sign.SAME_DAY, "same day")
    else:
        yield Found(Sign.DAYS_OVERLAP, "dates overlap")


def _told(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    """Where a text gives no day of the event, the day on which it was told stands in for it, and says less."""
    one, other = likeness.told_or_happened(a), likeness.told_or_happened(b)
    if not (one and other):
        yield Found(Sign.DAYS_OPEN, "")
        return
    gap = days_apart(one, other)
    happened, told = (one, other) if days_of(a) else (other, one)
    if days_of(a) != days_of(b) and told[0] < happened[0] and gap <= FOLLOWED_UP_DAYS:
        yield Found(Sign.TOLD_BEFORE, "one was told before the other happened")
    elif gap == 0:
        yield Found(Sign.TOLD_SAME_DAY, "told on the same day")
    elif gap == 1 and days_of(a) != days_of(b):
        yield Found(Sign.TOLD_THE_DAY_AFTER, "one was told the day after the other happened")
    elif gap == 1:
        yield Found(Sign.TOLD_NEXT_DAY, "told on following days")
    elif not _toll_rises(a, b):
        sign = Sign.TOLD_LATER if gap <= FOLLOWED_UP_DAYS else Sign.TOLD_MUCH_LATER
        yield Found(sign, f"told {gap} days apart")


def _toll_rises(a: EventFacts, b: EventFacts) -> bool:
    """A later count of the dead looks back at an event, so that days between them say little."""
    if not (a.reported_on and b.reported_on) or a.reported_on == b.reported_on:
        return False
    earlier, later = (a, b) if a.reported_on < b.reported_on else (b, a)
    one, other = likeness.told_or_happened(a), likeness.told_or_happened(b)
    return (
        days_apart(one, other) <= TOLL_DAYS
        and wording.read(later.text).toll_rises
        and wording.read(earlier.text).victims
    )


def _hours(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    """Clock times tell only within one day."""
    at, other = likeness.minutes_of(a.clock), likeness.minutes_of(b.clock)
    if days_of(a) != days_of(b) or at is None or other is None:
        return
    apart = abs(at - other)
    if apart <= 60:
        yield Found(Sign.WITHIN_AN_HOUR, "within an hour")
    elif apart > 180:
        yield Found(Sign.HOURS_APART, f"{apart // 60} hours apart")


def _places(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    if (a.place_id and a.place_id == b.place_id) or (a.place_name and fold(a.place_name) == fold(b.place_name)):
        if a.region and b.region and a.region != b.region:
            yield Found(Sign.ONE_NAME_TWO_REGIONS, "places of one name in two regions")
        else:
            yield Found(Sign.SAME_PLACE, "same place")
    elif likeness.is_place_alike(a, b):
        yield Found(Sign.PLACES_ALIKE, "place names alike")
    elif names_its_own(a) and names_its_own(b):
        yield from _own_places(a, b)
    else:
        yield from _named_places(a, b)


def _own_places(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    """Neighbouring villages lie inside each other's doubt and are two places all the same."""
    common, apart = likeness.names_in_common(a, b), likeness.km_apart(a, b)
    how_far = "" if apart is None else f", {apart:.0f} km apart"
    if likeness.is_own_place_among(a, common) or likeness.is_own_place_among(b, common):
        yield Found(Sign.PLACE_NAMED_BY_OTHER, f"each names its own place{how_far}, and one the other's too")
    elif common:
        yield Found(Sign.OWN_AND_COMMON, f"each names its own place{how_far}, and another in common")
    else:
        yield Found(Sign.EACH_ITS_OWN, f"each names its own place{how_far}")
        if apart is not None:
            yield Found(Sign.KM_APART, "", min(apart / KM, MOST_KM_OF_OWN))


def _named_places(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    """By the places that the texts name, where it is open which of them the event's place is; else by the points."""
    apart = likeness.km_apart(a, b)
    if likeness.names_in_common(a, b):
        yield Found(Sign.NAME_IN_COMMON, "a place name in common")
    elif a.names and b.names:
        yield Found(Sign.NO_NAME_IN_COMMON, "no place name in common")
    elif a.named_regions & b.named_regions:
        yield Found(Sign.REGION_IN_COMMON, "both name the region")
    elif apart is not None:
        if apart <= a.radius_km + b.radius_km:
            yield Found(Sign.WITHIN_DOUBT, f"{apart:.0f} km apart, within what both leave open")
        else:
            yield Found(Sign.KM_APART, f"{apart:.0f} km apart", min(apart / KM, MOST_KM))
    elif a.region and b.region:
        same = a.region == b.region
        yield Found(*((Sign.SAME_REGION, "same region") if same else (Sign.OTHER_REGION, "different regions")))
    else:
        yield Found(Sign.PLACES_OPEN, "")


def _types(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    if a.event_type is None or b.event_type is None:
        return
    if a.sub_event_type is not None and a.sub_event_type == b.sub_event_type:
        yield Found(Sign.SAME_TYPE, "same type")
    elif a.event_type == b.event_type:
        yield Found(Sign.RELATED_TYPE, "related type")
    else:
        yield Found(Sign.OTHER_TYPE, "the type differs")


def _actors(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    if not (a.accused and b.accused):
        return
    if a.accused & b.accused:
        yield Found(Sign.SAME_ACCUSED, "same accused")
    elif a.accused & b.target and b.accused & a.target:
        yield Found(Sign.EACH_ACCUSES, "each side accuses the other")
    else:
        yield Found(Sign.OTHER_ACCUSED, "another accused")


def _victims(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    pairs = ((a.fatalities, b.fatalities, "dead"), (a.injured, b.injured, "injured"))
    known = [(min(one, two), max(one, two), what) for one, two, what in pairs if one and two]
    if not known:
        return
    low, high, what = known[0]
    if low == high:
        yield Found(Sign.SAME_VICTIMS if low > 2 else Sign.SAME_FEW_VICTIMS, f"both say {low} {what}")
    else:
        # Early figures grow: up to double is what one event's reports show.
        sign = Sign.VICTIMS_WITHIN_DOUBLE if high <= 2 * low else Sign.OTHER_VICTIMS
        yield Found(sign, f"{low} and {high} {what}")


def _wording(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    """A first report and its follow-up both count the dead; what goes on without any is told day after day."""
    if not (a.text and b.text):
        return
    one, other = wording.read(a.text), wording.read(b.text)
    if one.many and other.many:
        yield Found(Sign.BOTH_MANY, "both tell of many dead")
    elif not (one.victims or other.victims):
        yield Found(Sign.NO_VICTIMS, "neither tells of victims")
    if one.around or other.around:
        words = (
            "both tell of the country around a place"
            if one.around and other.around
            else "one tells of the country around a place"
        )
        yield Found(Sign.AROUND, words, one.around + other.around)


def _anew(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    """On another day: what goes on, or is told in the same words, is another event, save where one looks back."""
    if not (a.text and b.text and likeness.on_another_day(a, b)):
        return
    one, other = wording.read(a.text), wording.read(b.text)
    if a.reported_on != b.reported_on and (one.goes_on or other.goes_on):
        yield Found(Sign.GOES_ON, "on another day, of what goes on or begins anew")
    if a.sub_event_type == b.sub_event_type == SubEventType.ARMED_CLASH:
        yield Found(Sign.CLASH_GOES_ON, "clashes, which go on from day to day")
    if a.reported_on != b.reported_on and a.reported_on and b.reported_on:
        later = other if a.reported_on < b.reported_on else one
        if later.looks_back:
            yield Found(Sign.LOOKS_BACK, "the later one looks back")


def _counts(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    if a.count == b.count == 1:
        return
    same = a.count == b.count
    yield Found(*((Sign.SAME_COUNT, f"both count {a.count}") if same else (Sign.OTHER_COUNT, "other counts")))


def _origins(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    # One origin reports many events a day, so its name alone says little.
    if a.origins & b.origins:
        yield Found(Sign.SAME_ORIGIN, "same origin")


def _texts(a: EventFacts, b: EventFacts) -> Iterator[Found]:
    # What is told of two villages in the same words is told of two events.
    if not a.text or not b.text or any(found.sign in OF_TWO_PLACES for found in _places(a, b)):
        return
    if likeness.words_alike(a, b) >= SAME_WORDS:
        yield Found(Sign.SAME_WORDS, "nearly the same words")
        if likeness.on_another_day(a, b):
            yield Found(Sign.SAME_WORDS_ANEW, "")


COMPARISONS = (_days, _hours, _places, _types, _actors, _victims, _wording, _anew, _counts, _origins, _texts)
