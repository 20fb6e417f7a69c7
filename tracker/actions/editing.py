"""What editors keep for themselves: who has a breach open, and views of the queue. No decision rows."""

import datetime as dt

from django.db import transaction

from tracker.models import Account, Breach, SavedView, Viewing

# A page tells every twenty seconds that it is open.
STILL_THERE = dt.timedelta(seconds=50)
MOST_VIEWS = 30


@transaction.atomic
def note_viewing(*, breach: Breach, by: Account, now: dt.datetime) -> None:
    """Keep that an editor has a breach open now, and forget who left long ago."""
    Viewing.objects.update_or_create(breach=breach, account=by, defaults={"seen_at": now})
    Viewing.objects.filter(breach=breach, seen_at__lt=now - 10 * STILL_THERE).delete()


@transaction.atomic
def save_view(*, account: Account, name: str, query: str) -> SavedView | None:
    """Keep a queue's address under a name; one of the same name is replaced. None beyond thirty of them."""
    if SavedView.objects.filter(account=account).exclude(name=name).count() >= MOST_VIEWS:
        return None
    view, _ = SavedView.objects.update_or_create(account=account, name=name[:80], defaults={"query": query[:1000]})
    return view


@transaction.atomic
def forget_view(*, view: SavedView) -> None:
    view.delete()
