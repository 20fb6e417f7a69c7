"""The lists of breaches and of claims, a page at a time."""

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from tracker.models import Breach, Report, Source
from tracker.models.periods import Period
from tracker.outputs.columns import Shown, Stream, shown_in_columns
from tracker.outputs.filters import Filters

# To the second, as the columns hold it.
CAME_IN = Period(Coalesce(F("document__received_at"), F("known_at")), seconds=1)


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


def latest_reports(filters: Filters, user) -> "QuerySet | LatestReports":
    """The claims under the same filter, the last to come in first; facts without a document by when they were known."""
    columns = shown_in_columns(filters)
    if columns:
        return LatestReports(columns, filters, user)
    rows = _readable(filters, user)
    return filters.reports(rows).for_stream(filters.known).order_by(CAME_IN.desc(), "-pk")


def _readable(filters: Filters, user) -> QuerySet:
    return Report.objects.visible_to(user).of_latest_reading().filter(agreement=filters.agreement)


class LatestReports(Sequence):
    """The same where the columns say which claims came in last; what claims no incident is asked of SQL."""

    def __init__(self, shown: Shown, filters: Filters, user):
        self.rows = _readable(filters, user)
        self.rest = filters.reports(self.rows.of_no_breach(), claims=Q(pk__in=[])).order_by()
        protected = Source.objects.filter(is_protected=True).order_by().values_list("pk", flat=True)
        self.stream = Stream(shown, [] if getattr(user, "is_editor", False) else list(protected))

    def __len__(self) -> int:
        linked = self.rest.filter(breaches__isnull=False).values_list("pk", flat=True)
        return len(self.stream) + self.rest.count() - self.stream.holding(set(linked))

    def __getitem__(self, part: slice) -> list[Report]:
        rest = self.rest.annotate(came_in=CAME_IN).order_by("-came_in", "-pk").values_list("pk", "came_in")
        found = self.stream.newest(part.stop) | dict(rest[: part.stop])
        newest = sorted(found, key=lambda pk: (found[pk], pk), reverse=True)[part]
        rows = self.rows.filter(pk__in=newest).for_stream().in_bulk()
        return [rows[pk] for pk in newest if pk in rows]
