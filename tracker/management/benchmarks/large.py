"""What an agreement with a hundred thousand breaches costs, beside plain SQL over the same rows in the same run."""

import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest import mock

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tracker.actions import review, status
from tracker.management.benchmarks import freeze, p95, timed_ms
from tracker.management.benchmarks.crowd import KEY, agreement_of
from tracker.models import Account, Agreement, Breach
from tracker.outputs.columns import keeping
from tracker.outputs.exports.formats import FORMATS
from tracker.vocab import Verification

BREACHES = 100_000
RUNS, PEER_RUNS, DECISIONS = 30, 3, 20
VIEWPORTS = {
    "the country": "35,32,43,38&zoom=6",
    "a province": "36,34,38,36&zoom=9",
    "a town": "36.2,34.2,36.8,34.8&zoom=12",
}


def measure(like: Agreement) -> Iterator[str]:
    """It writes: for a scratch database."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    seconds = timed_ms(lambda: agreement_of(BREACHES, like)) / 1000
    agreement = Agreement.objects.get(key=KEY)
    yield f"{BREACHES:,} invented breaches and their claims were made in {seconds:.0f} s."
    client, here = Client(), f"/agreements/{agreement.key}/"
    yield _page(client, "Dashboard as it opens", here, "first, with the columns read")
    freeze()
    yield _page(client, "Dashboard as it opens", here)
    yield _page(client, "Dashboard without any filter", f"{here}?f=1")
    for words, view in VIEWPORTS.items():
        yield _page(client, f"Map of {words}", f"{here}map.json?bbox={view}")
    yield _page(client, "List of breaches", f"{here}breaches/")
    yield _page(client, "Brief", f"{here}brief/")
    yield from _after_a_decision(client, agreement, here)
    yield from _exports(client, here)


def _page(client: Client, words: str, address: str, only_first: str = "") -> str:
    if only_first:
        return f"{words}, {only_first}: {timed_ms(lambda: client.get(address)):.0f} ms."
    times, queries = _times(lambda: client.get(address), RUNS)
    with _by_sql():
        peer, _ = _times(lambda: client.get(address), PEER_RUNS)
    median = statistics.median(times)
    return (
        f"{words}: {median:.0f} ms, 95th of 100 {p95(times):.0f} ms, {queries} queries; "
        f"by SQL alone: {statistics.median(peer):.0f} ms; ratio {statistics.median(peer) / median:.1f}."
    )


def _times(act: Callable[[], object], runs: int) -> tuple[list[float], int]:
    """Milliseconds of each run, and the queries of the one before them."""
    with CaptureQueriesContext(connection) as queries:
        act()
        asked = len(queries)
    return [timed_ms(act) for _ in range(runs)], asked


@contextmanager
def _by_sql() -> Iterator[None]:
    with mock.patch.object(keeping, "SMALLEST", float("inf")):
        yield


def _after_a_decision(client: Client, agreement: Agreement, here: str) -> Iterator[str]:
    """A decision on the last day: the region's status anew, and the first page that follows the change."""
    by = Account.objects.get(username="editor")
    rows = Breach.objects.live().filter(
        agreement=agreement, date_from=agreement.data_horizon, scope="breach", verification="unconfirmed",
        region__isnull=False,
    )  # fmt: skip
    computed, pages = [], []
    for breach in rows.order_by("region", "pk")[:DECISIONS]:
        review.decide(
            breach=breach, verification=Verification.REFUTED, by=by, version=breach.version, now=timezone.now(),
            reason_code="other", reason="A benchmark.",
        )  # fmt: skip
        computed.append(timed_ms(lambda: status.recompute_due(now=timezone.now())))
        pages.append(timed_ms(lambda: client.get(here)))
    region = Breach.objects.filter(agreement=agreement, region=rows.first().region).count()
    yield (
        f"A region's status after a decision of the last day ({region:,} breaches there): "
        f"{statistics.median(computed):.0f} ms, 95th of 100 {p95(computed):.0f} ms."
    )
    with _by_sql():
        peer = timed_ms(lambda: client.get(here))
    yield (
        f"Dashboard right after a decision: {statistics.median(pages):.0f} ms, 95th of 100 {p95(pages):.0f} ms; "
        f"by SQL alone: {peer:.0f} ms; ratio {peer / statistics.median(pages):.1f}."
    )


def _exports(client: Client, here: str) -> Iterator[str]:
    """Rows a second of each format, beside the bare rows; memory in a run of its own, as tracing it slows it down."""
    live = Breach.objects.live().filter(agreement__key=KEY)
    shown = live.count()
    bare = 1000 * shown / timed_ms(lambda: sum(1 for _ in live.values_list().iterator()))
    for ending in FORMATS:
        address = f"{here}breaches.{ending}?f=1"
        started = time.perf_counter()
        size = sum(map(len, client.get(address).streaming_content))
        rate = shown / (time.perf_counter() - started)
        peak = _peak_mb(client, f"{address}&event_type=battles")
        yield (
            f"Export as {ending}: {shown:,} rows, {size / 1e6:.0f} MB, {rate:,.0f} rows a second, peak {peak:.0f} MB "
            f"over a part of it; reading the bare rows: {bare:,.0f} a second; ratio {rate / bare:.2f}."
        )


def _peak_mb(client: Client, address: str) -> float:
    tracemalloc.start()
    for _piece in client.get(address).streaming_content:
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6
