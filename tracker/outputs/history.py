"""Decisions as sentences, with what was before and what is after."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.actions.undoing import can_undo
from tracker.models import Decision, Party, Region, Source
from tracker.models.breach import label_of
from tracker.vocab import (
    Assertion,
    BreachMode,
    EventType,
    GeoPrecision,
    Scope,
    SubEventType,
    TimePrecision,
    Verb,
    Verification,
    Weapon,
    WorkState,
)

FIELD_WORDS = {
    "event_type": "kind", "sub_event_type": "kind of event", "weapon": "weapon", "breach_mode": "mode",
    "date_from": "first day", "date_to": "last day", "time_precision": "precision of the day", "clock": "hour",
    "place_text": "place", "geo_precision": "precision of the place", "radius_km": "radius in km", "region": "region",
    "lat": "latitude", "lon": "longitude", "accused": "accused", "target": "target",
    "fatalities_low": "deaths, at least", "fatalities_best": "deaths", "fatalities_high": "deaths, at most",
    "injured": "injured", "count": "number of violations", "verification": "verification", "work_state": "queue",
    "scope": "scope", "severity": "severity", "assigned_to": "looked after by", "origin_key": "first said by",
    "via": "passed on by", "assertion": "in whose voice",
}  # fmt: skip
LISTS = {
    "event_type": EventType, "sub_event_type": SubEventType, "weapon": Weapon, "breach_mode": BreachMode,
    "time_precision": TimePrecision, "verification": Verification, "work_state": WorkState, "scope": Scope,
    "assertion": Assertion,
}  # fmt: skip
SILENT = frozenset({"scope_is_override", "severity_is_override", "report", "reports", "into", "origin_text"})


@dataclass(frozen=True)
class FieldChange:
    """One field in words; "" stands for nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """A decision for reading. `changes` are its fields; `sentence` says the rest."""

    decision: Decision
    sentence: str
    changes: list[FieldChange]
    can_undo: bool


def told(decisions: Iterable[Decision]) -> list[Told]:
    """Decisions in words; names of parties and regions are looked up once for all of them."""
    rows = list(decisions)
    names = _Names(rows)
    return [Told(row, _sentence(row), _changes(row, names), can_undo(row)) for row in rows]


def _sentence(decision: Decision) -> str:
    count = len(decision.after.get("reports") or decision.before.get("reports") or ())
    other = label_of(decision.after["into"]) if "into" in decision.after else ""
    words = {
        Verb.MERGED: _("was merged into %(other)s") % {"other": other},
        Verb.SPLIT: _("%(n)s reports were split off as %(other)s") % {"n": count, "other": other},
        Verb.ATTACHED: _("a report was attached"),
        Verb.DETACHED: _("a report was detached"),
        Verb.CORRECTED: _("was corrected"),
        Verb.CLAIM: _("one of its claims was set right"),
        Verb.SCOPE: _("scope was set"),
        Verb.SEVERITY: _("severity was set"),
        Verb.ASSIGNED: _("was assigned"),
        Verb.DECIDED: _("was decided on"),
        Verb.PROPOSED: _("was proposed; a second editor has to agree"),
        Verb.WORK: _("was moved in the queue"),
        Verb.UNDONE: _("a decision was taken back"),
    }
    return words.get(Verb(decision.verb)) or decision.get_verb_display()


def _changes(decision: Decision, names: "_Names") -> list[FieldChange]:
    fields = [name for name in {**decision.before, **decision.after} if name not in SILENT]
    return [
        FieldChange(
            _(FIELD_WORDS.get(name, name)),
            names.words(name, decision.before.get(name), decision.before),
            names.words(name, decision.after.get(name), decision.after),
        )
        for name in fields
        if decision.before.get(name) != decision.after.get(name)
    ]


class _Names:
    """Values of fields in words."""

    def __init__(self, rows: list[Decision]):
        sides = [row[side] or [] for one in rows for row in (one.before, one.after) for side in ("accused", "target")
                 if side in row]  # fmt: skip
        codes = {row.get("region") for one in rows for row in (one.before, one.after)} - {None}
        keys = {key for side in sides for key in side}
        self._parties = dict(Party.objects.filter(key__in=keys).values_list("key", "name")) if keys else {}
        sources = {row.get(name) for one in rows for row in (one.before, one.after) for name in ("origin_key", "via")}
        self._sources = _source_names(sources - {None, ""})
        self._regions = dict(Region.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}

    def words(self, name: str, value: Any, beside: Mapping[str, Any]) -> str:
        """`beside`: the fields that were logged with it."""
        if value is None or value in ("", []):
            return ""
        if name in ("accused", "target"):
            return ", ".join(self._parties.get(key, key) for key in value)
        if name in ("origin_key", "via"):
            return self._sources.get(value) or beside.get("origin_text", "")
        if name == "region":
            return self._regions.get(value, value)
        if name == "geo_precision":
            return _(GeoPrecision(value).label)
        if name in LISTS:
            return _(LISTS[name](value).label)
        return f"{value:.4f}" if isinstance(value, float) else str(value)


def _source_names(keys: set[str]) -> dict[str, str]:
    """Names by key. Anybody may read a history, so a protected source is not named in it."""
    if not keys:
        return {}
    rows = Source.objects.filter(key__in=keys).values_list("key", "name", "is_protected")
    return {key: _("a protected source") if is_protected else name for key, name, is_protected in rows}
