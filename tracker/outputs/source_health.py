"""How the sources that are read by themselves are doing: when they last answered, and whether as much came as usual."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import median

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from tracker.models import Document, Report, Source
from tracker.vocab import StepState

DAYS = 28  # over which a source's own median is taken
SHOWN_DAYS = 14
SILENT_DAYS = 2


@dataclass(frozen=True)
class Health:
    """One source; `documents` and `reports` are counts by day, oldest first, the last day is today."""

    source: Source
    state: str
    words: str
    documents: list[int]
    reports: list[int]
    failed: int

    @property
    def shown(self) -> list[int]:
        return self.documents[-SHOWN_DAYS:]

    @property
    def usual(self) -> float:
        """The median of its documents a day, today left out."""
        return median(self.documents[:-1])

    @property
    def usual_reports(self) -> float:
        return median(self.reports[:-1])


WORDS = {
    "failing": _("Failing"),
    "paused": _("Paused"),
    "unread": _("Not read yet"),
    "quiet": _("Quieter than usual"),
    "fine": _("Fine"),
}
ORDER = tuple(WORDS)


def health_of_sources(user, *, now: dt.datetime) -> list[Health]:
    """Sources with an address of their own, those that need somebody first."""
    sources = list(Source.objects.visible_to(user).exclude(feed_url=""))
    today = now.date()
    first = today - dt.timedelta(days=DAYS - 1)
    start = dt.datetime.combine(first, dt.time(), dt.UTC)
    days = [first + dt.timedelta(days=step) for step in range(DAYS)]
    documents = _by_day(Document.objects.filter(source__in=sources, received_at__gte=start), "source", "received_at")
    reports = _by_day(
        Report.objects.filter(document__source__in=sources, document__received_at__gte=start),
        "document__source",
        "document__received_at",
    )
    failed = _failed(sources)
    rows = [
        _health(source, [documents[source.pk][day] for day in days], [reports[source.pk][day] for day in days],
                failed[source.pk])
        for source in sources
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (ORDER.index(row.state), not row.failed, row.source.name))


def _by_day(rows, source: str, moment: str) -> dict[int, Counter]:
    """Source → day in UTC → number of rows."""
    found: dict[int, Counter] = defaultdict(Counter)
    counted = rows.order_by().annotate(day=TruncDate(moment, tzinfo=dt.UTC)).values_list(source, "day")
    for pk, day, count in counted.annotate(count=Count("pk")):
        found[pk][day] = count
    return found


def _failed(sources: list[Source]) -> Counter:
    """Source → documents and claims whose step was given up."""
    failed = StepState.FAILED.value
    rows = Source.objects.filter(pk__in=[source.pk for source in sources]).order_by()
    documents = rows.annotate(n=Count("documents", filter=Q(documents__step=failed))).values_list("pk", "n")
    claims = rows.annotate(n=Count("documents__reports", filter=Q(documents__reports__step=failed)))
    return Counter(dict(documents)) + Counter(dict(claims.values_list("pk", "n")))


def _health(source: Source, documents: list[int], reports: list[int], failed: int) -> Health:
    state = _state(source, documents)
    return Health(source, state, WORDS[state], documents, reports, failed)


def _state(source: Source, documents: list[int]) -> str:
    if source.is_paused:
        return "paused"
    if source.poll_failures:
        return "failing"
    if source.last_success_at is None:
        return "unread"
    # Today is not over, so it says nothing yet.
    recent = documents[-1 - SILENT_DAYS :]
    return "quiet" if median(documents[:-1]) >= 1 and not any(recent) else "fine"
