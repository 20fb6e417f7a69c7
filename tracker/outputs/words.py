"""How an event is put into words: its title, its time and its place, the same on every page, map and export."""

import datetime as dt
import re
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from tracker.vocab import BreachMode, EventType, GeoPrecision, State, SubEventType

_SHORT = {
    SubEventType.SHELLING: "Shelling",
    SubEventType.AIR_STRIKE: "Air or drone strike",
    SubEventType.EXPLOSIVE: "Mine or explosive device",
    SubEventType.NON_STATE_OVERTAKES: "Position taken by a non-state actor",
    SubEventType.GOVERNMENT_REGAINS: "Position taken by government forces",
    SubEventType.ABDUCTION: "Abduction",
    SubEventType.LOOTING: "Looting or destruction",
}
_FROM_EFFECT = re.compile(r"T([+-])(\d+)h(?:\.\.T([+-])(\d+)h)?")


def kind_words(event: Any) -> str:
    """What happened, short: "Shelling", "Access denied"; of a breach or a report."""
    if event.breach_mode and event.breach_mode != BreachMode.COMBAT:
        return _(BreachMode(event.breach_mode).label)
    if event.sub_event_type and event.sub_event_type != SubEventType.OTHER:
        sub_type = SubEventType(event.sub_event_type)
        return _(_SHORT.get(sub_type, sub_type.label))
    return _(EventType(event.event_type).label) if event.event_type else _("Incident")


def place_words(event: Any) -> str:
    """Where, as far as it is known: "Atshan, Hama", "Hama", or empty."""
    region = event.region.name if event.region_id else ""
    place = event.place.name if event.place_id else event.place_text
    if not place or place == region:
        return region
    return f"{place}, {region}" if region else place


def breach_title(event: Any) -> str:
    """One line for lists and the map: "Shelling, Atshan"."""
    place = event.place.name if event.place_id else event.place_text
    where = place or (event.region.name if event.region_id else _("place not stated"))
    return f"{kind_words(event)}, {where}"


def day_words(event: Any) -> str:
    """The local day, or the span of days: "30 Dec 2016", "8–10 Jan 2017"."""
    return span_words(event.date_from, event.date_to)


def when_words(event: Any) -> str:
    """The days, with the clock time where one is known."""
    days, clock = day_words(event), clock_words(event.clock)
    return f"{days}, {clock}" if clock else days


def span_words(first: dt.date | None, last: dt.date | None) -> str:
    """A day or a span of days, as short as it can be without doubt."""
    if first is None:
        return _("date not stated")
    if last is None or last == first:
        return format_date(first, "j M Y")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(last, 'j M Y')}"
    return f"{format_date(first, 'j M' if first.year == last.year else 'j M Y')} – {format_date(last, 'j M Y')}"


def clock_words(clock: str) -> str:
    """A clock time as it stands, or a time counted from the effect in words: "within 2 h after it took effect"."""
    counted = _FROM_EFFECT.fullmatch(clock or "")
    if not counted:
        return clock or ""
    sign, hours, _sign, end = counted.groups()
    if sign == "-":
        return _("%(hours)s h before it took effect") % {"hours": hours}
    if end is None or end == hours:
        return _("%(hours)s h after it took effect") % {"hours": hours}
    if hours == "0":
        return _("within %(hours)s h after it took effect") % {"hours": end}
    return _("%(first)s to %(last)s h after it took effect") % {"first": hours, "last": end}


def state_words(state: str, possible: str) -> str:
    """A region's state with its range: "Holding, possibly Strained"."""
    words = _(State(state).label)
    if possible != state:
        words += _(", possibly %(state)s") % {"state": _(State(possible).label)}
    return words


def precision_words(precision: int | None, radius_km: float | None = None) -> str:
    """How well the place is known: "exact place", "within 25 km", "region only"."""
    if precision is None:
        return _("place not known")
    if precision in (GeoPrecision.EXACT, GeoPrecision.NEAR) and radius_km and radius_km >= 1:
        return _("within %(km)s km") % {"km": f"{radius_km:g}"}
    return _(GeoPrecision(precision).label)


def toll_words(event: Any) -> str:
    """Fatalities, with the least and the most that is said: "2", "2–5", "4 (2–5)", "at least 3", "not stated"."""
    low, best, high = event.fatalities_low, event.fatalities_best, event.fatalities_high
    if best is not None:
        around = _between(low if low != best else None, high if high != best else None)
        return f"{best} ({around})" if around else str(best)
    return _between(low, high) or _("not stated")


def _between(low: int | None, high: int | None) -> str:
    """The least and the most, or the one of them that is told; empty for neither."""
    if low is not None and high is not None:
        return f"{low}–{high}" if low != high else str(low)
    if low is not None:
        return _("at least %(count)s") % {"count": low}
    return _("at most %(count)s") % {"count": high} if high is not None else ""


def party_names(parties: Any) -> str:
    """Parties by name, or that none is named."""
    return ", ".join(party.name for party in parties) or _("not named")
