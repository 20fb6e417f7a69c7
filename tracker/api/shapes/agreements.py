"""Agreements, their parties, and how their regions stand, as the API gives them."""

import datetime as dt

from pydantic import Field

from tracker.api.shapes.common import About, Citation, Listing, Named, OrNone, Shape
from tracker.vocab import (
    AliasKind,
    CeasefireClass,
    DeclarationKind,
    MembershipKind,
    PartyKind,
    RoleKind,
    Standing,
    State,
)

CONFIRMED = "C: what the rule counts as confirmed in the seven days."
POSSIBLE = "U: what the rule counts as possible in the seven days."


class CoveredRegion(Shape):
    code: str = Field(examples=["SY-HM"])
    name: str = Field(examples=["Hama"])
    is_covered: bool = Field(description="False where the agreement leaves the region out.")


class Declaration(Shape):
    on: dt.date
    kind: DeclarationKind
    actor: str = Field(examples=["Northland army"])
    summary: str
    citations: list[Citation]


class Agreement(Shape):
    key: str = Field(examples=["northland"])
    name: str = Field(examples=["Northland ceasefire"])
    short_name: OrNone[str]
    countries: list[str] = Field(description="ISO 3166-1 alpha-2.", examples=["SY"])
    time_zone: str = Field(description="IANA name; days are local days of this zone.", examples=["Asia/Damascus"])
    effective_at: dt.datetime
    effective_note: OrNone[str]
    signed_on: dt.date | None
    declared_on: dt.date | None
    expires_on: dt.date | None
    ended_at: dt.datetime | None
    end_reason: OrNone[str]
    ceasefire_class: OrNone[CeasefireClass]
    purposes: list[str]
    territorial_scope: OrNone[str]
    mechanism: OrNone[str]
    is_example: bool = Field(description="Example data: decisions, grades and some counts were set for the example.")
    is_published: bool = Field(description="False for a draft, which editors alone read.")
    first_day: dt.date = Field(description="Day 1: the local day of effect.")
    last_day: dt.date = Field(description="The last local day for which there may be data.")
    day: dt.date = Field(description="The local day that `states` and `standing` speak of.")
    states: dict[State, int] = Field(description="How many regions are in which state.", examples=[{"holding": 3}])
    standing: str = Field(examples=["4 regions: 1 Violated, 3 Holding."])
    regions: list[CoveredRegion]
    declarations: list[Declaration]
    citations: list[Citation]
    address: str = Field(description="Its page.", examples=["https://tracker.example.org/agreements/northland/"])


class AgreementWhole(About, Agreement):
    pass


class Agreements(Listing):
    items: list[Agreement]


class Alias(Shape):
    text: str
    language: OrNone[str]
    kind: AliasKind


class Role(Shape):
    role: RoleKind
    standing: Standing = Field(description="How settled it is.")
    valid_from: dt.date | None
    valid_to: dt.date | None
    guarantees: list[Named] = Field(description="A guarantor's parties.")
    note: OrNone[str]
    citations: list[Citation]


class Membership(Shape):
    kind: MembershipKind
    of: Named = Field(description="What the party belongs to, split from, or became.")
    valid_from: dt.date | None
    valid_to: dt.date | None
    date_note: OrNone[str]
    citations: list[Citation]


class Party(Named):
    kind: PartyKind
    founded_on: dt.date | None
    dissolved_on: dt.date | None
    note: OrNone[str]
    roles: list[Role] = Field(description="Its dated roles in this agreement.")
    memberships: list[Membership]
    aliases: list[Alias] = Field(description="Names that sources use; hostile ones only so that they are recognised.")
    citations: list[Citation]


class Parties(Listing):
    items: list[Party]


class Standings(Shape):
    """What a day's result says, on the board and in the history alike."""

    state: State
    possible_state: State = Field(description="The rule's answer with the possible breaches counted too.")
    confirmed: int = Field(description=CONFIRMED, examples=[2])
    possible: int = Field(description=POSSIBLE, examples=[5])
    badges: int = Field(description="Claims of one origin: they move nothing, but keep a region from Holding.")
    origins: int = Field(description="Independent origins behind what is counted.", examples=[3])
    is_provisional: bool = Field(description="Within 72 hours of effect.")
    is_stale: bool = Field(description="An earlier state that stands because nobody covers the region.")
    last_known: OrNone[State] = Field(description="Where there is no information now.")


class RegionNow(Standings):
    code: str = Field(examples=["SY-HM"])
    name: str = Field(examples=["Hama"])
    day: dt.date
    moved: OrNone[str] = Field(description="Against the day before, in words.", examples=["Worse"])
    was: OrNone[str] = Field(description="What it was then.", examples=["Strained"])
    data_cutoff: dt.datetime | None
    method_version: OrNone[str] = Field(description="Null where the day has no result.", examples=["0.3"])
    address: str = Field(examples=["https://tracker.example.org/agreements/northland/regions/SY-HM/?day=2017-01-08"])


class Regions(Listing):
    as_of: dt.date
    items: list[RegionNow] = Field(description="The worst first.")


class RegionDay(Standings):
    day: dt.date
    rule: int = Field(description="The number of the first rule that fired, 1 to 7; see /method/.", examples=[4])
    rule_possible: int = Field(description="The same with the possible breaches.", examples=[4])
    days: int = Field(description="Days of the seven with a confirmed breach.", examples=[3])
    days_possible: int = Field(description="The same with the possible ones.", examples=[4])
    ratio: float | None = Field(description="Rate now ÷ rate before the ceasefire; null without a baseline.")
    ratio_low: float | None = Field(description="5 % of its distribution.", examples=[0.2])
    ratio_high: float | None = Field(description="95 %.", examples=[0.6])
    data_cutoff: dt.datetime
    method_version: str = Field(examples=["0.3"])


class History(Listing):
    region: CoveredRegion
    items: list[RegionDay] = Field(description="The oldest first.")
