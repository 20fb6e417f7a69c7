"""The list of breaches, a page at a time."""

from collections.abc import Sequence

from django.db.models import QuerySet

from tracker.models import Breach
from tracker.outputs.columns import Shown, shown_in_columns
from tracker.outputs.filters import Filters


def newest_first(filters: Filters) -> "QuerySet | NewestFirst":
    """What the filter shows, for a paginator: the newest first, with what a line of the list says."""
    columns = shown_in_columns(filters)
    return NewestFirst(columns) if columns else filters.breaches(Breach.objects.with_names()).newest_first()


class NewestFirst(Sequence):
    """The same where the columns say which breaches stand on a page; only those are read."""

    def __init__(self, shown: Shown):
        self.shown = shown

    def __len__(self) -> int:
        return len(self.shown)

    def __getitem__(self, part: slice) -> list[Breach]:
        pks = self.shown.newest_first(part.start, part.stop)
        rows = Breach.objects.with_names().in_bulk(pks)
        return [rows[pk] for pk in pks]
