"""Loading the example: three past ceasefires, whole, once."""

import datetime as dt
from dataclasses import asdict, dataclass, fields

from django.db import transaction

from tracker.actions import gazetteer, status
from tracker.actions.example_claims import load_claims, load_decisions
from tracker.actions.example_lists import load_lists
from tracker.example import files
from tracker.geo.overlay import OVERLAY_FILE
from tracker.geo.packaged import neighbours_of
from tracker.geo.world import ADMIN1_FILE
from tracker.models import Agreement, Breach, Loaded, Party, Place, Region, RegionStatus, Report, Source, StatusDue

KEY = "example"


@dataclass(frozen=True)
class ExampleCounts:
    """How many rows there are after loading; `is_new` is false where the same content had been loaded before."""

    is_new: bool
    agreements: int
    parties: int
    sources: int
    regions: int
    places: int
    reports: int
    breaches: int
    statuses: int

    def in_words(self) -> str:
        """The counts as a line for a terminal."""
        return ", ".join(f"{asdict(self)[field.name]:,} {field.name}" for field in fields(self)[1:])


def load_example(*, now: dt.datetime) -> ExampleCounts:
    """Load the example, or do nothing where exactly this content has been loaded.

    A second load of changed content adds what is missing and leaves every row that is there as people keep it. The
    steps are transactions of their own, so that no lock is held for long; after a crash the next load goes on.
    """
    digest = files.digest([OVERLAY_FILE, ADMIN1_FILE])
    if Loaded.objects.filter(key=KEY, digest=digest).exists():
        return _counts(is_new=False)
    _load_places(now)
    load_lists(now=now)
    load_claims(now=now)
    load_decisions(now=now)
    for agreement in Agreement.objects.filter(is_example=True):
        _compute_status(agreement, now)
    Loaded.objects.update_or_create(key=KEY, defaults={"digest": digest, "at": now})
    return _counts(is_new=True)


def _load_places(now: dt.datetime) -> None:
    countries = sorted({country for row in files.records("agreements") for country in row["countries"]})
    for country in countries:
        gazetteer.load_regions(country=country, now=now)
    # The neighbours' cities too, so that a place across the border is known as one, and not only as unknown.
    gazetteer.load_packaged_places(countries=[*countries, *neighbours_of(countries)], now=now)
    gazetteer.load_overlay(now=now)


@transaction.atomic
def _compute_status(agreement: Agreement, now: dt.datetime) -> None:
    status.recompute(agreement=agreement, now=now)
    StatusDue.objects.filter(agreement=agreement).delete()


def _counts(*, is_new: bool) -> ExampleCounts:
    return ExampleCounts(
        is_new=is_new,
        agreements=Agreement.objects.filter(is_example=True).count(),
        parties=Party.objects.count(),
        sources=Source.objects.count(),
        regions=Region.objects.count(),
        places=Place.objects.count(),
        reports=Report.objects.count(),
        breaches=Breach.objects.count(),
        statuses=RegionStatus.objects.current().count(),
    )
