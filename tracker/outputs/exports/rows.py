"""The rows of an export: one breach each, in plain values, and what the file says of itself."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions import evidence
from tracker.models import Agreement, Breach, RegionStatus
from tracker.outputs.filters import Filters
from tracker.rules.parameters import METHOD_VERSION

CHUNK = 500


@dataclass(frozen=True)
class Column:
    """`name` is the header, `hxl` its tag."""

    name: str
    hxl: str


COLUMNS = (
    Column("event_id", "#event+id"), Column("date_start", "#date+start"), Column("date_end", "#date+end"),
    Column("date_precision_words", "#date+precision"), Column("sub_event_type", "#event+type"),
    Column("event_group", "#event+group"), Column("place", "#loc+name"), Column("admin1", "#adm1+name"),
    Column("admin1_code", "#adm1+code"), Column("latitude", "#geo+lat"), Column("longitude", "#geo+lon"),
    Column("geo_precision", "#geo+precision"), Column("accused", "#org+accused"), Column("target", "#org+target"),
    Column("fatalities", "#affected+killed"), Column("killed_low", "#affected+killed+min"),
    Column("killed_high", "#affected+killed+max"), Column("injured", "#affected+injured"),
    Column("count", "#event+num"), Column("verification", "#status+verification"), Column("scope", "#status+scope"),
    Column("severity", "#severity"), Column("independent_origins", "#meta+origins+num"),
    Column("sources", "#meta+source+list"), Column("address", "#meta+url"),
)  # fmt: skip
SEPARATOR = "; "


def rows(filters: Filters, *, user) -> Iterator[dict[str, Any]]:
    """What the filter shows, the oldest first, some hundreds in memory at a time. Names of protected sources are left
    out for all but editors.
    """
    shown = filters.breaches(Breach.objects.all()).order_by("date_from", "number")
    for breach in shown.with_voices(filters.known).iterator(chunk_size=CHUNK):
        yield flat(facts(breach, user=user))


def flat(values: dict[str, Any]) -> dict[str, Any]:
    """The facts of a breach as cells: what is several stands in one text."""
    return {name: SEPARATOR.join(value) if isinstance(value, list) else value for name, value in values.items()}


def facts(breach: Breach, *, user) -> dict[str, Any]:
    """A breach fetched `with_voices`, by the names of COLUMNS; lists where there may be several."""
    sees_all = getattr(user, "is_editor", False)
    origins = {
        report.origin_name or _("not named")
        for report in evidence.claims_of(breach)
        if sees_all or not (report.origin and report.origin.is_protected)
    }
    return {
        "event_id": breach.label,
        "date_start": breach.date_from.isoformat() if breach.date_from else "",
        "date_end": breach.date_to.isoformat() if breach.date_to else "",
        "date_precision_words": breach.time_precision,
        "sub_event_type": breach.sub_event_type or breach.breach_mode,
        "event_group": breach.event_type,
        "place": breach.place_text,
        "admin1": breach.region.name if breach.region else "",
        "admin1_code": breach.region.code if breach.region else "",
        "latitude": breach.lat,
        "longitude": breach.lon,
        "geo_precision": breach.geo_precision,
        "accused": [party.name for party in breach.accused],
        "target": [party.name for party in breach.target],
        "fatalities": breach.fatalities_best,
        "killed_low": breach.fatalities_low,
        "killed_high": breach.fatalities_high,
        "injured": breach.injured,
        "count": breach.count,
        "verification": breach.verification_shown.value,
        "scope": breach.scope,
        "severity": breach.severity,
        "independent_origins": evidence.origins_of(breach).independent,
        "sources": sorted(origins),
        "address": settings.SITE_URL + reverse("breach", args=[breach.agreement.key, breach.number]),
    }


def about(agreement: Agreement, filters: Filters, now: dt.datetime) -> dict[str, str]:
    """What a file says of itself: what is in it, by which filter, until when, by which method, and how to cite it."""
    newest = RegionStatus.objects.current().filter(agreement=agreement).order_by("-data_cutoff").first()
    address = f"{settings.SITE_URL}{reverse('agreement', args=[agreement.key])}?{filters.query()}"
    moment = now.astimezone(agreement.zone)
    cutoff = filters.known or (newest.data_cutoff if newest else now)
    return {
        "title": _("Ceasefire Tracker: %(name)s") % {"name": agreement.name},
        "filter": address,
        **({"filter notes": " ".join(filters.notes)} if filters.notes else {}),
        "time zone of days": agreement.time_zone,
        "data cut-off": cutoff.astimezone(agreement.zone).isoformat(timespec="minutes"),
        "method": METHOD_VERSION,
        "written": moment.isoformat(timespec="minutes"),
        "cite as": _("Ceasefire Tracker, %(name)s, breaches under the filter %(address)s, written %(day)s.")
        % {"name": agreement.name, "address": address, "day": moment.date().isoformat()},
    }
