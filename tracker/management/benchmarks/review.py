"""What ten thousand waiting claims cost an editor: the queue, the desk, a decision; beside the sign-in page."""

from collections.abc import Iterator
from unittest import mock

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tracker import live
from tracker.management.benchmarks import freeze, median_ms, p95, timed_ms
from tracker.management.benchmarks.crowd import agreement_of
from tracker.models import Account, Agreement
from tracker.outputs.queue import QueueFilter, queue

BREACHES = 19_500  # of which about 10,000 wait
LOOKED_AT, DECIDED = 100, 50


def measure(like: Agreement) -> Iterator[str]:
    """It writes: for a scratch database."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    editor = Account.objects.get(username="editor")
    agreement = agreement_of(BREACHES, like, key="queue")
    rows = queue(QueueFilter(agreement=agreement.key), editor)
    waiting = rows.count()
    client = Client()
    client.force_login(editor)
    client.get(f"/review/?agreement={agreement.key}")
    freeze()
    plain = median_ms(lambda: client.get("/accounts/login/"))
    yield _told(client, f"Queue of {waiting:,} waiting", [f"/review/?agreement={agreement.key}"] * LOOKED_AT, plain)
    spread = list(rows.order_by("known_at", "pk"))[:: max(1, waiting // LOOKED_AT)][:LOOKED_AT]
    desks = [f"/review/{agreement.key}/{breach.number}/" for breach in spread]
    yield _told(client, f"Desk beside {waiting:,} waiting", desks, plain)
    with mock.patch.object(live, "announce"):  # no broker runs here that would ring for open pages
        times = [
            timed_ms(
                lambda breach=breach: client.post(
                    f"/agreements/{agreement.key}/breaches/{breach.number}/decide/",
                    {"verification": "unverifiable", "reason_code": "single_origin", "version": breach.version},
                )
            )
            for breach in spread[:DECIDED]
        ]
    left = rows.filter(pk__in=[breach.pk for breach in spread[:DECIDED]]).count()
    yield _line(f"A decision stored, its region computed ({DECIDED - left} of {DECIDED} taken)", times, plain)


def _told(client: Client, words: str, addresses: list[str], plain: float) -> str:
    with CaptureQueriesContext(connection) as queries:
        client.get(addresses[0])
        asked = len(queries)
    times = [timed_ms(lambda address=address: client.get(address)) for address in addresses]
    return _line(f"{words}, {asked} queries", times, plain)


def _line(words: str, times: list[float], plain: float) -> str:
    median = sorted(times)[len(times) // 2]
    return (
        f"{words}: {median:.0f} ms, 95th of 100 {p95(times):.0f} ms; "
        f"sign-in page: {plain:.0f} ms; ratio {median / plain:.1f}."
    )
