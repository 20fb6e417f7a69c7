"""What the board of hundreds of regions costs: its rows from the database, and the markup; beside the sign-in page."""

import statistics
from collections.abc import Iterator

from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tracker.management.benchmarks import freeze, median_ms, p95, timed_ms
from tracker.management.benchmarks.crowd import agreement_of, invented_regions
from tracker.models import Agreement
from tracker.outputs.board import board, country_line
from tracker.outputs.dashboard import with_cursor

REGIONS, DAYS, BREACHES, RUNS = 300, 90, 9_000, 40


def measure(like: Agreement) -> Iterator[str]:
    """It writes: for a scratch database."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    made = agreement_of(BREACHES, like, key="wide", regions=invented_regions(REGIONS), days=DAYS)
    agreement = with_cursor(Agreement.objects.filter(pk=made.pk)).with_terms().get()
    request = RequestFactory().get(f"/agreements/{agreement.key}/")

    def drawn() -> str:
        rows = board(agreement, agreement.data_horizon)
        shown = {"board": rows, "board_day": agreement.data_horizon, "country_line": country_line(rows)}
        return render_to_string(
            "agreements/_board.html", {"agreement": agreement, "region_query": "", **shown}, request
        )

    drawn()
    freeze()
    times = [timed_ms(drawn) for _ in range(RUNS)]
    client = Client()
    plain = median_ms(lambda: client.get("/accounts/login/"))
    median = statistics.median(times)
    yield (
        f"Board of {REGIONS} regions and {DAYS} days ({len(drawn()) / 1000:.0f} kB): {median:.0f} ms, 95th of 100 "
        f"{p95(times):.0f} ms; sign-in page: {plain:.0f} ms; ratio {median / plain:.1f}."
    )
