"""`manage.py bench`: the figures of speed, each beside a peer measured in the same run."""

import statistics
import time
from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tracker import extract
from tracker.actions.terms import reading_context
from tracker.example.texts import EXAMPLES
from tracker.models import Agreement

ROUNDS = 20


class Command(BaseCommand):
    help = "Print the figures of speed: reading against plain word search, the dashboard against the sign-in page."

    def handle(self, **options):
        agreement = Agreement.objects.filter(is_example=True).first()
        if agreement is None:
            raise CommandError("The example is not loaded. Run `manage.py demo` first.")
        self._reading(agreement)
        self._dashboard(agreement)

    def _reading(self, agreement: Agreement) -> None:
        context = reading_context(agreement)
        names = [alias.text.lower() for party in context.parties for alias in party.aliases]
        text = "\n\n".join(example.text for example in EXAMPLES)
        read = _median(lambda: extract.read(text, agreement.effective_at, "en", context))
        search = _median(lambda: [name for name in names if name in text.lower()])
        self.stdout.write(
            f"Reading {len(text):,} characters: {read:.1f} ms; looking for {len(names)} names in them: "
            f"{search:.2f} ms; ratio {read / search:.0f}."
        )

    def _dashboard(self, agreement: Agreement) -> None:
        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/agreements/{agreement.key}/")
            asked = len(queries)
        page = _median(lambda: client.get(f"/agreements/{agreement.key}/"))
        plain = _median(lambda: client.get("/accounts/login/"))
        self.stdout.write(
            f"Dashboard: {page:.0f} ms of the server's time, {asked} queries; sign-in page: {plain:.0f} ms; "
            f"ratio {page / plain:.1f}."
        )


def _median(act: Callable[[], object]) -> float:
    """Milliseconds, the median of some rounds after one that warms up."""
    act()
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)
