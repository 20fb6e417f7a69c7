"""The shapes that go into and come out of the reader. Frozen, plain, without any framework."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.vocab import AliasKind, PartyKind, RoleKind

Span = tuple[int, int]


@dataclass(frozen=True)
class Alias:
    """A name of a party as sources write it; `language` is an ISO 639-1 code or empty."""

    text: str
    kind: AliasKind
    language: str = ""


@dataclass(frozen=True)
class PartyNames:
    """A party of the agreement; `umbrella` is the id of the party it belongs to, if any."""

    id: str
    name: str
    roles: tuple[RoleKind, ...]
    kind: PartyKind | None
    aliases: tuple[Alias, ...]
    umbrella: str | None


@dataclass(frozen=True)
class RegionNames:
    """A first-level region and its names in any language."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Context:
    """What the reader may know beforehand. `effective_at` is aware; `timezone` an IANA name; `countries` ISO 3166-1."""

    parties: tuple[PartyNames, ...]
    effective_at: datetime | None
    timezone: str
    countries: tuple[str, ...]
    regions: tuple[RegionNames, ...]


@dataclass(frozen=True)
class Field:
    """A value with how sure the reader is (0..1), the characters that say so, and the rules that read them."""

    value: Any
    confidence: float
    spans: tuple[Span, ...]
    rules: tuple[str, ...]


NOTHING = Field(None, 0.0, (), ())


@dataclass(frozen=True)
class Claim:
    """One claim of a text. Every attribute but `sentence` is a Field, its value None where nothing is said.

    `date_from`/`date_to` are local days (datetime.date); `clock` is "HH:MM" or a span relative to the effective hour
    such as "T+0h..T+2h"; `accused`/`target` are tuples of party ids (`target` may hold the word "civilians");
    `origin` is who said it first, in words of the text; `via` is left to the caller, who knows the outlet.
    """

    kind: Field
    event_type: Field
    sub_event_type: Field
    weapon: Field
    breach_mode: Field
    trigger: Field
    date_from: Field
    date_to: Field
    time_precision: Field
    clock: Field
    place_text: Field
    region_text: Field
    place_role: Field
    accused: Field
    target: Field
    fatalities_low: Field
    fatalities_best: Field
    fatalities_high: Field
    injured: Field
    count: Field
    assertion: Field
    disputed: Field
    origin: Field
    via: Field
    sentence: Span


@dataclass(frozen=True)
class Lead:
    """A sentence with conflict words that no rule read; `reason` says in words why an editor should look.

    `parties` are the ids of those named in it, `region` a region of the agreement in the words of the text, `day` local.
    """

    sentence: Span
    words: tuple[str, ...]
    reason: str
    parties: tuple[str, ...] = ()
    region: str | None = None
    day: date | None = None


@dataclass(frozen=True)
class Reading:
    """All that was read from one text; `version` names the rules that read it."""

    claims: tuple[Claim, ...]
    leads: tuple[Lead, ...]
    warnings: tuple[str, ...]
    version: str
