"""The regression set: our own passages on sixteen conflicts, every event coded, with the agreements they speak of."""

from functools import lru_cache
from pathlib import Path

from tracker.extract import Context, read, sets
from tracker.extract.coarse import prediction

FOLDER = Path(__file__).parent / "regression"
FILE, AGREEMENTS = FOLDER / "passages.jsonl", FOLDER / "agreements.json"


@lru_cache(maxsize=1)
def rows() -> tuple[sets.Row, ...]:
    return tuple(sets.rows(FILE))


@lru_cache(maxsize=1)
def contexts() -> dict[str | None, Context]:
    return sets.contexts(AGREEMENTS)


def told(row: sets.Row, text: str | None = None, context: Context | None = None) -> list[dict]:
    """The events that are read from a row, or from another text or under other names in its place."""
    context = context or contexts()[row.agreement]
    return prediction(read(text or row.text, row.published_at, row.language, context), context)["events"]
