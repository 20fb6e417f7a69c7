"""Counts of what columns hold, by value."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import numpy as np

from tracker.outputs.columns.table import WORDS


def grouped(days: np.ndarray, codes: np.ndarray, words: Sequence[str]) -> list[tuple[dt.date, str, int]]:
    """(Day, word, how many), where each code is the place of a word."""
    if not len(days):
        return []
    first = days.min()
    keys = (days - first).astype(np.int64) * len(words) + codes
    counts = np.bincount(keys)
    return [
        ((first + int(key) // len(words)).item(), words[key % len(words)], int(counts[key]))
        for key in np.nonzero(counts)[0]
    ]


def distinct(values: np.ndarray) -> np.ndarray:
    """Each value once, in order. Of hundreds of thousands of numbers it is faster than np.unique, which hashes them."""
    ordered = np.sort(values)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def by_value(values: np.ndarray) -> Counter:
    found, counts = np.unique(values, return_counts=True)
    return Counter(dict(zip(found.tolist(), counts.tolist(), strict=True)))


def by_word(name: str, codes: np.ndarray) -> Counter:
    counts = np.bincount(codes, minlength=len(WORDS[name]))
    return Counter({word: int(count) for word, count in zip(WORDS[name], counts, strict=True) if count})
