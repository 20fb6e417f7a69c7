"""The live stream: says only what changed; pages then fetch their own parts again, under their own permissions."""

import asyncio
import json
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse

from tracker.live import changes_after, listener
from tracker.models import Change

HEARTBEAT = 15  # seconds; a comment line, so that a proxy does not close a quiet stream
MOST_SHOWN = 100


async def stream(_request: HttpRequest) -> StreamingHttpResponse:
    """Server-sent events: a snapshot with the cursor of now, then each change."""
    response = StreamingHttpResponse(_events(), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _events() -> AsyncIterator[str]:
    async with listener.follow() as queue:
        cursor = await sync_to_async(Change.objects.newest)()
        yield _event("snapshot", {"cursor": cursor})
        while True:
            try:
                changes = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            news = [change for change in changes if change["cursor"] > cursor]
            if news:
                cursor = news[-1]["cursor"]
                yield _event("change", {"cursor": cursor, "changes": news})


def _event(name: str, data: dict) -> str:
    return f"event: {name}\nid: {data['cursor']}\ndata: {json.dumps(data)}\n\n"


def since(request: HttpRequest) -> JsonResponse:
    """The same for browsers whose stream fails: what changed after `cursor`."""
    asked = request.GET.get("cursor", "")
    cursor = int(asked) if asked.isdecimal() and len(asked) < 16 else None
    if cursor is None:
        return JsonResponse({"cursor": Change.objects.newest(), "changes": []})
    changes = changes_after(cursor)
    return JsonResponse({"cursor": changes[-1]["cursor"] if changes else cursor, "changes": changes})
