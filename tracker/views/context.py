"""What every page's frame shows."""

from django.http import HttpRequest

from tracker.outputs.queue import QueueFilter, queue


def nav(request: HttpRequest) -> dict:
    """How much waits for an editor. Evaluated by the template, so that a page without the frame asks nothing."""
    return {"nav": {"review": _waiting(request)}}


def _waiting(request: HttpRequest):
    user = getattr(request, "user", None)

    def count() -> int | None:
        return (
            queue(QueueFilter(), user).count()
            if user is not None and user.is_authenticated and user.is_editor
            else None
        )

    return count
