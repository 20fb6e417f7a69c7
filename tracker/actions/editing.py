"""What people keep for themselves: who has a breach open, and filters under a name. No decision rows."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tracker.models import Account, Agreement, Breach, SavedView, Viewing

# A page tells every twenty seconds that it is open.
STILL_THERE = dt.timedelta(seconds=50)
MOST_VIEWS = 30


@transaction.atomic
def note_viewing(*, breach: Breach, by: Account, now: dt.datetime) -> None:
    """Keep that an editor has a breach open now, and forget who left long ago."""
    Viewing.objects.update_or_create(breach=breach, account=by, defaults={"seen_at": now})
    Viewing.objects.filter(breach=breach, seen_at__lt=now - 10 * STILL_THERE).delete()


class NotSaved(Exception):
    """Why a filter was not saved, as a sentence."""


@transaction.atomic
def save_view(*, account: Account, name: str, query: str, agreement: Agreement | None = None) -> SavedView:
    """Keep the filter of an agreement's pages, or of the editors' queue, under a name that is new there. Raises
    NotSaved.
    """
    name = " ".join(name.split())
    kept = list(SavedView.objects.over(agreement).filter(account=account).values_list("name", flat=True))
    limits = {field: SavedView._meta.get_field(field).max_length for field in ("name", "query")}
    if not name.strip("\x00"):
        raise NotSaved(_("Give it a name, such as “Hama, unconfirmed”."))
    if not name.isprintable() or len(name) > limits["name"]:
        raise NotSaved(_("A name is up to %(n)s letters, digits and signs.") % {"n": limits["name"]})
    taken = _("There is one of the name “%(name)s” already. Choose another, or remove that one.") % {"name": name[:80]}
    if name.casefold() in {one.casefold() for one in kept}:
        raise NotSaved(taken)
    if len(kept) >= MOST_VIEWS:
        raise NotSaved(_("There are %(n)s already. Remove one first.") % {"n": MOST_VIEWS})
    if len(query) > limits["query"]:
        raise NotSaved(_("This filter names too much to be saved. Take some of its values away."))
    try:
        return SavedView.objects.create(account=account, agreement=agreement, name=name, query=query)
    except IntegrityError as twice:  # the button was pressed twice, and the other one was first
        raise NotSaved(taken) from twice


@transaction.atomic
def forget_view(*, view: SavedView) -> None:
    view.delete()
