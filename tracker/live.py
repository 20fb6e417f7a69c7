"""The bell of live pages, over Redis: `announce` rings it, `Listener` hears it and tells every open stream.

The bell carries nothing. Whoever hears it asks the change log for what is new after their cursor; so a bell that is
lost costs at most one pause, and nothing is told that is not committed.
"""

import asyncio
import contextlib
import logging

import redis
import redis.asyncio
from asgiref.sync import sync_to_async
from django.conf import settings

from tracker.models import Change

logger = logging.getLogger(__name__)
CHANNEL = "tracker:changes"
PAUSE = 2.0  # seconds without a bell after which the log is looked at anyway
MOST_AT_ONCE = 200


def announce() -> None:
    """Ring the bell. Without Redis the listeners still look every two seconds."""
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5) as client:
            client.publish(CHANNEL, "")
    except redis.RedisError as error:
        logger.warning("The live bell did not answer: %s", error)


def changes_after(cursor: int) -> list[dict]:
    """What changed after the cursor, oldest first, as the stream tells it: only what, never the content.

    Everybody hears the stream, so a draft is not named: its change goes out as one without an agreement, which every
    page takes as possibly its own.
    """
    rows = Change.objects.after(cursor).select_related("agreement", "breach")[:MOST_AT_ONCE]
    return [
        {
            "cursor": row.pk,
            "verb": row.verb,
            "agreement": row.agreement.key if _is_public(row) else None,
            "breach": row.breach.number if row.breach and _is_public(row) else None,
            "document": row.document_id,
            "source": row.source_id,
        }
        for row in rows
    ]


def _is_public(row: Change) -> bool:
    return row.agreement is not None and row.agreement.is_published


class Listener:
    """One subscription to the bell a process; each open stream has a queue that it fills."""

    def __init__(self):
        self.queues: set[asyncio.Queue] = set()
        self.task: asyncio.Task | None = None

    @contextlib.asynccontextmanager
    async def follow(self):
        """A queue of lists of changes, for as long as the stream is open."""
        queue: asyncio.Queue = asyncio.Queue(maxsize=100)
        self.queues.add(queue)
        if self.task is None or self.task.done():
            self.task = asyncio.create_task(self._run())
        try:
            yield queue
        finally:
            self.queues.discard(queue)

    async def _run(self) -> None:
        cursor = await sync_to_async(Change.objects.newest)()
        while self.queues:
            try:
                async with redis.asyncio.from_url(settings.REDIS_URL) as client, client.pubsub() as bell:
                    await bell.subscribe(CHANNEL)
                    while self.queues:
                        await bell.get_message(ignore_subscribe_messages=True, timeout=PAUSE)
                        cursor = await self._tell(cursor)
            except (redis.RedisError, OSError) as error:
                logger.warning("The live bell is away (%s); looking every %s seconds.", error, PAUSE)
                await asyncio.sleep(PAUSE)
                cursor = await self._tell(cursor)

    async def _tell(self, cursor: int) -> int:
        changes = await sync_to_async(changes_after)(cursor)
        if not changes:
            return cursor
        for queue in self.queues:
            with contextlib.suppress(asyncio.QueueFull):  # a reader that stalls catches up by its own cursor
                queue.put_nowait(changes)
        return changes[-1]["cursor"]


listener = Listener()
