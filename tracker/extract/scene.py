"""A sentence with all that was found in it, before it is put together."""

from dataclasses import dataclass, field

from tracker.extract.parts import Clause, Doc, Hit, Mention, Saying, Sentence, Toll, When, Where
from tracker.extract.types import Span


@dataclass
class Scene:
    """One sentence with all that the stages found in it."""

    doc: Doc
    sentence: Sentence
    mentions: list[Mention]
    sayings: list[Saying]
    whens: list[When]
    hits: list[Hit]
    clauses: list[Clause] = field(default_factory=list)
    wheres: list[Where] = field(default_factory=list)
    tolls: list[Toll] = field(default_factory=list)
    disputed: list[Span] = field(default_factory=list)

    def zones(self) -> list[Span]:
        return [saying.zone for saying in self.sayings]


def inside(at: int, spans: list[Span]) -> bool:
    """Whether a character lies in one of the spans."""
    return any(a <= at < b for a, b in spans)
