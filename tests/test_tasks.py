"""What the queue's tasks do: a feed's new items are taken in once, and a broker that is away loses nothing."""

import http.server
import threading

import pytest
from django.utils import timezone

from tests.views import cast
from tracker import tasks
from tracker.models import Document, Source

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><link>http://example.org/</link>
<item><guid>a1</guid><title>Shells fall</title><description>Shells fell on Monday, the army said.</description>
<pubDate>Mon, 02 Mar 2020 10:00:00 GMT</pubDate></item></channel></rss>"""


class Handler(http.server.BaseHTTPRequestHandler):
    body = FEED

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_args):
        """Quiet."""


@pytest.fixture
def feed(db, settings):
    """A source whose feed is served on this machine."""
    settings.FETCH_PRIVATE_ADDRESSES = True
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/feed"
        yield cast.source("feed", feed_url=address, next_poll_at=timezone.now())
        server.shutdown()


def poll_again(source: Source) -> Source:
    Source.objects.filter(pk=source.pk).update(next_poll_at=timezone.now())
    tasks.poll_source(source.pk)
    return Source.objects.get(pk=source.pk)


def test_a_feeds_item_is_stored_once_however_often_it_is_polled(feed):
    after = [poll_again(feed) for _ in range(3)][-1]
    assert Document.objects.count() == 1
    assert (after.poll_failures, after.poll_error) == (0, "")
    assert after.next_poll_at > timezone.now()


def test_a_feed_that_is_no_feed_leaves_a_sentence_at_its_source(feed, monkeypatch):
    monkeypatch.setattr(Handler, "body", b"<html><body>Moved</body></html>")
    after = poll_again(feed)
    assert after.poll_failures == 1
    assert len(after.poll_error.split()) > 3
    assert Document.objects.count() == 0


def test_a_private_address_is_refused_where_it_is_not_allowed(feed, settings):
    settings.FETCH_PRIVATE_ADDRESSES = False
    assert "not asked" in poll_again(feed).poll_error


def test_a_source_that_is_not_due_is_left_alone(feed):
    poll_again(feed)
    before = Source.objects.get(pk=feed.pk).last_poll_at
    tasks.poll_source(feed.pk)
    assert Source.objects.get(pk=feed.pk).last_poll_at == before


def test_a_document_is_kept_and_found_later_when_the_broker_is_away(db, monkeypatch):
    def away(**_options):
        raise ConnectionError("no broker")

    monkeypatch.setattr(tasks.read_document, "apply_async", away)
    document = cast.document()
    Document.objects.filter(pk=document.pk).update(step="pending")
    assert tasks.ring(tasks.read_document, document.pk) is False
    rung = []
    monkeypatch.setattr(tasks.read_document, "apply_async", lambda args: rung.append(args))
    tasks.sweep()
    assert rung == [(document.pk,)]
