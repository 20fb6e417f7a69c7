"""What is shown: one object that map, chart, list, counts and exports all read, so that they always agree."""

import datetime as dt
from dataclasses import dataclass, field, replace

from django.db.models import Q, QuerySet
from django.http import QueryDict

from tracker.models import Agreement, Breach, BreachReport, Membership
from tracker.rules.standing import CARRIES
from tracker.vocab import ReportKind

EXPLICIT = "f"  # present in an address whose filters were chosen; without it the defaults stand
LISTS = ("region", "event_type", "accused", "verification", "scope", "source")


@dataclass(frozen=True)
class Filters:
    """What is shown. Empty means all."""

    agreement: Agreement
    first: dt.date | None = None
    last: dt.date | None = None
    region: tuple[str, ...] = ()
    event_type: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    verification: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    text: str = ""
    notes: tuple[str, ...] = ()
    # The accused and their members, asked once for these filters and all that `without` makes of them.
    _members: dict[tuple[str, ...], list[str]] = field(default_factory=dict, compare=False, repr=False)

    def without(self, name: str, value: str | None = None) -> "Filters":
        """The same filters with one of them, or one value of it, taken away."""
        if name == "dates":
            return replace(self, first=None, last=None)
        if name == "text":
            return replace(self, text="")
        left = tuple(one for one in getattr(self, name) if value is not None and one != value)
        return replace(self, **{name: left})

    def holds(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Whether an event's span of days touches the dates chosen; the same test as BreachQuerySet.between."""
        begins_in_time = self.last is None or first is None or first <= self.last
        return begins_in_time and (self.first is None or last is None or last >= self.first)

    def query(self) -> str:
        """These filters as the query string of an address."""
        params = QueryDict(mutable=True)
        params[EXPLICIT] = "1"
        if self.first:
            params["from"] = self.first.isoformat()
        if self.last:
            params["to"] = self.last.isoformat()
        for name in LISTS:
            params.setlist(name, list(getattr(self, name)))
        if self.text:
            params["q"] = self.text
        return params.urlencode()

    def breaches(self, rows: QuerySet) -> QuerySet:
        """Narrow a queryset of breaches to what is shown."""
        rows = rows.filter(agreement=self.agreement).live().between(self.first, self.last)
        for name in ("event_type", "verification", "scope"):
            if values := getattr(self, name):
                rows = rows.filter(**{f"{name}__in": values})
        if self.region:
            rows = rows.filter(region__code__in=self.region)
        if self.accused:
            rows = rows.with_accused(self.accused_and_members())
        if self.source:
            rows = rows.from_sources(self.source)
        return rows.matching_words(self.text) if self.text else rows

    def accused_and_members(self) -> list[str]:
        """The keys of the parties that are accused: those chosen and their members."""
        if self.accused not in self._members:
            self._members[self.accused] = with_members(self.accused)
        return self._members[self.accused]

    def reports(self, rows: QuerySet, claims: Q | None = None) -> QuerySet:
        """Narrow reports to those of the breaches shown; all but claims go by their own date and region.

        `claims`: which ones speak of the breaches shown, for a caller who knows them.
        """
        shown = self.breaches(Breach.objects.all()).order_by().values("pk")
        rest = ~Q(kind=ReportKind.INCIDENT_CLAIM.value)
        if self.first:
            rest &= Q(date_to__gte=self.first) | Q(date_to__isnull=True, known_at__gte=self._start(self.first))
        if self.last:
            after = self._start(self.last + dt.timedelta(days=1))
            rest &= Q(date_from__lte=self.last) | Q(date_from__isnull=True, known_at__lt=after)
        if self.region:
            rest &= Q(region__code__in=self.region)
        if self.source:
            rest &= Q(origin__key__in=self.source) | Q(via__key__in=self.source)
        if self.event_type or self.accused or self.text:
            rest = Q(pk__in=[])
        # Not a correlated EXISTS: SQLite would look through all that is shown for each report.
        if claims is None:
            claims = Q(pk__in=BreachReport.objects.filter(breach__in=shown).values("report"))
        return rows.filter(claims | rest)

    def _start(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(), tzinfo=self.agreement.zone)


def with_members(keys: tuple[str, ...]) -> list[str]:
    """The keys of those parties and of all that belong to them: who accuses a coalition accuses its members.

    An ally does not belong to it, nor does a group that split from it.
    """
    found = set(keys)
    links = list(Membership.objects.filter(kind__in=CARRIES).values_list("child__key", "parent__key"))
    grown = True
    while grown:
        more = {child for child, parent in links if parent in found} - found
        found |= more
        grown = bool(more)
    return sorted(found)
