"""The breaches that a timeline draws, by local day and by what it stacks them by, from the columns."""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from tracker.outputs.columns.groups import distinct, grouped
from tracker.outputs.columns.shown import Shown
from tracker.outputs.columns.table import NONE, WORDS

Rows = list[tuple[dt.date, str, int]]


def by_type(shown: Shown) -> Rows:
    """(Day, event type or "", breaches)."""
    drawn = shown.drawn
    return grouped(shown.breaches["first"][drawn], shown.breaches["event_type"][drawn], WORDS["event_type"])


def by_accused(shown: Shown, names: Mapping[int, str]) -> Rows:
    """(Day, name of an accused party or "" for nobody, breaches); `names` by the key of the party."""
    sides = shown.columns.sides
    links = sides["accused"] & shown.drawn[sides["row"]]
    rows, parties = sides["row"][links], sides["party"][links]
    nobody = np.nonzero(shown.drawn & ~shown.linked_to(rows))[0]
    rows, parties = np.concatenate([rows, nobody]), np.concatenate([parties, np.full(len(nobody), NONE)])
    labels = _Labels()
    return _counted(shown, rows, labels.of_keys(parties, names), labels.words)


def by_origin(shown: Shown, names: Mapping[int, str]) -> Rows:
    """(Day, who said it first, breaches): a name by the key of the source, else as the text has it, "" for nobody."""
    claims = shown.columns.claims
    links = claims["stands"] & shown.drawn[claims["row"]]
    origins, labels = claims["origin"][links], _Labels()
    codes = labels.of_keys(origins, names)
    unlisted = origins == NONE
    codes[unlisted] = [labels.code(text) for text in claims["text"][links][unlisted]]
    return _counted(shown, claims["row"][links], codes, labels.words)


class _Labels:
    """Words with a number each, in the order in which they come."""

    def __init__(self):
        self._codes: dict[str, int] = {}

    @property
    def words(self) -> list[str]:
        return list(self._codes)

    def code(self, word: str) -> int:
        return self._codes.setdefault(word, len(self._codes))

    def of_keys(self, keys: np.ndarray, names: Mapping[int, str]) -> np.ndarray:
        """The number of each key's name: few names for many keys."""
        codes = np.zeros(keys.max(initial=0) + 1, dtype=np.int64)
        for key in np.flatnonzero(np.bincount(keys)).tolist():
            codes[key] = self.code(names.get(key, ""))
        return codes[keys]


def _counted(shown: Shown, rows: np.ndarray, codes: np.ndarray, words: Sequence[str]) -> Rows:
    """A breach counts once under each word, however many of its links bear it."""
    once = distinct(rows.astype(np.int64) * max(len(words), 1) + codes)
    rows, codes = np.divmod(once, max(len(words), 1))
    return grouped(shown.breaches["first"][rows], codes, words)
