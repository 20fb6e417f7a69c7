"""Fields that take what they know and remember what they left out, so that nonsense never fails a page and is said."""

import datetime as dt
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dateparse import parse_date, parse_datetime

from tracker.outputs.filters import LAST_SECOND

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2200, 1, 1)  # beyond, a day has no moment in every time zone
# Before, some zones lie an odd number of seconds apart, which no format of moments can say.
EARLIEST_MOMENT = dt.date(1970, 1, 1)


class KnownChoices(forms.MultipleChoiceField):
    """Takes the values that it knows and remembers the others."""

    dropped: tuple[str, ...] = ()

    def clean(self, value):
        values = [str(one) for one in value or []]
        self.dropped = tuple(one for one in values if one and not self.valid_value(one))
        return tuple(dict.fromkeys(one for one in values if self.valid_value(one)))


class KnownDay(forms.DateField):
    """Takes an ISO day of our times; anything else counts as no day, and is remembered."""

    dropped: tuple[str, ...] = ()

    def clean(self, value):
        try:
            day = super().clean(value)
        except forms.ValidationError:
            day = None
        if value and not (day and EARLIEST <= day <= LATEST):
            self.dropped = (str(value),)
            return None
        return day


class KnownMoment(forms.CharField):
    """Takes a local day or minute, which count to their end, or a local moment; anything else counts as none, and is
    remembered.
    """

    dropped: tuple[str, ...] = ()

    def __init__(self, zone: ZoneInfo, **options):
        super().__init__(**options)
        self._zone = zone

    def clean(self, value):
        words = str(value or "").strip()
        moment = self._moment(words)
        if words and not (moment and EARLIEST_MOMENT <= moment.date() <= LATEST):
            self.dropped = (words,)
            return None
        return moment

    def _moment(self, words: str) -> dt.datetime | None:
        try:
            if day := parse_date(words):
                return dt.datetime.combine(day, dt.time(23, 59, LAST_SECOND), tzinfo=self._zone)
            moment = parse_datetime(words)
        except ValueError:
            return None
        if moment and words.count(":") == 1:
            moment = moment.replace(second=LAST_SECOND)
        return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=self._zone)


class KnownWords(forms.CharField):
    """Takes any words; NUL bytes, which no database looks for, become spaces and are remembered."""

    dropped: tuple[str, ...] = ()

    def clean(self, value):
        words = str(value or "")
        self.dropped = ("NUL",) if "\x00" in words else ()
        return " ".join(words.replace("\x00", " ").split())
