import datetime as dt

import pytest

from tests.views import cast
from tracker.models import Document, Source
from tracker.outputs.source_health import DAYS, health_of_sources
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2020, 3, 29, 12, tzinfo=dt.UTC)


def polled(key: str, **fields) -> Source:
    return cast.source(key, feed_url="https://a.example/feed", **{"last_success_at": NOW, **fields})


def publish(source: Source, days_ago: int, count: int = 1, **fields) -> None:
    for number in range(count):
        name = f"{days_ago}-{number}"
        Document.objects.create(
            source=source, external_id=name, text="x", content_hash=name,
            received_at=NOW - dt.timedelta(days=days_ago), **fields,
        )  # fmt: skip


def by_key(user=None) -> dict:
    return {row.source.key: row for row in health_of_sources(user or cast.account(Group.EDITOR), now=NOW)}


def test_documents_a_day_against_the_sources_own_median():
    source = polled("daily")
    for day in range(1, DAYS):
        publish(source, day, 3)
    publish(source, 0)
    row = by_key()["daily"]
    assert (row.usual, row.documents[-1], row.state) == (3, 1, "fine")
    assert len(row.shown) == 14


def test_a_source_that_fell_silent_is_quieter_than_usual_before_it_fails():
    source = polled("silent")
    for day in range(3, DAYS):
        publish(source, day)
    assert by_key()["silent"].state == "quiet"


def test_a_source_that_seldom_writes_is_not_called_quiet():
    publish(polled("seldom"), 9)
    assert by_key()["seldom"].state == "fine"


def test_those_that_need_somebody_come_first():
    polled("fine")
    polled("unread", last_success_at=None)
    polled("paused", is_paused=True, poll_failures=12)
    polled("failing", poll_failures=1)
    cast.source("by-hand")
    assert list(by_key()) == ["failing", "paused", "unread", "fine"]


def test_failed_steps_are_counted():
    publish(polled("wire"), 1, 2, step="failed")
    assert by_key()["wire"].failed == 2


def test_days_are_counted_in_utc_and_the_oldest_counts_whole():
    source = polled("wire")
    publish(source, DAYS - 1)
    assert by_key()["wire"].documents[0] == 1
