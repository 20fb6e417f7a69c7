"""Counts of breaches, taken together, so that map, chart, list and strip cannot disagree."""

import datetime as dt
from collections import Counter

from django.db.models import Case, Count, FilteredRelation, Q, Value, When
from django.utils.translation import gettext as _

from tracker.models import Agreement, Breach, Party
from tracker.outputs.columns import Tally, shown_in_columns
from tracker.outputs.filters import Filters
from tracker.vocab import Scope, Side, Verification

IN_SCOPE = (Scope.BREACH.value, Scope.CONTESTED.value)
ASIDE = (Verification.REFUTED.value, Verification.UNVERIFIABLE.value)
ON_MAP = Case(When(cell__isnull=False, then=Value(True)), default=Value(False))
NOT_ASIDE = tuple(one.value for one in Verification if one.value not in ASIDE)


class Counts:
    """The breaches that a filter shows, counted at one time."""

    def __init__(self, filters: Filters):
        self.filters = filters
        columns = shown_in_columns(filters)
        self._tally = columns.tally if columns else tally(filters)

    @property
    def shown(self) -> int:
        return self._tally.shown

    @property
    def on_map(self) -> int:
        return self._tally.on_map

    @property
    def not_on_map(self) -> int:
        return self.shown - self.on_map

    @property
    def outside_hidden(self) -> int:
        """Acts outside the ceasefire that the scope filter leaves out."""
        return sum(self._tally.by_scope.values()) - self.shown

    def by_scope(self) -> Counter:
        """Every scope's count, also of those that are not shown."""
        return self._tally.by_scope

    def region_only(self) -> Counter:
        """Region code → breaches known only by their region: a count on it, never a pin."""
        return self._tally.region_only

    def by_day(self) -> dict[dt.date, Counter]:
        """Local day → verification → count, of every day whatever the dates chosen; undated breaches have no day."""
        return self._tally.by_day

    def drawn_by_day(self) -> dict[dt.date, Counter]:
        """The same, with the acts of the days before effect wherever breaches are shown: for comparison."""
        scopes, effect = self.filters.scope, self.filters.agreement.first_day
        if Scope.BREACH not in scopes or Scope.BEFORE_EFFECT in scopes:
            return self._tally.by_day
        before = {day: words for day, words in self._tally.before_effect.items() if day < effect}
        days = {*self._tally.by_day, *before}
        return {day: self._tally.by_day.get(day, Counter()) + before.get(day, Counter()) for day in days}


def tally(filters: Filters) -> Tally:
    """The same by one grouped query: every scope and every day, so that what is hidden can be said."""
    rows = filters.without("scope").without("dates").breaches(Breach.objects.order_by())
    grouped = rows.annotate(on_map=ON_MAP).values_list(
        "date_from", "date_to", "region__code", filters.verification_field, "scope", "on_map", Count("pk")
    )
    by_day, before_effect, by_scope, region_only, on_maps = {}, {}, Counter(), Counter(), Counter()
    for day, last, region, verification, scope, is_on_map, count in grouped:
        is_in_time, is_in_scope = filters.holds(day, last), not filters.scope or scope in filters.scope
        if day and is_in_scope:
            by_day.setdefault(day, Counter())[verification] += count
        if day and scope == Scope.BEFORE_EFFECT:
            before_effect.setdefault(day, Counter())[verification] += count
        by_scope[scope] += count if is_in_time else 0
        if is_in_time and is_in_scope:
            on_maps[is_on_map] += count
            region_only[region] += 0 if is_on_map else count
    return Tally(by_day, before_effect, +by_scope, on_maps.total(), on_maps[True], _named(region_only))


def _named(counts: Counter) -> Counter:
    """Without those of no region, and without zeros."""
    return Counter({key: count for key, count in counts.items() if key and count})


def by_words(filters: Filters) -> Counter:
    """(Verification, scope, whether it has a point) → how many breaches of those shown."""
    if columns := shown_in_columns(filters):
        return columns.by_words()
    rows = filters.breaches(Breach.objects.order_by()).annotate(on_map=ON_MAP)
    counted = rows.values("verification", "scope", "on_map").annotate(count=Count("pk"))
    return Counter({(row["verification"], row["scope"], row["on_map"]): row["count"] for row in counted})


def daily_by_region(
    agreement: Agreement, first: dt.date, last: dt.date, known_by: dt.datetime | None = None
) -> dict[str, dict[dt.date, dict[str, int]]]:
    """Region code → local day → {"confirmed": n, "other": n}, of breaches in scope or contested: the sparklines."""
    seen = Filters(agreement, first, last, known_by, verification=NOT_ASIDE, scope=IN_SCOPE)
    if columns := shown_in_columns(seen):
        return columns.daily_by_region(first, last)
    word = seen.verification_field
    confirmed = Q(**{word: Verification.CONFIRMED.value}, scope=Scope.BREACH.value)
    rows = (
        seen.known_breaches(Breach.objects.live().filter(agreement=agreement))
        .filter(date_from__gte=first, date_from__lte=last, scope__in=IN_SCOPE)
        .filter(**{f"{word}__in": NOT_ASIDE})
        .order_by()
        .values_list("region__code", "date_from")
        .annotate(confirmed=Count("pk", filter=confirmed), everything=Count("pk"))
    )
    found: dict[str, dict[dt.date, dict[str, int]]] = {}
    for region, day, sure, everything in rows:
        found.setdefault(region, {})[day] = {"confirmed": sure, "other": everything - sure}
    return found


def by_accused(filters: Filters) -> list[dict]:
    """Accused party → how often it is alleged to have acted, and how often that is confirmed; most first. At the end,
    without a key, what is laid to nobody by name: so all that is shown stands in it.
    """
    if columns := shown_in_columns(filters):
        return _ranked(_with_names(columns.by_accused()))
    one = FilteredRelation("sides", condition=Q(sides__side=Side.ACCUSED.value))
    shown = filters.breaches(Breach.objects.order_by()).annotate(one=one)
    alleged, confirmed = Counter(), Counter()
    for key, name, word in shown.values_list("one__party__key", "one__party__name", filters.verification_field):
        party = (key or "", name or "")
        alleged[party] += 1
        confirmed[party] += word == Verification.CONFIRMED
    return _ranked([(*party, count, confirmed[party]) for party, count in alleged.items()])


def _with_names(counted: list[tuple[int, int, int]]) -> list[tuple[str, str, int, int]]:
    parties = Party.objects.in_bulk([party for party, _, _ in counted])
    return [
        (parties[party].key, parties[party].name, alleged, confirmed) if party else ("", "", alleged, confirmed)
        for party, alleged, confirmed in counted
    ]


def _ranked(counted: list[tuple[str, str, int, int]]) -> list[dict]:
    rows = sorted(counted, key=lambda row: (not row[0], -row[2], row[1]))
    return [
        {"key": key, "name": name or _("Nobody named"), "alleged": alleged, "confirmed": confirmed}
        for key, name, alleged, confirmed in rows
    ]
