"""What a breach holds to be so: the best of its claims' values, field by field, and what an editor set stays."""

from collections.abc import Iterable

from tracker.geo import morton
from tracker.models import Breach, BreachParty, Report
from tracker.models.report import EventFields
from tracker.rules.blocking import cell_at, cell_number
from tracker.vocab import Side, Weapon

EVENT_FIELDS = tuple(field.name for field in EventFields._meta.get_fields())
PLACE_FIELDS = ("place", "place_text", "lat", "lon", "radius_km", "geo_precision")
TOLL_FIELDS = ("fatalities_low", "fatalities_best", "fatalities_high")


def take_from(breach: Breach, report: Report) -> None:
    """Copy a claim's values (unsaved), save for those that an editor set."""
    for name in EVENT_FIELDS:
        if name not in breach.fixed_fields:
            setattr(breach, name, getattr(report, name))
    place_on_grid(breach)


def add_from(breach: Breach, report: Report) -> None:
    """Fill from one more claim what the breach does not know yet, and widen its tolls (unsaved)."""
    fixed = frozenset(breach.fixed_fields)
    if breach.place_id is None and report.place_id and report.region_id == breach.region_id and "place" not in fixed:
        for name in PLACE_FIELDS:
            setattr(breach, name, getattr(report, name))
        place_on_grid(breach)
    if breach.injured is None and "injured" not in fixed:
        breach.injured = report.injured
    if breach.weapon == Weapon.UNSTATED and "weapon" not in fixed:
        breach.weapon = report.weapon
    if not fixed.intersection(TOLL_FIELDS):
        _widen_tolls(breach, report)


def choose_again(breach: Breach, reports: Iterable[Report]) -> None:
    """Take all values anew from the claims that stand behind a breach, the first one first, and save them.

    For a breach whose claims changed. Without a claim its values stay as they are.
    """
    reports = sorted(reports, key=lambda report: report.pk)
    if not reports:
        return
    take_from(breach, reports[0])
    for report in reports[1:]:
        add_from(breach, report)
    breach.known_at = min(report.known_at for report in reports)
    breach.save()
    for side in Side:
        if side.value not in breach.fixed_fields:
            set_side(breach, side, [row.party_id for row in reports[0].sides.all() if row.side == side])


def set_side(breach: Breach, side: Side, parties: Iterable[int]) -> None:
    """Name the parties, by their keys in the table, on one side of a breach."""
    breach.sides.filter(side=side.value).delete()
    BreachParty.objects.bulk_create(
        BreachParty(breach=breach, party_id=party, side=side.value) for party in dict.fromkeys(parties)
    )


def place_on_grid(breach: Breach) -> None:
    breach.cell = morton.cell(breach.lat, breach.lon) if breach.has_point else None
    breach.block = cell_number(cell_at(breach.lat, breach.lon)) if breach.has_point else None


def _widen_tolls(breach: Breach, report: Report) -> None:
    """Low is the least that anybody says, high the most; the best value stays the first claim's.

    "At least 42" has no high of its own: 50 from another fits it and becomes the high, 32 does not and leaves it open.
    """
    tolls = [one for one in (breach, report) if one.fatalities_best is not None or one.fatalities_low is not None]
    lows = [one.fatalities_low for one in tolls if one.fatalities_low is not None]
    highs = [one.fatalities_high for one in tolls if one.fatalities_high is not None]
    floors = [max(one.fatalities_low or 0, one.fatalities_best or 0) for one in tolls]
    breach.fatalities_low = min(lows, default=None)
    high = max(highs, default=None)
    breach.fatalities_high = high if high is not None and high >= max(floors) else None
    if breach.fatalities_best is None:
        breach.fatalities_best = report.fatalities_best
