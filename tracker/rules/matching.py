"""Do two claims speak of one event? A score with its reasons, for a person to decide on.

The score adds up, field by field, how much more often two reports of one event agree like this than reports of two
events do: the log-odds form of record linkage (Fellegi and Sunter, "A Theory for Record Linkage", Journal of the
American Statistical Association 64, 1969). A field that either side leaves out says nothing. Only an `identical` claim,
the same origin saying the same thing through another outlet, may be attached without a person (DESIGN §7).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, exp, radians, sin, sqrt

from rapidfuzz import fuzz, utils

from tracker.rules import names_alike
from tracker.rules.blocking import DAYS_APART, BlockKeys, EventFacts, block_keys, fold, in_block

__all__ = ["SUGGEST_AT", "BlockKeys", "EventFacts", "Match", "block_keys", "in_block", "score"]

# Log-odds that two claims of one block speak of one event before any field is compared. This and the weights below were
# fitted, with a pull towards judgement, to two hundred pairs of headlines (docs/decisions/0009).
PRIOR = -0.4
SUGGEST_AT = 0.5
SAME_WORDS = 0.8
TOLD_SAME_DAY, TOLD_NEXT_DAY, TOLD_LATER, TOLD_MUCH_LATER = 1.9, -0.5, -2.1, -4.0
FOLLOWED_UP_DAYS = 10
SAME_PLACE, PLACES_ALIKE, NAME_IN_COMMON, OWN_AND_COMMON, NO_NAME_IN_COMMON = 1.5, 1.2, 1.4, -0.4, -2.1
EACH_ITS_OWN = -3.2
SAME_TYPE, RELATED_TYPE, OTHER_TYPE = 0.4, -0.2, -0.9
NEARLY_SAME_WORDS, SIMILAR_WORDS, OTHER_WORDS = 1.1, 0.3, -0.1
BOTH_MANY, NO_VICTIMS = 1.3, -1.1
# Of 100: "Khan Shaykhun" and "Khan Sheikhoun" are 81, "Taybah" and "Tayyibah" 86, "Atshan" and "Skeik" 18.
NAMES_ALIKE = 80

_VICTIMS = re.compile(
    r"kill|\bdead\b|casualt|\bdeaths?\b|victim|massacre|losses|\bdie[sd]?\b|martyr|injur|wound", re.IGNORECASE
)
_MANY = re.compile(r"massacre|\bdeath toll\b|\bmass casualt", re.IGNORECASE)

Evidence = tuple[float, str]


@dataclass(frozen=True)
class Match:
    """`score` 0 to 1; from `SUGGEST_AT` on it is shown to an editor. `identical` = a relay of the same claim."""

    score: float
    reasons: tuple[str, ...]
    identical: bool


def score(a: EventFacts, b: EventFacts) -> Match:
    """How likely both speak of one event, with reasons in words, strongest first."""
    found = [evidence for compare in COMPARISONS if (evidence := compare(a, b)) is not None]
    odds = PRIOR + sum(weight for weight, _ in found)
    ordered = sorted(found, key=lambda evidence: -abs(evidence[0]))
    return Match(
        score=round(1 / (1 + exp(-odds)), 4),
        reasons=tuple(words for _, words in ordered),
        identical=_identical(a, b),
    )


def _identical(a: EventFacts, b: EventFacts) -> bool:
    """Same origin, same type, same day, same place, and nothing that contradicts: a relay."""
    same = (
        a.origins & b.origins
        and a.event_type is not None
        and (a.event_type, a.sub_event_type, a.count) == (b.event_type, b.sub_event_type, b.count)
        and a.date_from is not None
        and (a.date_from, a.last_day) == (b.date_from, b.last_day)
    )
    return bool(same) and _same_place(a, b) and not _contradicts(a, b)


def _same_place(a: EventFacts, b: EventFacts) -> bool:
    """By id, by name inside one region, or, where both know the region only, by nearly the same words."""
    if a.place_id and b.place_id:
        return a.place_id == b.place_id
    if a.region != b.region:
        return False
    if a.place_name or b.place_name:
        return fold(a.place_name) == fold(b.place_name)
    return a.region is not None and _likeness(a, b) >= SAME_WORDS


def _contradicts(a: EventFacts, b: EventFacts) -> bool:
    return (
        bool(a.clock and b.clock and a.clock != b.clock)
        or bool(a.accused and b.accused and not a.accused & b.accused)
        or bool(a.target and b.target and not a.target & b.target)
    )


def _days(a: EventFacts, b: EventFacts) -> Evidence | None:
    if a.date_from is None or b.date_from is None:
        return _reported(a, b)
    gap = max((a.date_from - b.last_day).days, (b.date_from - a.last_day).days, 0)
    if gap > DAYS_APART:
        return -4.0, f"{gap} days apart"
    if gap:
        return (0.2, -0.8, -1.5)[gap - 1], "on following days" if gap == 1 else f"{gap} days apart"
    if (a.date_from, a.last_day) == (b.date_from, b.last_day) and a.date_from == a.last_day:
        return 1.5, "same day"
    return 0.4, "dates overlap"


def _reported(a: EventFacts, b: EventFacts) -> Evidence | None:
    """Where a text gives no day of the event, the day on which it was told stands in for it, and says less."""
    day, other = a.date_from or a.reported_on, b.date_from or b.reported_on
    if day is None or other is None:
        return None
    gap = abs((day - other).days)
    if gap == 0:
        return TOLD_SAME_DAY, "told on the same day"
    if gap == 1:
        return TOLD_NEXT_DAY, "told on following days"
    return (TOLD_LATER if gap <= FOLLOWED_UP_DAYS else TOLD_MUCH_LATER), f"told {gap} days apart"


def _hours(a: EventFacts, b: EventFacts) -> Evidence | None:
    """Clock times tell only within one day."""
    if a.date_from != b.date_from or a.last_day != b.last_day:
        return None
    at, other = _minutes(a.clock), _minutes(b.clock)
    if at is None or other is None:
        return None
    apart = abs(at - other)
    if apart <= 60:
        return 1.0, "within an hour"
    return (0.0, "some hours apart") if apart <= 180 else (-1.5, f"{apart // 60} hours apart")


def _places(a: EventFacts, b: EventFacts) -> Evidence | None:
    if (a.place_id and a.place_id == b.place_id) or (a.place_name and fold(a.place_name) == fold(b.place_name)):
        return (SAME_PLACE, "same place") if a.region == b.region else (0.8, "places of one name in two regions")
    if _names_alike(a, b):
        return PLACES_ALIKE, "place names alike"
    # One sentence that names two villages has both in common with itself, and tells of two events.
    common = a.text != b.text and names_alike.in_common(a.names, a.openings, b.names, b.openings)
    if a.lat is None or b.lat is None:
        return _named(a, b, common) or _regions(a, b)
    apart = distance_km(a.lat, a.lon, b.lat, b.lon)
    if _names_its_own(a) and _names_its_own(b):
        if common:
            return OWN_AND_COMMON, f"each names its own place, {apart:.0f} km apart, and one in common"
        # Neighbouring villages lie inside each other's doubt and are two places all the same.
        return EACH_ITS_OWN - min(apart / 15, 1.2), f"each names its own place, {apart:.0f} km apart"
    if named := _named(a, b, common):
        return named
    if apart <= a.radius_km + b.radius_km:
        return 0.8, f"{apart:.0f} km apart, within what both leave open"
    return -min(apart / 15, 4.0), f"{apart:.0f} km apart"


def _named(a: EventFacts, b: EventFacts, common: set[str] | bool) -> Evidence | None:
    """By the places that the texts name, where it is open which of them the event's place is."""
    if _names_its_own(a) and _names_its_own(b):
        return (OWN_AND_COMMON if common else EACH_ITS_OWN), "each names its own place"
    if common:
        return NAME_IN_COMMON, "a place name in common"
    return (NO_NAME_IN_COMMON, "no place name in common") if a.names and b.names else None


