"""What an editor sets right about a breach: its fields, its pin, its scope and severity, and who looks after it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tracker.actions import breaches, gazetteer, log, values
from tracker.actions.placing import shapes_of
from tracker.actions.review import fresh_for, must_be_editor, role_of, store
from tracker.actions.status import note_due
from tracker.geo.points import distance_km
from tracker.models import Account, Breach, Party, Region
from tracker.rules import workflow
from tracker.vocab import GeoPrecision, PlaceLayer, Scope, Side, Verb

PLAIN_FIELDS = (
    "event_type", "sub_event_type", "weapon", "breach_mode", "date_from", "date_to", "time_precision", "clock",
    "place_text", "geo_precision", "radius_km", "fatalities_low", "fatalities_best", "fatalities_high", "injured",
    "count",
)  # fmt: skip
PIN = ("lat", "lon")
SAME_PIN_KM = 0.05
MOST_REASON = workflow.MAX_REASON_LENGTH


class NotCorrected(ValueError):
    """The correction cannot be made; the message says why, for a person."""


@transaction.atomic
def correct(
    *, breach: Breach, changes: Mapping[str, Any], by: Account, version: int, now: dt.datetime, reason: str = ""
) -> Breach:
    """Set fields of a breach: PLAIN_FIELDS, "region" (a code), "lat" and "lon" together, "accused" and "target" (keys
    of parties). What is equal to what stands there already is no change. A pin moves the breach into the region in
    which it lies, and the gazetteer learns it under the place's name.

    Raises NotCorrected in words, workflow.NotAllowed for somebody who may not, review.Stale for a lost race.
    """
    must_be_editor(by)
    if len(reason) > MOST_REASON:
        raise NotCorrected(f"The reason has {len(reason):,} characters; {MOST_REASON:,} is the most.")
    fresh = fresh_for(breach, version)
    before_region, before_day = fresh.region_id, fresh.date_from
    wanted = dict(changes)
    pinned = _pin(fresh, wanted)
    before, after = _differences(fresh, wanted)
    if not after:
        return fresh
    _check(fresh, wanted)
    for name in after:
        _set(fresh, name, wanted[name])
    fresh.fixed_fields = sorted({*fresh.fixed_fields, *after, *(("place",) if pinned else ())})
    if pinned:
        fresh.place = _learned(fresh, by, now)
    values.place_on_grid(fresh)
    fresh.save()
    breaches.settle(fresh)
    if before_region and before_day:
        note_due(fresh.agreement, before_region, before_day)
    log.decision(
        Verb.CORRECTED,
        by=by,
        now=now,
        agreement=fresh.agreement,
        breach=fresh,
        before=before,
        after=after,
        reason=reason,
    )
    return fresh


def _pin(breach: Breach, wanted: dict[str, Any]) -> bool:
    """Whether a pin is set; then its region is where it lies. Raises NotCorrected for a pin outside the territory."""
    lat, lon = wanted.get("lat", breach.lat), wanted.get("lon", breach.lon)
    if (lat is None) != (lon is None):
        raise NotCorrected("A pin needs a latitude and a longitude.")
    if lat is None or not any(name in wanted for name in PIN):
        return False
    if breach.has_point and distance_km((lat, lon), (breach.lat, breach.lon)) < SAME_PIN_KM:
        wanted.pop("lat", None), wanted.pop("lon", None)
        return False
    region = shapes_of(breach.agreement.countries).containing(lat, lon)
    if region is None:
        raise NotCorrected(
            "The pin lies outside the agreement’s countries, or in the sea. Look whether latitude and longitude are "
            "exchanged; what happens at sea has a region and no pin."
        )
    wanted["region"] = region
    wanted.setdefault("geo_precision", GeoPrecision.EXACT.value)
    if wanted["geo_precision"] is None or wanted["geo_precision"] > GeoPrecision.NEAR:
        wanted["geo_precision"] = GeoPrecision.EXACT.value
    return True


def _differences(breach: Breach, wanted: Mapping[str, Any]) -> tuple[dict, dict]:
    """What is and what shall be, of the fields that differ, as JSON."""
    before, after = {}, {}
    for name, value in wanted.items():
        was = current(breach, name)
        shall = sorted(value) if name in ("accused", "target") else value
        if was != shall:
            before[name], after[name] = _plain(was), _plain(shall)
    return before, after


def current(breach: Breach, name: str) -> Any:
    """A field's value in the words of `correct`."""
    if name in ("accused", "target"):
        return sorted(party.key for party in breach.parties(Side(name)))
    if name == "region":
        return breach.region.code if breach.region else None
    return getattr(breach, name)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _check(breach: Breach, wanted: Mapping[str, Any]) -> None:
    def now(name: str) -> Any:
        return wanted.get(name, getattr(breach, name))

    if now("date_from") and now("date_to") and now("date_to") < now("date_from"):
        raise NotCorrected("The last day comes before the first.")
    tolls = [now(name) for name in values.TOLL_FIELDS]
    if any(toll is not None and toll < 0 for toll in [*tolls, now("injured")]):
        raise NotCorrected("A number of people cannot be below zero.")
    known = [toll for toll in tolls if toll is not None]
    if known != sorted(known):
        raise NotCorrected("Deaths go from low over best to high: low cannot be above best, nor best above high.")
    if now("count") < 1:
        raise NotCorrected("A breach stands for one violation at least.")


