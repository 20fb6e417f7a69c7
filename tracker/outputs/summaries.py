"""The list of agreements: each with a line on how it stands on the day that its dashboard opens on."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tracker.models import Agreement, RegionStatus
from tracker.outputs.board import GRAVITY, state_line
from tracker.vocab import State


def of(agreements: Iterable[Agreement], now: dt.datetime) -> list[dict]:
    """One row an agreement, in two queries: {"agreement", "day", "day_number", "country_line", "counts", "has_begun",
    "ending"}."""
    found = list(agreements)
    days = {
        agreement.pk: max(min(agreement.opening_day(now), agreement.last_day(now)), agreement.first_day)
        for agreement in found
    }
    states: dict[int, Counter] = {agreement.pk: Counter() for agreement in found}
    rows = RegionStatus.objects.current().filter(agreement__in=found, day__in=set(days.values()))
    for agreement_id, day, state in rows.values_list("agreement_id", "day", "state"):
        if day == days[agreement_id]:
            states[agreement_id][State(state)] += 1
    return [
        {
            "agreement": agreement,
            "day": days[agreement.pk],
            "day_number": agreement.day_number(days[agreement.pk]),
            "country_line": state_line(states[agreement.pk]),
            "counts": [(state.value, states[agreement.pk][state]) for state in GRAVITY if states[agreement.pk][state]],
            "has_begun": agreement.effective_at <= now,
            "ending": ending_words(agreement, now),
        }
        for agreement in found
    ]


def has_expired(agreement: Agreement, now: dt.datetime) -> bool:
    """Its day of expiry is over and nobody has recorded an end."""
    is_over = agreement.expires_on and agreement.expires_on < agreement.last_day(now)
    return bool(is_over and not agreement.ended_at)


def ending_words(agreement: Agreement, now: dt.datetime) -> str:
    """That it has not begun yet; an end that is recorded, or an expiry that has passed: said at once, and proposed to a
    person as the end.
    """
    if agreement.effective_at > now:
        return _("It is not in effect yet: no state is computed before %(day)s.") % {
            "day": date_format(agreement.first_day, "j M Y")
        }
    if agreement.ended_at:
        return _("Ended on %(day)s.") % {"day": date_format(agreement.local_day(agreement.ended_at), "j M Y")}
    if has_expired(agreement, now):
        return _("Expired on %(day)s; no end is recorded.") % {"day": date_format(agreement.expires_on, "j M Y")}
    return ""
