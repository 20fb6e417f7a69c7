"""Days and moments in an agreement's own time, the same on every page and paper."""

import datetime as dt
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _


def local_day(day: dt.date | None) -> str:
    """A local day: "30 Dec 2016"; a dash where there is none."""
    return format_date(day, "j M Y") if day else "–"


def local_time(moment: dt.datetime | None, agreement: Any = None) -> str:
    """A moment in the agreement's zone, with the zone: "30 Dec 2016, 00:00 (UTC+2)"; UTC without an agreement."""
    if moment is None:
        return "–"
    there = moment.astimezone(agreement.zone if agreement else dt.UTC)
    return f"{format_date(there, 'j M Y, H:i')} ({_offset(there)})"


def zone_name(agreement: Any, day: dt.date | None = None) -> str:
    """The zone of an agreement's days: "Damascus time, UTC+2"."""
    noon = dt.datetime.combine(day or agreement.first_day, dt.time(12), agreement.zone)
    city = agreement.time_zone.rsplit("/", 1)[-1].replace("_", " ")
    offset = _offset(noon)
    return offset if city == "UTC" else _("%(city)s time, %(offset)s") % {"city": city, "offset": offset}


def _offset(moment: dt.datetime) -> str:
    """ "UTC+2", "UTC+5:30", "UTC"."""
    minutes = round(moment.utcoffset().total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02d}' if rest else ''}"
