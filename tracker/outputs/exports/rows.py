"""The rows of an export: one breach each, in plain values, and what the file says of itself."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from tracker.actions import evidence
from tracker.models import Agreement, Breach, BreachParty, RegionStatus
from tracker.models.breach import label_of
from tracker.outputs.filters import Filters
from tracker.rules import counting
from tracker.rules.parameters import METHOD_VERSION
from tracker.vocab import Side

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


FIELDS = (
    "pk", "number", "date_from", "date_to", "time_precision", "sub_event_type", "breach_mode", "event_type",
    "place_text", "region__name", "region__code", "lat", "lon", "geo_precision", "fatalities_best", "fatalities_low",
    "fatalities_high", "injured", "count", "scope", "severity",
)  # fmt: skip


def rows(filters: Filters, *, user) -> Iterator[dict[str, Any]]:
    """What the filter shows, the oldest first, some hundreds in memory at a time. Names of protected sources are left
    out for all but editors.
    """
    shown = filters.breaches(Breach.objects.all()).order_by("date_from", "number")
    found = shown.values(*FIELDS, word=F(filters.verification_field)).iterator(chunk_size=CHUNK)
    sees_all, address = getattr(user, "is_editor", False), _address(filters.agreement.key)
    while part := list(islice(found, CHUNK)):
        pks = [row["pk"] for row in part]
        parties, claims = _parties(pks), evidence.claims_by_breach(pks, filters.known)
        for row in part:
            yield flat(_facts(row, parties[row["pk"]], claims[row["pk"]], address, sees_all))


def _address(key: str) -> str:
    """A breach's address with %s for its number. Asked for once: for each row it would take a tenth of the time."""
    return settings.SITE_URL + "%s".join(reverse("breach", args=[key, 0]).rsplit("0", 1))


def flat(values: dict[str, Any]) -> dict[str, Any]:
    """The facts of a breach as cells: what is several stands in one text."""
    return {name: SEPARATOR.join(value) if isinstance(value, list) else value for name, value in values.items()}


def facts(breach: Breach, *, user) -> dict[str, Any]:
    """A breach fetched `with_voices`, by the names of COLUMNS; lists where there may be several."""
    row = {name: getattr(breach, name) for name in FIELDS if "__" not in name}
    row |= {f"region__{name}": getattr(breach.region, name, None) for name in ("name", "code")}
    parties = {side.value: [party.name for party in breach.parties(side)] for side in Side}
    claims = [evidence.claim_of(report) for report in evidence.claims_of(breach)]
    sees_all = getattr(user, "is_editor", False)
    row["word"] = breach.verification_shown.value
    return _facts(row, parties, claims, _address(breach.agreement.key), sees_all)


def _parties(pks: list[int]) -> dict[int, dict[str, list[str]]]:
    """Breach → side → names of parties."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pk, side, name in BreachParty.objects.of_breaches(pks).values_list("breach", "side", "party__name"):
        found[pk][side].append(name)
    return found


def _facts(
    row: dict, parties: dict[str, list[str]], claims: list[evidence.Claim], address: str, sees_all: bool
) -> dict:
    origins = {claim.name or _("not named") for claim in claims if sees_all or not claim.is_protected}
    return {
        "event_id": label_of(row["number"]),
        "date_start": row["date_from"].isoformat() if row["date_from"] else "",
        "date_end": row["date_to"].isoformat() if row["date_to"] else "",
        "date_precision_words": row["time_precision"],
        "sub_event_type": row["sub_event_type"] or row["breach_mode"],
        "event_group": row["event_type"],
        "place": row["place_text"],
        "admin1": row["region__name"] or "",
        "admin1_code": row["region__code"] or "",
        "latitude": row["lat"],
        "longitude": row["lon"],
        "geo_precision": row["geo_precision"],
        "accused": parties[Side.ACCUSED.value],
        "target": parties[Side.TARGET.value],
        "fatalities": row["fatalities_best"],
        "killed_low": row["fatalities_low"],
        "killed_high": row["fatalities_high"],
        "injured": row["injured"],
        "count": row["count"],
        "verification": row["word"],
        "scope": row["scope"],
        "severity": row["severity"],
        "independent_origins": counting.independent_origins(
            claim.origin for claim in claims if claim.speaks_for
        ).independent,
        "sources": sorted(origins),
        "address": address % row["number"],
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