def _set(breach: Breach, name: str, value: Any) -> None:
    if name in ("accused", "target"):
        parties = dict(Party.objects.filter(key__in=value).values_list("key", "pk"))
        if unknown := [key for key in value if key not in parties]:
            raise NotCorrected(f"No party is called “{unknown[0]}”. Choose one of the list.")
        values.set_side(breach, Side(name), parties.values())
    elif name == "region":
        breach.region = Region.objects.filter(code=value).defer("geometry").first() if value else None
        if value and breach.region is None:
            raise NotCorrected("That region is not known.")
    else:
        setattr(breach, name, value)


def _learned(breach: Breach, by: Account, now: dt.datetime):
    """The gazetteer's entry for the pin, so that the next report with this name is placed there."""
    if not breach.place_text.strip() or breach.geo_precision != GeoPrecision.EXACT:
        return None
    return gazetteer.learn(
        name=breach.place_text, country=breach.region.country, region=breach.region, lat=breach.lat, lon=breach.lon,
        layer=PlaceLayer.EDITOR, citation=f"pin of {by.get_username()} on {breach.label}", by=by, now=now,
    )  # fmt: skip


@transaction.atomic
def set_scope(
    *, breach: Breach, scope: Scope | None, by: Account, version: int, now: dt.datetime, reason: str
) -> Breach:
    """Override the computed scope, with a reason; None gives it back to the rule. Raises as `correct` does."""
    columns = {"scope_is_override": scope is not None} | ({"scope": scope.value} if scope else {})
    return _by_hand(Verb.SCOPE, "scope", breach, columns, by=by, version=version, now=now, reason=reason)


@transaction.atomic
def set_severity(
    *, breach: Breach, severity: int | None, by: Account, version: int, now: dt.datetime, reason: str
) -> Breach:
    """Override the computed severity (1 to 4), with a reason; None gives it back to the rule. Raises as `correct`."""
    if severity is not None and not 1 <= severity <= 4:
        raise NotCorrected("Severity goes from 1 to 4.")
    columns = {"severity_is_override": severity is not None} | ({"severity": severity} if severity else {})
    return _by_hand(Verb.SEVERITY, "severity", breach, columns, by=by, version=version, now=now, reason=reason)


def _by_hand(
    verb: Verb, name: str, breach: Breach, columns: dict, *, by: Account, version: int, now: dt.datetime, reason: str
) -> Breach:
    """Set a computed column and the flag that it is set by hand; then what follows from both."""
    must_be_editor(by)
    if not reason.strip():
        raise NotCorrected(f"Say why the {name} is another than the rule computes.")
    fresh = fresh_for(breach, version)
    pair = (name, f"{name}_is_override")
    before = {column: getattr(fresh, column) for column in pair}
    for column, value in columns.items():
        setattr(fresh, column, value)
    store(fresh, list(columns))
    breaches.settle(fresh)
    after = {column: getattr(fresh, column) for column in pair}
    log.decision(
        verb, by=by, now=now, agreement=fresh.agreement, breach=fresh, before=before, after=after, reason=reason
    )
    return fresh


@transaction.atomic
def assign(*, breach: Breach, to: Account | None, by: Account, now: dt.datetime, note: str = "") -> Breach:
    """Say who looks after a breach, with a note to them; None: nobody. It changes nothing that is published."""
    must_be_editor(by)
    if to is not None and role_of(to) not in workflow.DECIDERS:
        raise NotCorrected("Only an editor or an admin can be given a breach.")
    before = breach.assigned_to.get_username() if breach.assigned_to else ""
    Breach.objects.filter(pk=breach.pk).update(assigned_to=to)
    log.decision(
        Verb.ASSIGNED, by=by, now=now, agreement=breach.agreement, breach=breach, before={"assigned_to": before},
        after={"assigned_to": to.get_username() if to else ""}, reason=note[:MOST_REASON],
    )  # fmt: skip
    breach.assigned_to = to
    return breach


def restore(breach: Breach, fields: Mapping[str, Any]) -> None:
    """Set fields back to what a decision says that they were (undoing), in the caller's transaction."""
    region, day = breach.region_id, breach.date_from
    for name, value in fields.items():
        is_day = name in ("date_from", "date_to") and value
        _set(breach, name, dt.date.fromisoformat(value) if is_day else value)
    breach.fixed_fields = sorted(set(breach.fixed_fields) - set(fields) - ({"place"} if "lat" in fields else set()))
    values.place_on_grid(breach)
    breach.save()
    breaches.settle(breach)
    if region and day:
        note_due(breach.agreement, region, day)
