"""The rows of an answer as the shapes want them, from what the pages and the exports show."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse

from tracker.api.shapes.common import keyed
from tracker.forms.filters import FilterForm
from tracker.forms.known import KnownChoices
from tracker.models import Agreement, Breach, RegionStatus, Report, Source
from tracker.outputs.board import Row
from tracker.outputs.breach_page import claims_for, region_effect, sources_of
from tracker.outputs.exports import rows
from tracker.outputs.exports.formats import feature
from tracker.outputs.filters import Filters
from tracker.outputs.parties import grouped_parties
from tracker.outputs.words import breach_title
from tracker.vocab import State

AGREEMENT_FIELDS = (
    "key", "name", "short_name", "countries", "time_zone", "effective_note", "signed_on", "declared_on", "expires_on",
    "end_reason", "ceasefire_class", "purposes", "territorial_scope", "mechanism", "is_example", "is_published",
    "first_day", "citations",
)  # fmt: skip
CLAIM_FIELDS = (
    "kind", "origin_name", "assertion", "is_disputed", "event_type", "sub_event_type", "clock", "accused_text",
    "target_text", "injured", "known_at", "note", "citations",
)  # fmt: skip


def page_address(name: str, *args: Any) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def agreement(summary: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
    """From a row of `summaries.of`, for an agreement fetched with its terms and declarations."""
    row: Agreement = summary["agreement"]
    return {
        **{name: getattr(row, name) for name in AGREEMENT_FIELDS},
        "effective_at": row.effective_at.astimezone(row.zone),
        "ended_at": row.ended_at and row.ended_at.astimezone(row.zone),
        "last_day": row.last_day(now),
        "day": summary["day"],
        "states": dict(summary["counts"]),
        "standing": " ".join(filter(None, [summary["country_line"], summary["ending"]])),
        "regions": [region(covered) for covered in row.coverage.all()],
        "declarations": list(row.declarations.all()),
        "address": page_address("agreement", row.key),
    }


def region(covered: Any) -> dict[str, Any]:
    return {"code": covered.region.code, "name": covered.region.name, "is_covered": covered.is_covered}


def parties(under: Agreement) -> list[dict[str, Any]]:
    """In the order of the page: by role, then by name."""
    prefetch_related_objects(list(under.roles.all()), "guarantees")
    return [_party(row) for group in grouped_parties(under) for row in group["rows"]]


def _party(row: dict[str, Any]) -> dict[str, Any]:
    party = row["party"]
    plain = ("key", "name", "kind", "founded_on", "dissolved_on", "note", "citations")
    return {
        **{name: getattr(party, name) for name in plain},
        "aliases": row["aliases"],
        "roles": [_role(role) for role in row["roles"]],
        "memberships": [_membership(link) for link in row["memberships"] if link.child_id == party.pk],
    }


def _role(role: Any) -> dict[str, Any]:
    plain = ("role", "standing", "valid_from", "valid_to", "note", "citations")
    return {**{name: getattr(role, name) for name in plain}, "guarantees": keyed(role.guarantees.all())}


def _membership(link: Any) -> dict[str, Any]:
    plain = ("kind", "valid_from", "valid_to", "date_note", "citations")
    return {**{name: getattr(link, name) for name in plain}, "of": link.parent}


def _standings(status: RegionStatus | None) -> dict[str, Any]:
    if status is None:
        counts = dict.fromkeys(("confirmed", "possible", "badges", "origins"), 0)
        unknown = {"state": State.NO_INFORMATION, "possible_state": State.NO_INFORMATION}
        return {**counts, **unknown, "is_provisional": False, "is_stale": False, "last_known": None}
    plain = ("state", "possible_state", "is_provisional", "is_stale", "last_known")
    return {
        **{name: getattr(status, name) for name in plain},
        "confirmed": status.confirmed_count,
        "possible": status.other_count,
        "badges": status.badge_count,
        "origins": status.origins_count,
    }


def region_now(row: Row, under: Agreement, day: dt.date) -> dict[str, Any]:
    """A row of the board."""
    status = row.status
    return {
        **_standings(status),
        "code": row.region.code,
        "name": row.region.name,
        "day": day,
        "moved": row.change.word,
        "was": row.change.was,
        "data_cutoff": status and status.data_cutoff.astimezone(under.zone),
        "method_version": status and status.method_version,
        "address": f"{page_address('region', under.key, row.region.code)}?day={day}",
    }


def region_day(status: RegionStatus, under: Agreement) -> dict[str, Any]:
    """A day of a region's history."""
    result = status.result
    return {
        **_standings(status),
        "day": status.day,
        "data_cutoff": status.data_cutoff.astimezone(under.zone),
        "method_version": status.method_version,
        "rule": result["rule"],
        "rule_possible": result["rule_possible"],
        "days": result["days_with"],
        "days_possible": result["days_with_possible"],
        **{name: result[name] for name in ("ratio", "ratio_low", "ratio_high")},
    }


def understood(filters: Filters, form: FilterForm) -> dict[str, Any]:
    """The filter, field by field as an address holds it, and the page that shows the same."""
    asked = QueryDict(filters.query())
    values = {
        name: asked.getlist(name) if isinstance(field, KnownChoices) else asked.get(name)
        for name, field in form.fields.items()
        if name != "by"  # narrows nothing: it stacks the pages' chart
    }
    return {**values, "address": f"{page_address('breaches', filters.agreement.key)}?{filters.query()}"}


def breach(row: Breach, *, user) -> dict[str, Any]:
    """A breach fetched `with_voices`: the columns of the exports, and its parties by key."""
    return {
        **rows.facts(row, user=user),
        "number": row.number,
        "title": breach_title(row),
        "accused": keyed(row.accused),
        "target": keyed(row.target),
        "is_example_decision": row.is_example_decision,
    }


def breach_whole(row: Breach, *, user) -> dict[str, Any]:
    """A breach fetched `with_claims`, with those claims that its page shows to this reader."""
    plain = ("weapon", "breach_mode", "clock", "scope_reasons", "scope_is_override", "severity_is_override")
    effect = region_effect(row)
    return {
        **breach(row, user=user),
        **{name: getattr(row, name) for name in plain},
        "effect": str(effect["words"]) if effect else None,
        "claims": [_claim(told) for told in sources_of(claims_for(row, user), user)],
    }


def _claim(told: dict[str, Any]) -> dict[str, Any]:
    report: Report = told["report"]
    return {
        **{name: getattr(report, name) for name in CLAIM_FIELDS},
        "origin": _source(report.origin),
        "via": _source(report.via),
        "is_withdrawn": report.is_superseded,
        "date_start": report.date_from,
        "date_end": report.date_to,
        "place": report.place_text,
        "region": report.source_region.name if report.source_region else report.region_text,
        "accused": keyed(report.accused),
        "target": keyed(report.target),
        "fatalities": report.fatalities_best,
        "quote": "".join(segment.text for segment in told["segments"]).strip(),
    }


def _source(source: Source | None) -> dict[str, Any] | None:
    if source is None:
        return None
    plain = ("key", "name", "kind", "reliability")
    return {**{name: getattr(source, name) for name in plain}, "side": source.side.key if source.side else None}


def features(found: Iterable[Breach], *, user) -> list[dict[str, Any]]:
    """Breaches as the exports' GeoJSON gives them."""
    return [feature(rows.flat(rows.facts(row, user=user))) for row in found]