def _names_its_own(event: EventFacts) -> bool:
    return bool(event.place_id or event.place_name)


def _names_alike(a: EventFacts, b: EventFacts) -> bool:
    """Two spellings of one name; where the gazetteer knows both places it has told them apart already."""
    if (a.place_id and b.place_id) or not (a.place_name and b.place_name) or a.region != b.region:
        return False
    return fuzz.ratio(fold(a.place_name), fold(b.place_name)) >= NAMES_ALIKE


def _regions(a: EventFacts, b: EventFacts) -> Evidence | None:
    if a.region is None or b.region is None:
        return None
    return (0.5, "same region") if a.region == b.region else (-2.5, "different regions")


def _types(a: EventFacts, b: EventFacts) -> Evidence | None:
    if a.event_type is None or b.event_type is None:
        return None
    if a.sub_event_type is not None and a.sub_event_type == b.sub_event_type:
        return SAME_TYPE, "same type"
    if a.event_type == b.event_type:
        return RELATED_TYPE, "related type"
    return OTHER_TYPE, "the type differs"


def _actors(a: EventFacts, b: EventFacts) -> Evidence | None:
    if not a.accused or not b.accused:
        return None
    if a.accused & b.accused:
        return 0.6, "same accused"
    if a.accused & b.target and b.accused & a.target:
        return 0.3, "each side accuses the other"
    return -1.2, "another accused"


