"""Who said it first: a text's words for a speaker, as one of our sources where we know it."""

from dataclasses import dataclass

from tracker.geo import keys
from tracker.models import Document, Source


@dataclass(frozen=True)
class Origin:
    """`key` is what independence is counted on: two relays of one speaker share it."""

    source: Source | None
    text: str
    key: str
    is_relayed: bool


class Origins:
    """Resolves the speakers that one document names; `outlet` is who published the document, None where that
    is nobody of ours; then somebody has to be named.

    `voice` is whose words the document holds where that is not the outlet: a source of ours, or a name.
    """

    def __init__(self, outlet: Source | None, voice: Source | str | None = None):
        self.outlet = outlet
        self.voice = voice or None
        self.by_name: dict[str, Source] = {}
        for source in Source.objects.all():
            for name in (source.name, *source.other_names):
                self.by_name.setdefault(keys.fold(name), source)

    @classmethod
    def of_document(cls, document: Document) -> "Origins":
        """A forwarded text, or a copy of another source's, holds the words of whoever wrote it."""
        original = document.copy_of
        voice = document.passed_on_from or (original and (original.passed_on_from or original.source))
        return cls(document.source, voice)

    def resolve(self, words: str | None) -> Origin:
        """Nobody named: the outlet speaks for itself, or for whose text it prints. A name that we do not know is kept
        as it is written.
        """
        if not words and isinstance(self.voice, Source):
            return Origin(self.voice, "", self.voice.key, is_relayed=self.voice != self.outlet)
        words = words or self.voice
        if not words:
            return Origin(self.outlet, "", self.outlet.key, is_relayed=False)
        source = self.by_name.get(keys.fold(words))
        if source and source == self.outlet:
            return Origin(self.outlet, words[:200], self.outlet.key, is_relayed=False)
        if source:
            return Origin(source, words[:200], source.key, is_relayed=True)
        return Origin(None, words[:200], f"named:{keys.fold(words)}"[:200], is_relayed=True)
