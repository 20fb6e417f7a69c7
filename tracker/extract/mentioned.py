"""Which places and days a text names, claim or not: what two texts on one event have in common."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from tracker.extract import actors, attribution, dates, events, places, sentences
from tracker.extract.normalise import fold, normalise
from tracker.extract.parts import Doc, Name
from tracker.extract.rules_data import words
from tracker.extract.rules_data.countries import COUNTRIES
from tracker.extract.rules_data.place_words import REGION_SUFFIX
from tracker.extract.types import Context, Span

_OTHER_SCRIPT = re.compile(r"(?<=[\u0600-\u06ff]) (?=[A-Za-z])|(?<=[A-Za-z]) (?=[\u0600-\u06ff])")
_DIGIT = re.compile(r"\d")
_TOWN = re.compile(r" (?:city|town|village)\b")
_TOWN_OF = re.compile(r"\b(?:city|town) of $")
# "the countryside of Idlib" is in the region, not in its city.
_AROUND = re.compile(r"\b(?:countrysides?|outskirts|desert) of (?:the )?$")
_ITS_AROUND = re.compile(r"(?:'s)? (?:\w+ )?(?:countryside|outskirts|desert)\b")
# "Ansar al-Tawhid group", "the Olive Branch operation": whom or what they name is no place.
_OTHER_THING = re.compile(r"\W{1,2}(?:group|operation|organi[sz]ation|brigade|battalion|movement)s?\b")
# "Countryside west of Raqqa", "after the Massacre": a common noun with a capital.
_COMMON = re.compile(rf"(?:{words.FEATURE_NOUNS}|{words.PLAIN_PLACE_NOUNS}|{words.REGION_NOUNS}|countryside|waterway)$")
# In "a village near Tabaqa" it is the village where it happened; the town says where that is.
_BESIDE = re.compile(
    r"\b(?:near|beside|around|from|(?:(?:north|south)[- ]?)?(?:north|south|east|west)(?:ern)? of) (?:the )?(?:city of )?$"
)
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Mentioned:
    """`names` are places as the text writes them, without regions and countries; `days` are local, without ranges.

    `openings` are first words of sentences, which have their capital anyway, and regions whose city bears their name:
    names only if another text says so.
    `regions` are the ids of the regions that the text names, a city of a region's name among them.
    """

    names: tuple[str, ...]
    openings: tuple[str, ...]
    days: tuple[date, ...]
    regions: tuple[str, ...] = ()


@dataclass
class _Kept:
    """What was found so far, in the order of the text. `bare` = regions named without a word for what they are, each with
    whether a comma stands before; `called` = regions named as such ("Idlib province").
    """

    names: dict[str, None] = field(default_factory=dict)
    openings: dict[str, None] = field(default_factory=dict)
    regions: dict[str, None] = field(default_factory=dict)
    bare: dict[str, tuple[str, bool]] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)


def read(text: str, published_at: date | datetime | None, context: Context) -> Mentioned:
    """The places and days of a text in a language with capital letters. Never fails."""
    doc, cast, memory = normalise(text), actors.cast(context), attribution.Memory()
    now = dates.now(published_at, context)
    known = {_letters(name): region for name, region in places.region_names(context).items()}
    kept = _Kept()
    days: dict[date, None] = {}
    for sentence in sentences.sentences(doc):
        scene, _ = events.look(doc, sentence, cast, now, memory)
        said = [(each.start, each.end) for each in (*scene.mentions, *scene.whens)]
        # "in Damascus" is the city, not who rules there.
        covered = [(start, end) for start, end in said if _letters(doc.low[start:end]) not in known]
        _names(doc, (sentence.start, sentence.end), covered, known, kept)
        days |= {when.first: None for when in scene.whens if when.first and when.first == (when.last or when.first)}
    # "Idlib" may be the region or the city; in "Idlib, Idlib province" it is the city, in "Saraqib, Idlib" the region.
    for region, (name, is_listed) in kept.bare.items():
        if region in kept.called:
            kept.names.setdefault(name)
        elif not is_listed:
            kept.openings.setdefault(name)
    return Mentioned(tuple(kept.names), tuple(kept.openings), tuple(days), tuple(kept.regions))


def _names(doc: Doc, span: Span, covered: list[Span], known: dict[str, str], kept: _Kept) -> None:
    """The names of one sentence."""
    start, is_first = span[0], True
    for name in places.candidates(doc, span, covered):
        region = known.get(_letters(fold(name.text)))
        if region:
            kept.regions.setdefault(region)
        if region and not _is_town(doc, name):
            _region(doc, name, start, region, kept)
        elif not _is_no_place(doc, name):
            is_opening = name.start == start and " " not in name.text
            is_beside = not is_first and _BESIDE.search(doc.low, start, name.start)
            for part in _parts(name.text):
                (kept.openings if is_opening or is_beside else kept.names).setdefault(part)
            is_first = is_first and is_opening


def _region(doc: Doc, name: Name, start: int, region: str, kept: _Kept) -> None:
    if _is_no_place(doc, name):
        kept.called.add(region)
    elif not (_AROUND.search(doc.low, start, name.start) or _ITS_AROUND.match(doc.low, name.end)):
        kept.bare.setdefault(region, (name.text, doc.low.endswith(", ", 0, name.start)))


def _letters(name: str) -> str:
    """Deir ez-Zor and "Deir Ezzor" are one."""
    return _NOT_LETTERS.sub("", name)


def _is_town(doc: Doc, name: Name) -> bool:
    """ "Idlib city" is a place in Idlib."""
    return bool(_TOWN.match(doc.low, name.end) or _TOWN_OF.search(doc.low, max(name.start - 10, 0), name.start))


def _is_no_place(doc: Doc, name: Name) -> bool:
    """A country, a region that the text calls so, or a group that bears a name."""
    return (
        fold(name.text) in COUNTRIES
        or _COMMON.match(fold(name.text)) is not None
        or places.ACT_NOUN.fullmatch(fold(name.text)) is not None
        or REGION_SUFFIX.match(doc.low, name.end) is not None
        or _OTHER_THING.match(doc.low, name.end) is not None
    )


def _parts(name: str) -> list[str]:
    """A name in each script that it is written in, without numbers and the codes of catalogues."""
    pieces = (
        " ".join(word for word in piece.split() if not _DIGIT.search(word)) for piece in _OTHER_SCRIPT.split(name)
    )
    return [piece for piece in pieces if piece]
