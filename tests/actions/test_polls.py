"""Scheduling: who is asked when, one question at a time to a host, and what a failure leads to."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.views import cast
from tracker import tasks
from tracker.actions import sources as actions
from tracker.models import Batch, Change, Report, Source
from tracker.sources import adapters
from tracker.sources.items import Fetched, RateLimited, Unreachable
from tracker.vocab import Group, Verb

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2020, 3, 2, 12, tzinfo=dt.UTC)


def polled(key: str, address: str = "https://a.example/feed", **fields) -> Source:
    return cast.source(key, feed_url=address, **fields)


def take(source: Source, now: dt.datetime = NOW) -> Source | None:
    return actions.take_for_poll(pk=source.pk, now=now)


class TestTaking:
    def test_one_worker_has_it(self):
        source = polled("one")
        assert take(source) == source
        assert take(source) is None

    def test_a_lost_worker_gives_it_back_in_time(self):
        source = polled("one")
        take(source)
        assert take(source, NOW + actions.LEASE + dt.timedelta(seconds=1)) == source

    def test_one_question_at_a_time_to_a_host(self):
        first, second = polled("one"), polled("two", "https://A.example/other")
        elsewhere = polled("three", "https://b.example/feed")
        take(first)
        with pytest.raises(actions.HostBusy):
            take(second)
        assert take(elsewhere) == elsewhere
        actions.poll_succeeded(source=first, state={}, new_documents=0, now=NOW)
        assert take(second) == second

    @pytest.mark.parametrize("fields", [{"is_paused": True}, {"next_poll_at": NOW + dt.timedelta(seconds=1)}])
    def test_what_is_not_due_is_left_alone(self, fields):
        assert take(polled("one", **fields)) is None

    def test_the_poll_that_found_the_host_busy_is_asked_for_again(self, monkeypatch):
        polled_first, second = polled("one"), polled("two")
        take(polled_first, timezone.now())
        rung = []
        monkeypatch.setattr(tasks.poll_source, "apply_async", lambda **options: rung.append(options))
        tasks.poll_source(second.pk)
        assert rung == [{"args": (second.pk,), "countdown": tasks.HOST_BUSY_SECONDS}]


class TestPauses:
    def test_the_interval_has_a_jitter_of_a_tenth(self):
        source = polled("one", poll_every=1000)
        waits = set()
        for _ in range(50):
            actions.poll_succeeded(source=source, state={}, new_documents=0, now=NOW)
            waits.add((Source.objects.get().next_poll_at - NOW).total_seconds())
        assert min(waits) >= 900
        assert max(waits) <= 1100
        assert len(waits) > 40

    def test_what_is_left_of_an_answer_is_fetched_soon(self):
        source = polled("one")
        actions.poll_succeeded(source=source, state={}, new_documents=1, now=NOW, again_after=5.0)
        assert Source.objects.get().next_poll_at == NOW + dt.timedelta(seconds=5)

    def test_failures_back_off_and_the_twelfth_pauses_and_says_so(self, monkeypatch):
        admin = cast.account(Group.ADMIN)
        admin.email = "admin@tracker.example"
        admin.save()
        cast.account(Group.EDITOR)
        source = polled("one", poll_every=60)

        def away(*_args, **_options):
            raise Unreachable("a.example does not take up connections.")

        monkeypatch.setattr(adapters, "fetch", away)
        waits = []
        for _ in range(12):
            Source.objects.update(next_poll_at=None)
            tasks.poll_source(source.pk)
            after = Source.objects.get()
            waits.append(after.next_poll_at - after.last_poll_at)
        assert waits[0] < waits[3] < waits[6] <= actions.LONGEST_PAUSE * 1.1
        assert after.is_paused
        assert Change.objects.filter(verb=Verb.PAUSED, source=source).count() == 1
        (notice,) = mail.outbox
        assert notice.to == ["admin@tracker.example"]
        assert "does not take up connections" in notice.body
        assert "/sources/one/" in notice.body

    def test_an_answer_that_nobody_foresaw_is_a_failure_in_words(self, monkeypatch):
        source = polled("one")

        def surprising(*_args, **_options):
            raise KeyError("nobody thought of this")

        monkeypatch.setattr(adapters, "fetch", surprising)
        tasks.poll_source(source.pk)
        after = Source.objects.get()
        assert "a fault of ours" in after.poll_error
        assert after.polling_until is None

    def test_a_server_that_asks_for_a_rest_gets_it(self, monkeypatch):
        source = polled("one", poll_every=60)

        def busy(*_args, **_options):
            raise RateLimited("a.example asks to be left alone.", 3600)

        monkeypatch.setattr(adapters, "fetch", busy)
        tasks.poll_source(source.pk)
        after = Source.objects.get()
        assert (after.next_poll_at - after.last_poll_at).total_seconds() > 3200

    def test_a_poll_with_nothing_new_costs_three_queries(self, monkeypatch):

        source = polled("one")
        monkeypatch.setattr(adapters, "fetch", lambda *_a, **_o: Fetched((), {"etag": "x"}, not_modified=True))
        with CaptureQueriesContext(connection) as queries:
            tasks.poll_source(source.pk)
        asked = [
            query["sql"] for query in queries if "SAVEPOINT" not in query["sql"] and "advisory" not in query["sql"]
        ]
        assert len(asked) <= 3, asked


class TestRows:
    TABLE = b"id,event_date,latitude,longitude,actor1\n1,2020-03-02,10.5,11.0,Northland army\n2,2020-03-03,10.6,11.0,\n"

    def poll(self, source, monkeypatch, table: bytes) -> Source:
        monkeypatch.setattr(adapters, "fetch", lambda *_a, **_o: Fetched((), {"since": 1}, table=table))
        rung = []
        monkeypatch.setattr(tasks.import_batch, "apply_async", lambda args: rung.append(args))
        Source.objects.update(next_poll_at=None)
        tasks.poll_source(source.pk)
        for args in rung:
            tasks.import_batch(*args)
        return Source.objects.get(pk=source.pk)

    def test_rows_of_a_service_become_an_import_and_are_stored_once(self, monkeypatch):
        source = polled("rows", adapter="ucdp")
        source.agreements.add(cast.agreement())
        after = self.poll(source, monkeypatch, self.TABLE)
        assert after.poll_state == {"since": 1}
        batch = Batch.objects.get()
        assert (batch.added, batch.faulty, batch.created_by) == (2, 0, None)
        self.poll(source, monkeypatch, self.TABLE)
        assert Report.objects.count() == 2

    def test_rows_without_an_agreement_are_a_failure_in_words(self, monkeypatch):
        after = self.poll(polled("rows", adapter="ucdp"), monkeypatch, self.TABLE)
        assert "List the source for one" in after.poll_error
        assert after.poll_state == {}, "so that the rows come again"


def test_what_failed_of_a_source_is_retried_together():
    source = cast.source()
    document = cast.document()
    type(document).objects.update(step="failed")
    agreement = cast.agreement()
    claim = cast.claim(agreement, 1, source)
    Report.objects.filter(pk=claim.pk).update(document=document, step="failed")
    assert actions.retry_failed(source=source, by=cast.account(Group.EDITOR), now=NOW) == 2
    assert Report.objects.get().step == "pending"
