"""What each sign weighs for or against one event, in log-odds: as judged beforehand, and as fitted (decision 0009).

The fitted column is what `manage.py evaluate_matching FILE --folds 5` prints: the pairs pull a weight away from its
judged value only as far as they show it often enough. A sign that they do not show keeps what was judged.
"""

from enum import StrEnum
from typing import NamedTuple


class Sign(StrEnum):
    """One way in which two claims agree or differ."""

    ANY_TWO = "any two claims of a block"
    SAME_DAY = "same day"
    DAYS_OVERLAP = "days overlap"
    NEXT_DAY = "following days"
    TWO_DAYS = "two days apart"
    THREE_DAYS = "three days apart"
    MORE_DAYS = "more days apart"
    TOLD_SAME_DAY = "told on the same day"
    TOLD_NEXT_DAY = "told on following days"
    TOLD_THE_DAY_AFTER = "told the day after the other happened"
    TOLD_LATER = "told up to ten days apart"
    TOLD_MUCH_LATER = "told more than ten days apart"
    TOLD_BEFORE = "told before the other happened"
    DAYS_OPEN = "the days are open"
    WITHIN_AN_HOUR = "within an hour"
    HOURS_APART = "hours apart"
    SAME_PLACE = "same place"
    ONE_NAME_TWO_REGIONS = "one name in two regions"
    PLACES_ALIKE = "place names alike"
    PLACE_NAMED_BY_OTHER = "one names the other's place"
    OWN_AND_COMMON = "own places, and a name in common"
    EACH_ITS_OWN = "each its own place"
    KM_APART = "15 km apart"
    NAME_IN_COMMON = "a name in common"
    REGION_IN_COMMON = "a region in common"
    NO_NAME_IN_COMMON = "no name in common"
    WITHIN_DOUBT = "within what both leave open"
    AROUND = "of the country around a place"
    SAME_REGION = "same region"
    OTHER_REGION = "different regions"
    PLACES_OPEN = "the places are open"
    SAME_TYPE = "same type"
    RELATED_TYPE = "related type"
    OTHER_TYPE = "the type differs"
    SAME_ACCUSED = "same accused"
    EACH_ACCUSES = "each accuses the other"
    OTHER_ACCUSED = "another accused"
    SAME_VICTIMS = "same number, over two"
    SAME_FEW_VICTIMS = "same number, one or two"
    VICTIMS_WITHIN_DOUBLE = "numbers within double"
    OTHER_VICTIMS = "numbers further apart"
    BOTH_MANY = "both tell of many dead"
    NO_VICTIMS = "neither tells of victims"
    TOLL_RISES = "a risen toll"
    GOES_ON = "it goes on or begins anew"
    CLASH_GOES_ON = "clashes on another day"
    LOOKS_BACK = "the later one looks back"
    SAME_COUNT = "same count of events"
    OTHER_COUNT = "other counts of events"
    SAME_ORIGIN = "same origin"
    SAME_WORDS = "nearly the same words"
    SAME_WORDS_ANEW = "nearly the same words of another day"


class Weight(NamedTuple):
    judged: float
    fitted: float


WEIGHTS: dict[Sign, Weight] = {
    Sign.ANY_TWO: Weight(-0.5, 1.93),
    Sign.SAME_DAY: Weight(1.2, 0.98),
    Sign.DAYS_OVERLAP: Weight(0.4, 0.54),
    Sign.NEXT_DAY: Weight(0.0, -0.37),
    Sign.TWO_DAYS: Weight(-0.8, -0.8),
    Sign.THREE_DAYS: Weight(-1.5, -1.5),
    Sign.MORE_DAYS: Weight(-4.0, -4.02),
    Sign.TOLD_SAME_DAY: Weight(1.0, 2.24),
    Sign.TOLD_NEXT_DAY: Weight(0.0, -0.18),
    Sign.TOLD_THE_DAY_AFTER: Weight(0.3, 0.47),
    Sign.TOLD_LATER: Weight(-2.0, -2.29),
    Sign.TOLD_MUCH_LATER: Weight(-4.0, -4.0),
    Sign.TOLD_BEFORE: Weight(-2.0, -1.7),
    Sign.DAYS_OPEN: Weight(-2.0, -2.0),
    Sign.WITHIN_AN_HOUR: Weight(1.0, 1.0),
    Sign.HOURS_APART: Weight(-1.5, -1.5),
    Sign.SAME_PLACE: Weight(2.0, 0.82),
    Sign.ONE_NAME_TWO_REGIONS: Weight(0.8, 0.77),
    Sign.PLACES_ALIKE: Weight(1.2, 1.21),
    Sign.PLACE_NAMED_BY_OTHER: Weight(0.7, 0.75),
    Sign.OWN_AND_COMMON: Weight(-0.4, -0.43),
    Sign.EACH_ITS_OWN: Weight(-5.5, -5.33),
    Sign.KM_APART: Weight(-1.0, -1.04),
    Sign.NAME_IN_COMMON: Weight(1.4, 1.12),
    Sign.REGION_IN_COMMON: Weight(0.3, 0.6),
    Sign.NO_NAME_IN_COMMON: Weight(-2.0, -2.27),
    Sign.WITHIN_DOUBT: Weight(0.0, 0.0),
    Sign.AROUND: Weight(-0.4, -0.7),
    Sign.SAME_REGION: Weight(-0.7, -1.27),
    Sign.OTHER_REGION: Weight(-2.5, -2.48),
    Sign.PLACES_OPEN: Weight(-1.0, -0.86),
    Sign.SAME_TYPE: Weight(0.6, 0.28),
    Sign.RELATED_TYPE: Weight(0.1, -0.14),
    Sign.OTHER_TYPE: Weight(-0.8, -0.95),
    Sign.SAME_ACCUSED: Weight(0.6, 0.54),
    Sign.EACH_ACCUSES: Weight(0.3, 0.3),
    Sign.OTHER_ACCUSED: Weight(-1.0, -0.72),
    Sign.SAME_VICTIMS: Weight(1.5, 1.53),
    Sign.SAME_FEW_VICTIMS: Weight(0.7, 0.7),
    Sign.VICTIMS_WITHIN_DOUBLE: Weight(0.3, 0.45),
    Sign.OTHER_VICTIMS: Weight(-0.7, -0.77),
    Sign.BOTH_MANY: Weight(1.0, 0.74),
    Sign.NO_VICTIMS: Weight(-0.5, -0.95),
    Sign.TOLL_RISES: Weight(1.0, 0.69),
    Sign.GOES_ON: Weight(-0.8, -0.68),
    Sign.CLASH_GOES_ON: Weight(-0.5, -0.4),
    Sign.LOOKS_BACK: Weight(0.5, 0.91),
    Sign.SAME_COUNT: Weight(0.7, 0.7),
    Sign.OTHER_COUNT: Weight(-0.4, -0.07),
    Sign.SAME_ORIGIN: Weight(0.2, -1.13),
    Sign.SAME_WORDS: Weight(1.3, 0.95),
    Sign.SAME_WORDS_ANEW: Weight(-0.5, -0.83),
}
