"""The agreement's dashboard: everything that the page and its live parts show, from one filter."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from urllib.parse import urlencode

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from tracker.models import Agreement, Breach, Change
from tracker.outputs.board import Row, board, country_line
from tracker.outputs.counts import Counts, by_accused
from tracker.outputs.filters import LISTS, Filters
from tracker.outputs.listing import latest_reports
from tracker.outputs.timeline import timeline
from tracker.outputs.words import span_words
from tracker.rules.parameters import METHOD_VERSION
from tracker.vocab import RoleKind, Scope, Standing

LATEST = 6
ONE_DAY, ONE_WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
HIDDEN_SCOPES = tuple(scope for scope in Scope if scope != Scope.BREACH)


def with_cursor(agreements: QuerySet) -> QuerySet:
    """Agreements with the cursor of now, in the same query: what the page shows is no older than it. And with the
    highest number of a breach, by which `columns` sees what is a large one.
    """
    newest = Change.objects.order_by("-pk").values("pk")[:1]
    numbers = Breach.objects.filter(agreement=OuterRef("pk")).order_by("-number").values("number")[:1]
    return agreements.annotate(cursor=Subquery(newest), highest_number=Subquery(numbers))


def board_day(agreement: Agreement, filters: Filters, now: dt.datetime) -> dt.date:
    """The day that the board and the map's fill speak of: the last day of the filter, within the data."""
    last = agreement.last_day(filters.known or now)
    return min(max(filters.last or agreement.opening_day(now), agreement.first_day), last)


def header(agreement: Agreement, day: dt.date) -> dict:
    """The facts above the board: who signed, who guarantees whom, who is excluded, on that day."""
    roles = [
        role
        for role in agreement.roles.all()
        if (role.valid_from is None or role.valid_from <= day or role.valid_from <= agreement.first_day)
        and (role.valid_to is None or role.valid_to >= day)
    ]
    of = {kind: [role for role in roles if role.role == kind] for kind in RoleKind}
    guarantors = of[RoleKind.GUARANTOR]
    return {
        "day": day,
        "day_number": agreement.day_number(day),
        "signatories": of[RoleKind.SIGNATORY],
        "guarantors": [role for role in guarantors if role.standing == Standing.ESTABLISHED],
        "claimed": [role for role in guarantors if role.standing != Standing.ESTABLISHED],
        "excluded": of[RoleKind.EXCLUDED],
    }


def since_yesterday(rows: list[Row], counts: Counts, day: dt.date) -> dict:
    on_day = counts.by_day().get(day, Counter())
    return {
        "moved": [(row.region, row.change.word) for row in rows if row.change.moved],
        "on_day": sum(on_day.values()),
        "thin": sum(1 for row in rows if row.origins < 2),
    }


def clock(agreement: Agreement, filters: Filters, day: dt.date, now: dt.datetime) -> dict:
    """The span that the map's slider runs over, where it stands, and the addresses of the steps beside it, which work
    without a script: {"first", "last", "day", "steps": [{"days", "url"}]}.
    """
    last = agreement.last_day(now)
    first = filters.first or day - (ONE_WEEK - ONE_DAY)
    steps = []
    for days in (-7, -1, 1, 7):
        moved = dt.timedelta(days=days)
        if agreement.first_day <= day + moved <= last:
            there = replace(filters, first=first + moved, last=day + moved)
            steps.append({"days": days, "url": "?" + there.query()})
    return {"first": agreement.first_day, "last": last, "day": day, "steps": steps}


def chips(filters: Filters, names: dict[str, str]) -> list[dict]:
    """One removable chip for each filter that is on: its words, and the address without it.

    `names`: the label of every filter, by "field", and of every value, by "field:value".
    """
    made = []
    if filters.first or filters.last:
        made.append({"label": _date_words(filters), "url": "?" + filters.without("dates").query()})
    if filters.known:
        label = _("as known on %(moment)s") % {"moment": known_words(filters)}
        made.append({"label": label, "url": "?" + filters.without("known").query()})
    for name in ("verification", "scope"):
        values = getattr(filters, name)
        if values:
            label = _(" or ").join(names.get(f"{name}:{value}", value) for value in values)
            made.append({"label": label, "url": "?" + filters.without(name).query()})
    for name in LISTS:
        if name not in ("verification", "scope"):
            made += [
                {"label": _chip_words(name, value, names), "url": "?" + filters.without(name, value).query()}
                for value in getattr(filters, name)
            ]
    if filters.text:
        made.append({"label": f"“{filters.text}”", "url": "?" + filters.without("text").query()})
    return made


def region_query(day: dt.date, filters: Filters) -> str:
    """The query of a region's page for a day, with the data cut-off where there is one."""
    return urlencode({"day": day.isoformat()} | ({"known": filters.known_text} if filters.known else {}))


def known_words(filters: Filters) -> str:
    """The data cut-off in words: its local day, and the hour where it is not the day's end."""
    moment = filters.known.astimezone(filters.agreement.zone)
    words = span_words(moment.date(), None)
    return words if moment.time() >= dt.time(23, 59) else f"{words}, {moment:%H:%M}"


def _chip_words(name: str, value: str, names: dict[str, str]) -> str:
    """A value as it stands on its chip; with the filter's name where it would not say by itself what it is of."""
    label = value if name == "severity" else names.get(f"{name}:{value}", value)
    if name in ("region", "event_type"):
        return label
    return _("%(filter)s: %(value)s") % {"filter": names.get(name, name), "value": label}


def _date_words(filters: Filters) -> str:
    if filters.first and filters.last:
        return span_words(filters.first, filters.last)
    if filters.first:
        return _("from %(day)s") % {"day": span_words(filters.first, None)}
    return _("until %(day)s") % {"day": span_words(filters.last, None)}


def dashboard(agreement: Agreement, filters: Filters, *, user, now: dt.datetime) -> dict:
    """The context of the page and of its live parts."""
    day = board_day(agreement, filters, now)
    counts = Counts(filters)
    rows = board(agreement, day, filters.known)
    return {
        "agreement": agreement,
        "header": header(agreement, day),
        "board": rows,
        "board_day": day,
        "has_other_day": bool((filters.last and filters.last != day) or (filters.first and filters.first > day)),
        "country_line": country_line(rows),
        "since": since_yesterday(rows, counts, day),
        "result": {
            "shown": counts.shown,
            "on_map": counts.on_map,
            "not_on_map": counts.not_on_map,
            "outside_hidden": counts.outside_hidden,
        },
        "timeline": timeline(agreement, counts, agreement.last_day(now), user=user),
        "clock": clock(agreement, filters, day, now),
        "region_query": region_query(day, filters),
        "latest": list(latest_reports(filters, user)[:LATEST]),
        "outside": {scope.value: counts.by_scope()[scope.value] for scope in HIDDEN_SCOPES},
        "by_accused": by_accused(filters),
        "cursor": agreement.cursor or 0,
        "method_version": METHOD_VERSION,
        "data_cutoff": filters.known or max((row.status.data_cutoff for row in rows if row.status), default=None),
    }


def choice_names(form) -> dict[str, str]:
    """The label of every field by its name, and of every choice by "field:value", for the chips."""
    return {name: str(field.label) for name, field in form.fields.items()} | {
        f"{name}:{value}": str(label)
        for name, field in form.fields.items()
        for value, label in getattr(field, "choices", ())
    }
