"""Breaches and the claims behind them, as the API gives them."""

import datetime as dt
from typing import Any

from pydantic import ConfigDict, Field

from tracker.api.shapes.common import About, Citation, Listing, Named, OrNone, Paging, Shape
from tracker.vocab import (
    Assertion,
    BreachMode,
    EventType,
    Reliability,
    ReportKind,
    RoleKind,
    Scope,
    SourceKind,
    SubEventType,
    TimePrecision,
    Verification,
    Weapon,
)


class Filter(Shape):
    """The filter as it was understood: the one of the pages and the exports."""

    model_config = ConfigDict(extra="allow")

    first: dt.date | None = Field(alias="from")
    last: dt.date | None = Field(alias="to")
    known: str | None = Field(description="The data cut-off, in the agreement's zone.", examples=["2017-01-08T12:00"])
    region: list[str] = Field(examples=["SY-HM"])
    event_type: list[EventType]
    accused: list[str] = Field(description="Keys; the members of each are accused with it.", examples=["army"])
    verification: list[Verification]
    scope: list[Scope]
    source: list[str]
    breach_mode: list[BreachMode]
    target: list[str] = Field(description="Keys; the members of each are meant with it.")
    role: list[RoleKind]
    severity: list[str]
    precision: list[str]
    origin: list[str]
    q: OrNone[str]
    address: str = Field(
        description="The page that shows the same.", examples=["https://tracker.example.org/agreements/northland/?f=1"]
    )


class Breach(Shape):
    """The columns of the exports, under the same names."""

    event_id: str = Field(examples=["B-0002"])
    number: int = Field(examples=[2])
    title: str = Field(examples=["Shelling, Morning Hill"])
    date_start: OrNone[dt.date]
    date_end: OrNone[dt.date]
    date_precision_words: TimePrecision
    event_group: OrNone[EventType]
    sub_event_type: OrNone[SubEventType | BreachMode]
    place: OrNone[str] = Field(examples=["Morning Hill"])
    admin1: OrNone[str] = Field(examples=["Hama"])
    admin1_code: OrNone[str] = Field(examples=["SY-HM"])
    latitude: float | None = Field(examples=[35.13])
    longitude: float | None = Field(examples=[36.75])
    geo_precision: int | None = Field(description="1 exact to 7 unknown, as UCDP's where_prec.", examples=[1])
    accused: list[Named]
    target: list[Named]
    fatalities: int | None = Field(description="The best estimate.")
    killed_low: int | None
    killed_high: int | None
    injured: int | None
    count: int = Field(description="Violations that it stands for.")
    verification: Verification = Field(description="Did it happen as said?")
    scope: Scope = Field(description="Does it break this agreement?")
    severity: int = Field(description="1 to 4.", examples=[2])
    is_example_decision: bool = Field(description="Its verification was set for the example.")
    independent_origins: int = Field(examples=[2])
    sources: list[str] = Field(description="Who claimed it; protected sources are counted and not named.")
    address: str = Field(examples=["https://tracker.example.org/agreements/northland/breaches/2/"])


class Breaches(Listing):
    filter: Filter
    items: list[Breach] = Field(description="By number: what is new comes last.")


class SourceNamed(Named):
    kind: SourceKind
    reliability: Reliability = Field(description="Our grade.")
    side: str | None = Field(description="The key of the party it belongs to or is funded by.")


class Claim(Shape):
    kind: ReportKind
    origin: SourceNamed | None = Field(description="Who said it first, where it is one of our sources.")
    origin_name: OrNone[str] = Field(description="Who said it first, as we or the text name them.")
    via: SourceNamed | None = Field(description="Who passed it on.")
    assertion: Assertion
    is_disputed: bool
    is_withdrawn: bool = Field(description="The source changed its text, or the import was undone.")
    event_type: OrNone[EventType]
    sub_event_type: OrNone[SubEventType]
    date_start: dt.date | None
    date_end: dt.date | None
    clock: OrNone[str]
    place: OrNone[str]
    region: OrNone[str] = Field(description="As the source says.")
    accused: list[Named]
    accused_text: OrNone[str] = Field(description="The source's own words.")
    target: list[Named]
    target_text: OrNone[str]
    fatalities: int | None
    injured: int | None
    known_at: dt.datetime
    quote: OrNone[str] = Field(description="The sentences that the claim rests on; never the whole document.")
    note: OrNone[str]
    citations: list[Citation]


class BreachWhole(About, Breach):
    weapon: Weapon
    breach_mode: BreachMode
    clock: OrNone[str]
    scope_reasons: list[str]
    scope_is_override: bool
    severity_is_override: bool
    effect: OrNone[str] = Field(description="Where it stands in its region's count.")
    claims: list[Claim]


class Feature(Shape):
    type: str = Field(examples=["Feature"])
    id: str = Field(examples=["B-0002"])
    geometry: dict[str, Any] | None = Field(
        description="Null where only the region is known.", examples=[{"type": "Point", "coordinates": [36.75, 35.13]}]
    )
    properties: dict[str, Any] = Field(
        description="The columns of the exports.", examples=[{"event_id": "B-0002", "verification": "confirmed"}]
    )


class Features(About):
    """RFC 7946, with what a list says of itself beside it."""

    type: str = Field(examples=["FeatureCollection"])
    filter: Filter
    paging: Paging
    features: list[Feature]
