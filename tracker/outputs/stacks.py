"""The breaches of each local day by what the timeline stacks them by: type, accused party, or who said it first."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from tracker.models import Breach, Party, Source
from tracker.outputs.columns import Shown, shown_in_columns, stacks
from tracker.outputs.filters import Filters
from tracker.vocab import EventType, Scope, Side

Rows = Iterable[tuple[dt.date, str, int]]


def stacked(filters: Filters, user) -> Rows:
    """(Day, what it is stacked by, breaches), of every day whatever the dates chosen; one query. A breach stands once
    with each of its parties or origins.

    Protected sources are told apart from each other to editors only.
    """
    columns = shown_in_columns(filters)
    if filters.by == "type":
        rows = stacks.by_type(columns) if columns else _by_type(filters)
        return [(day, _(EventType(word).label) if word else _("Not stated"), count) for day, word, count in rows]
    if filters.by == "accused":
        rows = _accused_in(columns) if columns else _by_accused(filters)
        return [(day, name or _("Nobody named"), count) for day, name, count in rows]
    sees_all = getattr(user, "is_editor", False)
    rows = _origins_in(columns, sees_all) if columns else _by_origin(filters, sees_all)
    return [(day, name or _("Not named"), count) for day, name, count in rows]


def _drawn(filters: Filters) -> QuerySet[Breach]:
    """What is shown of all days, with the acts before effect wherever breaches are shown: for comparison."""
    dated = Breach.objects.filter(date_from__isnull=False)
    shown = filters.without("scope").without("dates").breaches(dated).order_by()
    if not filters.scope:
        return shown
    before = Q(scope=Scope.BEFORE_EFFECT.value, date_from__lt=filters.agreement.first_day)
    wanted = Q(scope__in=filters.scope)
    return shown.filter(wanted | before if Scope.BREACH in filters.scope else wanted)


def _by_type(filters: Filters) -> Rows:
    return _drawn(filters).values_list("date_from", "event_type").annotate(count=Count("pk"))


def _by_accused(filters: Filters) -> Rows:
    one = FilteredRelation("sides", condition=Q(sides__side=Side.ACCUSED.value))
    drawn = _drawn(filters).annotate(one=one)
    return drawn.values_list("date_from", "one__party__name").annotate(count=Count("pk", distinct=True))


def _by_origin(filters: Filters, sees_all: bool) -> Rows:
    hidden = [] if sees_all else [When(reports__origin__is_protected=True, then=Value(_protected()))]
    unlisted = When(reports__origin__isnull=True, then=F("reports__origin_text"))
    said = Case(unlisted, *hidden, default=F("reports__origin__name"))
    told = _drawn(filters).filter(reports__is_superseded=False, **_known(filters))
    return told.annotate(said=said).values_list("date_from", "said").annotate(count=Count("pk", distinct=True))


def _known(filters: Filters) -> dict:
    return {"reports__known_at__lte": filters.known} if filters.known else {}


def _accused_in(columns: Shown) -> Rows:
    parties = Party.objects.filter(pk__in=columns.columns.parties[Side.ACCUSED]).order_by()
    return stacks.by_accused(columns, dict(parties.values_list("pk", "name")))


def _origins_in(columns: Shown, sees_all: bool) -> Rows:
    sources = Source.objects.filter(pk__in=columns.columns.origins).order_by()
    names = {
        pk: _protected() if is_protected and not sees_all else name
        for pk, name, is_protected in sources.values_list("pk", "name", "is_protected")
    }
    return stacks.by_origin(columns, names)


def _protected() -> str:
    return _("A protected source")
