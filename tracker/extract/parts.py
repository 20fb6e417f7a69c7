"""What the stages hand to each other inside the reader. Offsets are characters of the stored text."""

from dataclasses import dataclass, field, replace
from datetime import date

from tracker.extract.rules_data.triggers import Rule
from tracker.extract.types import Span


@dataclass(frozen=True, slots=True)
class Doc:
    """One text in two views of the same length: `flat` (quotes and spaces made plain) and `low` (folded, lower case)."""

    raw: str
    flat: str
    low: str


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    low: str


@dataclass(frozen=True, slots=True)
class Sentence:
    index: int
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence; `link` is the word that opens it ("" for the first)."""

    start: int
    end: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A party, or civilians, named in a sentence; `prep` is the word that governs it, or ""."""

    start: int
    end: int
    party: str
    prep: str
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says it (`speaker`), with which words (`zone` covers both), over which stretch it reaches (`scope`).

    `stance` is said, denied, threatened or accused; `text` is what stands for the speaker, pronouns resolved.
    """

    speaker: Span
    zone: Span
    scope: Span
    stance: str
    spans: tuple[Span, ...]
    text: str
    parties: tuple[str, ...] = ()
    blamed: Span | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A dated expression, read against the day of publication and the agreement's effective hour."""

    start: int
    end: int
    first: date | None
    last: date | None
    precision: str
    rule: str
    clock: str | None = None
    vague: bool = False
    since: bool = False
    before: bool = False
    after: int | None = None  # days after the act told before
    alone: bool = False  # a part of the day without a day


@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Where:
    """One or several place names that share a role, with the region that is named beside them."""

    names: tuple[Name, ...]
    role: str
    region: Name | None
    start: int
    end: int
    is_region: bool = False
    distractor: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger found in the text."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Toll:
    """Dead and injured of one statement; None where not said, `open` where "at least" or "more than" stood before."""

    start: int
    end: int
    dead: int | None = None
    injured: int | None = None
    dead_high: int | None = None
    who: tuple[str, ...] = ()
    total: bool = False


@dataclass(slots=True)
class Draft:
    """An event while it is put together; turned into one Claim a place at the end."""

    sentence: Sentence
    clause: Clause
    hit: Hit
    kind: str = ""
    weapon: str = ""
    event: tuple[str, str] = ("", "")
    mode: str = ""
    accused: list[Mention] = field(default_factory=list)
    target: list[Mention] = field(default_factory=list)
    subject: list[Mention] = field(default_factory=list)
    wheres: list[Where] = field(default_factory=list)
    when: When | None = None
    when_carried: bool = False
    where_carried: bool = False
    toll: Toll | None = None
    count: tuple[int, Span] | None = None
    assertion: str = "asserted"
    assertion_spans: tuple[Span, ...] = ()
    disputed: tuple[Span, ...] = ()
    saying: Saying | None = None
    anaphor: bool = False
    own_place: bool = False  # a place stands in its own clause
    also: list[Hit] = field(default_factory=list)


__all__ = [
    "Clause",
    "Doc",
    "Draft",
    "Hit",
    "Mention",
    "Name",
    "Saying",
    "Sentence",
    "Token",
    "Toll",
    "When",
    "Where",
    "replace",
]
