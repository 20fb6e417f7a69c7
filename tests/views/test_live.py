"""What changed, as a stream and as an answer to who asks since when."""

import asyncio
import json

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import transaction
from django.test import AsyncClient
from django.utils import timezone

from tests.views import cast
from tracker import live
from tracker.actions import log
from tracker.models import Breach, Change
from tracker.vocab import Verb

pytestmark = pytest.mark.django_db


def write(**about) -> int:
    with transaction.atomic():
        return log.change(Verb.OPENED, now=timezone.now(), **about).pk


async def next_event(stream) -> tuple[str, dict]:
    """The name and the data of the next event; comment lines are passed over."""
    while True:
        chunk = (await asyncio.wait_for(anext(stream), 5)).decode()
        if not chunk.startswith(":"):
            lines = dict(line.split(": ", 1) for line in chunk.strip().splitlines())
            assert lines["id"] == str(json.loads(lines["data"])["cursor"])
            return lines["event"], json.loads(lines["data"])


def test_the_stream_opens_with_a_snapshot_and_tells_of_a_change(valkey):
    breach = cast.breach(cast.agreement())
    before = Change.objects.newest()

    async def watch():
        answer = await AsyncClient().get("/live/", headers={"accept-encoding": "gzip"})
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/event-stream"
        assert answer["Cache-Control"] == "no-store"
        stream = aiter(answer.streaming_content)
        snapshot = await next_event(stream)
        written = await sync_to_async(write)(agreement=breach.agreement, breach=breach)
        await sync_to_async(live.announce)()
        change = await next_event(stream)
        await stream.aclose()
        return snapshot, written, change

    snapshot, written, change = async_to_sync(watch)()
    assert snapshot == ("snapshot", {"cursor": before})
    told = {
        "cursor": written,
        "verb": "opened",
        "agreement": "northland",
        "breach": 1,
        "document": None,
        "source": None,
    }
    assert change == ("change", {"cursor": written, "changes": [told]})


def test_a_change_is_told_without_a_bell_too(monkeypatch):
    monkeypatch.setattr(live, "PAUSE", 0.05)

    async def watch():
        async with live.listener.follow() as queue:
            await asyncio.sleep(0.01)
            written = await sync_to_async(write)()
            return written, await asyncio.wait_for(queue.get(), 5)

    written, changes = async_to_sync(watch)()
    assert [change["cursor"] for change in changes] == [written]


def test_who_asks_since_a_cursor_gets_what_came_after_it(client):
    breach = cast.breach(cast.agreement())
    cursor = client.get("/live/since/").json()["cursor"]
    assert client.get(f"/live/since/?cursor={cursor}").json() == {"cursor": cursor, "changes": []}
    first, second = write(breach=breach), write(agreement=breach.agreement)
    answer = client.get(f"/live/since/?cursor={cursor}").json()
    assert [row["cursor"] for row in answer["changes"]] == [first, second]
    assert answer["cursor"] == second


def test_who_is_far_behind_gets_the_oldest_changes_first_and_can_go_on(client):
    written = [write() for _ in range(live.MOST_AT_ONCE + 5)]
    answer = client.get("/live/since/?cursor=0").json()
    assert answer["cursor"] == written[live.MOST_AT_ONCE - 1]
    rest = client.get(f"/live/since/?cursor={answer['cursor']}").json()
    assert [row["cursor"] for row in rest["changes"]] == written[live.MOST_AT_ONCE :]


@pytest.mark.parametrize("cursor", ["", "-1", "now", "1e3", "²", "9" * 40, "%00"])
def test_a_cursor_that_makes_no_sense_is_answered_with_that_of_now(client, cursor):
    newest = write()
    assert client.get(f"/live/since/?cursor={cursor}").json() == {"cursor": newest, "changes": []}


def test_nothing_of_what_changed_is_told_but_its_address(client):
    cast.breach(cast.agreement())
    (row,) = client.get("/live/since/?cursor=0").json()["changes"]
    assert set(row) == {"cursor", "verb", "agreement", "breach", "document", "source"}
    assert row["breach"] == Breach.objects.get().number


def test_a_draft_is_not_named_to_those_who_listen(client):
    before = Change.objects.newest()
    breach = cast.breach(cast.agreement("draft", is_published=False))
    write(agreement=breach.agreement, breach=breach)
    told = client.get(f"/live/since/?cursor={before}").json()["changes"]
    assert told
    assert {(change["agreement"], change["breach"]) for change in told} == {(None, None)}
