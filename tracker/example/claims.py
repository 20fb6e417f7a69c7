"""The coded facts as claims, one for each report that they become.

An incident is one event told by one or more origins, each perhaps by several outlets; every such telling is a claim.
A ledger (a bulletin or a monitor's count) is one claim for its total and one for each region that it breaks down to.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tracker.example.files import records
from tracker.vocab import Assertion, GeoPrecision, ReportKind

# Facts that a telling may have of its own, and that otherwise are those of its incident.
EVENT_COLUMNS = (
    "event_type",
    "sub_event_type",
    "weapon",
    "breach_mode",
    "date_from",
    "date_to",
    "time_precision",
    "clock",
    "place_text",
    "place_role",
    "geo_precision",
    "fatalities_low",
    "fatalities_best",
    "fatalities_high",
    "injured",
    "count",
    "is_disputed",
)
DATES = frozenset({"date_from", "date_to"})


@dataclass(frozen=True)
class ClaimFact:
    """One claim. Parties, sources and regions are keys; `place` is a name in the overlay gazetteer, in `region`.

    `columns` are values of the report that need no look-up. `known_on` is the day of publication, or the last day
    of the period where the page carries no date.
    """

    external_id: str
    agreement: str
    kind: ReportKind
    origin: str
    via: str | None
    known_on: dt.date
    citations: tuple[dict[str, str], ...]
    accused: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    region: str | None = None
    source_region: str | None = None
    place: str | None = None
    columns: dict[str, Any] = field(default_factory=dict)

    @property
    def is_count(self) -> bool:
        """A figure that means something only with its counting rule."""
        return self.kind is ReportKind.TALLY


@dataclass(frozen=True)
class IncidentFact:
    """One event with its tellings, the first of which opens the breach."""

    id: str
    claims: tuple[ClaimFact, ...]


def incidents() -> list[IncidentFact]:
    """The single events, in the order of the data file."""
    return [
        IncidentFact(
            row["id"],
            tuple(_telling(row, telling, number) for number, telling in enumerate(row["reports"], start=1)),
        )
        for row in records("incidents")
    ]


def _telling(incident: dict[str, Any], telling: dict[str, Any], number: int) -> ClaimFact:
    merged = {**incident, **telling}
    kind = ReportKind(telling.get("kind", ReportKind.INCIDENT_CLAIM))
    denial = kind is ReportKind.DENIAL
    own_voice = telling.get("via") == telling["origin"]
    default = Assertion.DENIED if denial else Assertion.ASSERTED if own_voice else Assertion.REPORTED
    columns = {name: _value(name, merged[name]) for name in EVENT_COLUMNS if name in merged}
    columns |= {
        "assertion": str(telling.get("assertion", default)),
        "accused_text": _words(incident, telling, "accused"),
        "target_text": _words(incident, telling, "target"),
        "note": telling.get("note") or (incident.get("note", "") if number == 1 else ""),
    }
    return ClaimFact(
        external_id=f"{incident['id']}.{number}",
        agreement=incident["agreement"],
        kind=kind,
        origin=telling["origin"],
        via=telling.get("via"),
        known_on=_first_published(telling["citations"]),
        citations=tuple(telling["citations"]),
        accused=tuple(merged.get("accused", ())),
        target=tuple(merged.get("target", ())),
        region=incident["region"],
        source_region=incident.get("source_region"),
        place=incident.get("place"),
        columns=columns,
    )


def _value(name: str, value: Any) -> Any:
    return dt.date.fromisoformat(value) if name in DATES else value


def _words(incident: dict[str, Any], telling: dict[str, Any], side: str) -> str:
    """What is said of a side in words; a telling that names other parties does not inherit the incident's words."""
    teller = telling if side in telling or f"{side}_text" in telling else incident
    return teller.get(f"{side}_text", "")


def _first_published(citations: list[dict[str, str]]) -> dt.date:
    return min(dt.date.fromisoformat(citation["published"]) for citation in citations)


def ledgers() -> Iterator[ClaimFact]:
    """Tallies, and the calm reports, assessments and refusals of access that the same pages tell. Never an event."""
    for row in records("tallies"):
        if row.get("total") is not None or "fatalities" in row or not row.get("rows"):
            yield _ledger_claim(row, {"count": row.get("total", 1)}, row["id"])
        for line in row.get("rows", ()):
            suffix = ".".join([line["region"], *line.get("accused", ())])
            yield _ledger_claim(row, line, f"{row['id']}.{suffix}")


def _ledger_claim(row: dict[str, Any], line: dict[str, Any], external_id: str) -> ClaimFact:
    first, last = (_day(row.get(name)) for name in ("period_from", "period_to"))
    columns = {
        "count": line.get("count", 1),
        "period_from": first,
        "period_to": last,
        "counting_rule": row.get("counting_rule", ""),
        "note": row.get("note", ""),
        "place_text": row.get("place_text", ""),
        "assertion": str(Assertion.ASSERTED if row.get("via") == row["origin"] else Assertion.REPORTED),
        "geo_precision": int(GeoPrecision.REGION if "region" in line else GeoPrecision.COUNTRY),
        "fatalities_best": row.get("fatalities"),
    }
    if row["kind"] != ReportKind.TALLY:
        columns |= {"date_from": first, "date_to": last, "time_precision": "day" if first == last else "range"}
    return ClaimFact(
        external_id=external_id,
        agreement=row["agreement"],
        kind=ReportKind(row["kind"]),
        origin=row["origin"],
        via=row.get("via"),
        known_on=dt.date.fromisoformat(row["known_on"]),
        citations=tuple(row["citations"]),
        accused=tuple(line.get("accused", row.get("accused", ()))),
        region=line.get("region"),
        columns=columns,
    )


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
