"""Which places and days a text names, claim or not: what two texts on one event have in common."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from tracker.extract import actors, attribution, dates, events, places, sentences
from tracker.extract.normalise import fold, normalise
from tracker.extract.rules_data.countries import COUNTRIES
from tracker.extract.types import Context

_OTHER_SCRIPT = re.compile(r"(?<=[\u0600-\u06ff]) (?=[A-Za-z])|(?<=[A-Za-z]) (?=[\u0600-\u06ff])")
_DIGIT = re.compile(r"\d")
_TOWN = re.compile(r" (?:city|town|village)\b")


@dataclass(frozen=True)
class Mentioned:
    """`names` are places as the text writes them, without regions and countries; `days` are local, without ranges.

    `openings` are first words of sentences, which have their capital anyway: names only if another text says so.
    """

    names: tuple[str, ...]
    openings: tuple[str, ...]
    days: tuple[date, ...]


def read(text: str, published_at: date | datetime | None, context: Context) -> Mentioned:
    """The places and days of a text in a language with capital letters. Never fails."""
    doc, cast, memory = normalise(text), actors.cast(context), attribution.Memory()
    now = dates.now(published_at, context)
    regions = places.region_names(context)
    names: dict[str, None] = {}
    openings: dict[str, None] = {}
    days: dict[date, None] = {}
    for sentence in sentences.sentences(doc):
        scene, _ = events.look(doc, sentence, cast, now, memory)
        covered = [(each.start, each.end) for each in (*scene.mentions, *scene.whens)]
        for name in places.candidates(doc, (sentence.start, sentence.end), covered):
            low = fold(name.text)
            # "Idlib" is the region, "Idlib city" a place in it.
            if (low in regions and not _TOWN.match(doc.low, name.end)) or low in COUNTRIES:
                continue
            is_opening = name.start == sentence.start and " " not in name.text
            for part in _parts(name.text):
                (openings if is_opening else names).setdefault(part)
        days |= {when.first: None for when in scene.whens if when.first and when.first == (when.last or when.first)}
    return Mentioned(tuple(names), tuple(openings), tuple(days))


def _parts(name: str) -> list[str]:
    """A name in each script that it is written in, without numbers and the codes of catalogues."""
    pieces = (
        " ".join(word for word in piece.split() if not _DIGIT.search(word)) for piece in _OTHER_SCRIPT.split(name)
    )
    return [piece for piece in pieces if piece]