def _casualties(a: EventFacts, b: EventFacts) -> Evidence | None:
    pairs = ((a.fatalities, b.fatalities, "dead"), (a.injured, b.injured, "injured"))
    known = [(min(one, two), max(one, two), what) for one, two, what in pairs if one and two]
    if not known:
        return None
    low, high, what = known[0]
    if low == high:
        return (1.5 if low > 2 else 0.7), f"both say {low} {what}"
    # Early figures grow: up to double is what one event's reports show.
    return (0.2 if high <= 2 * low else -0.7), f"{low} and {high} {what}"


def _victims(a: EventFacts, b: EventFacts) -> Evidence | None:
    """A first report and its follow-up both count the dead; two texts without any are of the many that go on."""
    if not (a.text and b.text):
        return None
    if _MANY.search(a.text) and _MANY.search(b.text):
        return BOTH_MANY, "both tell of many dead"
    if not (_VICTIMS.search(a.text) or _VICTIMS.search(b.text)):
        return NO_VICTIMS, "neither tells of victims"
    return None


def _counts(a: EventFacts, b: EventFacts) -> Evidence | None:
    if a.count == b.count == 1:
        return None
    return (0.7, f"both count {a.count}") if a.count == b.count else (-0.4, "other counts")


def _origins(a: EventFacts, b: EventFacts) -> Evidence | None:
    # One origin reports many events a day, so its name alone says little.
    return (0.2, "same origin") if a.origins & b.origins else None


def _texts(a: EventFacts, b: EventFacts) -> Evidence | None:
    # One sentence that names two villages tells of two events in the same words.
    if not a.text or not b.text or (a.place_id and b.place_id and a.place_id != b.place_id):
        return None
    alike = _likeness(a, b)
    if alike >= SAME_WORDS:
        return NEARLY_SAME_WORDS, "nearly the same words"
    return (SIMILAR_WORDS, "similar words") if alike >= 0.6 else (OTHER_WORDS, "other words")


COMPARISONS: tuple[Callable[[EventFacts, EventFacts], Evidence | None], ...] = (
    _days,
    _hours,
    _places,
    _types,
    _actors,
    _casualties,
    _victims,
    _counts,
    _origins,
    _texts,
)


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres by the haversine formula on a sphere of radius 6371 km."""
    rise = sin(radians(other_lat - lat) / 2) ** 2
    run = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(rise + cos(radians(lat)) * cos(radians(other_lat)) * run))


def _likeness(a: EventFacts, b: EventFacts) -> float:
    return fuzz.token_set_ratio(a.text, b.text, processor=utils.default_process) / 100


def _minutes(clock: str | None) -> int | None:
    hours, colon, minutes = (clock or "").partition(":")
    if not (colon and hours.isdigit() and minutes.isdigit()):
        return None
    return int(hours) * 60 + int(minutes)
