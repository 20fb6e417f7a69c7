"""The second clock: how it stood *as known on* a moment in the past.

Where the tracker was running by then, that is what it showed: results are kept when others take their place. Where it
was not, as with an agreement whose claims were filled in later, today's rule says what follows from the claims that
were known by then.
"""

import datetime as dt
from functools import lru_cache

from django.utils.translation import gettext as _

from tracker.actions import status
from tracker.models import Agreement, Change, Region, RegionStatus

Statuses = dict[tuple[int, dt.date], RegionStatus]


def statuses(
    agreement: Agreement,
    first: dt.date,
    last: dt.date,
    known_by: dt.datetime | None = None,
    region: Region | None = None,
) -> Statuses:
    """(region's id, local day) → the result for each of the days; from all that is known, or was known by a moment.

    For one region with what the rule said of every step, for all of them without.
    """
    rows = RegionStatus.objects.filter(agreement=agreement, day__range=(first, last))
    rows = rows.filter(region=region) if region else rows.defer("result")
    if known_by is None:
        return _keyed(rows.current())
    if was_running(agreement, known_by):
        return _keyed(rows.shown_at(known_by))
    newest = Change.objects.newest()  # whatever changes may change what follows
    found = {(row.region_id, row.day): row for row in replayed(agreement, known_by, newest) if first <= row.day <= last}
    return {key: row for key, row in found.items() if region is None or key[0] == region.pk}


def was_running(agreement: Agreement, moment: dt.datetime) -> bool:
    """Whether the tracker had a result for the agreement by then."""
    return RegionStatus.objects.filter(agreement=agreement, data_cutoff__lte=moment).exists()


def note(agreement: Agreement, moment: dt.datetime) -> str:
    """What the page says of a view of the past."""
    if was_running(agreement, moment):
        told = _("States are those that were shown then.")
    else:
        told = _("The tracker was not yet running then: states are what today’s rule says of the claims known by then.")
    return (
        told
        + " "
        + _("Places, dates, parties and scope are as they are held now, and so is what was merged, split or dropped.")
    )


def _keyed(rows) -> Statuses:
    return {(row.region_id, row.day): row for row in rows.order_by("data_cutoff", "pk")}


@lru_cache(maxsize=4)
def replayed(agreement: Agreement, moment: dt.datetime, newest: int) -> tuple[RegionStatus, ...]:  # noqa: ARG001 - key
    """Every result up to the moment, from what was known by then. A page and its map ask for the same one after the
    other, so the last few are kept; `newest` is the change up to which one holds.
    """
    return tuple(status.as_known(agreement=agreement, moment=moment))
