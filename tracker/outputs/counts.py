"""Counts of breaches, from one grouped query, so that map, chart, list and strip cannot disagree."""

import datetime as dt
from collections import Counter
from typing import NamedTuple

from django.db.models import Case, Count, Q, Value, When

from tracker.models import Agreement, Breach, BreachParty
from tracker.outputs.filters import Filters
from tracker.vocab import Scope, Side, Verification

IN_SCOPE = (Scope.BREACH.value, Scope.CONTESTED.value)


class Group(NamedTuple):
    """A line of the grouped query: how many breaches share a day, a region, a verification and a scope."""

    day: dt.date | None
    last: dt.date | None
    region: str | None
    verification: str
    scope: str
    on_map: bool
    count: int


class Counts:
    """The breaches that a filter shows, counted in one query.

    `every_day` has every scope and every day, so that what is hidden can be said and the timeline can go beyond the
    dates chosen; `groups` has every scope of the days chosen, `shown_groups` what the filter shows.
    """

    def __init__(self, filters: Filters):
        self.filters = filters
        rows = filters.without("scope").without("dates").breaches(Breach.objects.all())
        on_map = Case(When(cell__isnull=False, then=Value(True)), default=Value(False))
        grouped = (
            rows.order_by()
            .annotate(on_map=on_map)
            .values_list("date_from", "date_to", "region__code", filters.verification_field, "scope", "on_map")
            .annotate(count=Count("pk"))
        )
        self.every_day = list(map(Group._make, grouped))
        self.groups = [group for group in self.every_day if filters.holds(group.day, group.last)]
        self.shown_groups = self._in_scope(self.groups)

    def _in_scope(self, groups: list[Group]) -> list[Group]:
        return [group for group in groups if not self.filters.scope or group.scope in self.filters.scope]

    @property
    def shown(self) -> int:
        return sum(group.count for group in self.shown_groups)

    @property
    def on_map(self) -> int:
        return sum(group.count for group in self.shown_groups if group.on_map)

    @property
    def not_on_map(self) -> int:
        return self.shown - self.on_map

    @property
    def outside_hidden(self) -> int:
        """Acts outside the ceasefire that the scope filter leaves out."""
        return sum(group.count for group in self.groups) - self.shown

    def by_scope(self) -> Counter:
        """Every scope's count, also of those that are not shown."""
        return _sum((group.scope, group.count) for group in self.groups)

    def region_only(self) -> Counter:
        """Region code → breaches known only by their region: a count on it, never a pin."""
        return _sum((group.region, group.count) for group in self.shown_groups if group.region and not group.on_map)

    def by_day(self) -> dict[dt.date, Counter]:
        """Local day → verification → count, of every day whatever the dates chosen; undated breaches have no day."""
        days: dict[dt.date, Counter] = {}
        for group in self._in_scope(self.every_day):
            if group.day:
                days.setdefault(group.day, Counter())[group.verification] += group.count
        return days


def _sum(pairs) -> Counter:
    total: Counter = Counter()
    for key, count in pairs:
        total[key] += count
    return total


def daily_by_region(
    agreement: Agreement, first: dt.date, last: dt.date, known_by: dt.datetime | None = None
) -> dict[str, dict[dt.date, dict[str, int]]]:
    """Region code → local day → {"confirmed": n, "other": n}, of breaches in scope or contested: the sparklines."""
    seen = Filters(agreement, first, last, known=known_by)
    word = seen.verification_field
    confirmed = Q(**{word: Verification.CONFIRMED.value}, scope=Scope.BREACH.value)
    aside = (Verification.REFUTED.value, Verification.UNVERIFIABLE.value)
    rows = (
        seen.known_breaches(Breach.objects.live().filter(agreement=agreement))
        .filter(date_from__gte=first, date_from__lte=last, scope__in=IN_SCOPE)
        .exclude(**{f"{word}__in": aside})
        .order_by()
        .values_list("region__code", "date_from")
        .annotate(confirmed=Count("pk", filter=confirmed), everything=Count("pk"))
    )
    found: dict[str, dict[dt.date, dict[str, int]]] = {}
    for region, day, sure, everything in rows:
        found.setdefault(region, {})[day] = {"confirmed": sure, "other": everything - sure}
    return found


def by_accused(filters: Filters) -> list[dict]:
    """Accused party → how often it is alleged to have acted, and how often that is confirmed; most first."""
    shown = filters.breaches(Breach.objects.all()).order_by().values("pk")
    sure = filters.breaches(Breach.objects.all()).filter(**{filters.verification_field: Verification.CONFIRMED.value})
    confirmed = (
        Q(breach__in=sure.order_by().values("pk"))
        if filters.known
        else Q(breach__verification=Verification.CONFIRMED.value)
    )
    rows = (
        BreachParty.objects.filter(side=Side.ACCUSED.value, breach__in=shown)
        .values("party__key", "party__name")
        .annotate(alleged=Count("breach", distinct=True), confirmed=Count("breach", filter=confirmed, distinct=True))
        .order_by("-alleged", "party__name")
    )
    return [
        {"key": row["party__key"], "name": row["party__name"], "alleged": row["alleged"], "confirmed": row["confirmed"]}
        for row in rows
    ]
