"""What the dashboard costs with few breaches and with many, beside the sign-in page."""

import datetime as dt
import time
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker.actions import documents, status
from tracker.actions import sources as source_actions
from tracker.actions.terms import local_noon
from tracker.management.benchmarks import median_ms
from tracker.management.worked import work_through
from tracker.models import Agreement, Breach, Place

MANY = 1_000
CLAIMS_A_DOCUMENT = 20


def measure(agreement: Agreement) -> Iterator[str]:
    """The same page before and after the agreement is filled up to MANY breaches. It writes: for a scratch database."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    yield _dashboard(agreement)
    started = time.perf_counter()
    made = _fill(agreement)
    seconds = time.perf_counter() - started
    yield f"Storing, reading, placing and matching {made:,} claims in one process: {made / seconds:.0f} a second."
    yield _dashboard(agreement)


def _dashboard(agreement: Agreement) -> str:
    client = Client()
    # Wide open, so that every breach is in it.
    address = f"/agreements/{agreement.key}/?f=1"
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
        asked = len(queries)
    page = median_ms(lambda: client.get(address))
    plain = median_ms(lambda: client.get("/accounts/login/"))
    return (
        f"Dashboard of {Breach.objects.filter(agreement=agreement).count():,} breaches: {page:.0f} ms of the "
        f"server's time, {asked} queries; sign-in page: {plain:.0f} ms; ratio {page / plain:.1f}."
    )


def _fill(agreement: Agreement) -> int:
    """Invented claims, through the same actions as real ones, until there are MANY breaches; how many were read."""
    now = timezone.now()
    outlet = source_actions.find_or_add(name="Benchmark", by=None, now=now)
    names = list(Place.objects.filter(country__in=agreement.countries).order_by("pk").values_list("name", flat=True))
    days = max((agreement.last_day(now) - agreement.first_day).days, 1)
    made = 0
    for turn in range(10 * MANY // CLAIMS_A_DOCUMENT):
        if Breach.objects.filter(agreement=agreement).count() >= MANY:
            break
        day = agreement.first_day + dt.timedelta(days=turn % days)
        places = [names[(turn * CLAIMS_A_DOCUMENT + offset) % len(names)] for offset in range(CLAIMS_A_DOCUMENT)]
        text = "\n\n".join(f"Mortar shells hit the town of {place} on {day:%A}, residents said." for place in places)
        received = documents.receive(
            source=outlet, text=text, published_at=local_noon(agreement, day), agreement=agreement, now=now
        )
        made += work_through(received.document)
    status.recompute_due(now=now)
    return made
