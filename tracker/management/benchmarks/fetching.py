"""Articles from a local server into the database, beside httpx and trafilatura on the same pages, without storing."""

import http.server
import resource
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from tracker.actions import documents
from tracker.actions import sources as source_actions
from tracker.models import Agreement, Document
from tracker.sources import page

ARTICLES = 200
TEXTS = 10_000
PARAGRAPH = (
    "<p>Residents of quarter {number} in the town of Morek said on Monday that shell {turn} of the day fell beside the "
    "mill of family {turn}{number}, and that {number} people had left for the villages to the north of it.</p>"
)
PAGE = (
    "<html><head><title>Story {number}</title><meta property='article:published_time' content='2017-01-02T10:00:00Z'>"
    "</head><body><nav><a href='/'>Home</a></nav><article><h1>Story {number}</h1>{body}</article>"
    "<footer>All rights reserved.</footer></body></html>"
)


def measure(_agreement: Agreement) -> Iterator[str]:
    """Fetched to stored in one process, and the memory that many documents take. It writes: for a scratch database."""
    import httpx
    import trafilatura

    now = timezone.now()
    outlet = source_actions.find_or_add(name="Benchmark of fetching", by=None, now=now)
    with _served() as address, httpx.Client() as client:
        urls = [f"{address}/story-{number}" for number in range(ARTICLES)]

        def ours(url: str) -> None:
            (item,) = page.fetch(url, allow_private=True).items
            documents.receive_item(source=outlet, item=item, now=now)

        peer = _a_second(lambda url: trafilatura.bare_extraction(client.get(url).text, url=url), urls)
        rate = _a_second(ours, urls)
    stored = Document.objects.filter(source=outlet).count()
    yield (
        f"Fetched to stored, one process: {rate:.0f} articles a second ({stored} of {ARTICLES} stored); httpx's "
        f"fetching and trafilatura's reading alone: {peer:.0f}; ratio {rate / peer:.2f}."
    )
    yield _memory(outlet)


def _memory(outlet) -> str:
    """How much the process grows over many documents that are taken in one after the other."""
    now, body = timezone.now(), " ".join(f"word{number}" for number in range(600))
    marks = []
    for number in range(TEXTS):
        if number in (TEXTS // 10, TEXTS - 1):
            marks.append(_megabytes())
        documents.receive(source=outlet, text=f"Text {number}. {body}", external_id=f"text-{number}", now=now)
    return (
        f"Memory while {TEXTS:,} documents are stored: {marks[0]:.0f} MB after a tenth, {marks[1]:.0f} MB at the end; "
        f"ratio {marks[1] / marks[0]:.2f}."
    )


def _megabytes() -> float:
    """The most that this process has held so far. Kilobytes on Linux, bytes on macOS."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def _a_second(act, urls: list[str]) -> float:
    act(urls[0])
    started = time.perf_counter()
    for url in urls[1:]:
        act(url)
    return (len(urls) - 1) / (time.perf_counter() - started)


@contextmanager
def _served() -> Iterator[str]:
    """Pages of about 6 kB at any path that ends in a number."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            number = self.path.rpartition("-")[2]
            text = "".join(PARAGRAPH.format(number=number, turn=turn) for turn in range(24))
            body = PAGE.format(number=number, body=text).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            """The benchmark prints the figures."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
