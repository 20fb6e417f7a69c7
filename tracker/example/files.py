"""The data files: one record a line, words as in vocab.py, each fact with the keys of its citations."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def _content(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def records(name: str) -> list[dict[str, Any]]:
    """The records of a data file, "parties" for data/parties.json, with citations in full wherever one is named.

    Raises KeyError for a citation that is not in data/citations.json.
    """
    return [_cited(record) for record in _content(name)]


def _cited(value: Any) -> Any:
    """A copy in which each list of citation keys stands as {"publisher", "title", "url", "published"}."""
    if isinstance(value, list):
        return [_cited(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _in_full(item) if key == "citations" else _cited(item) for key, item in value.items()}


def _in_full(keys: list[str]) -> list[dict[str, str]]:
    blank = {"publisher": "", "title": "", "url": "", "published": ""}
    return [{**blank, **_content("citations")[key]} for key in keys]


def digest(others: Iterable[Path] = ()) -> str:
    """A fingerprint (SHA-256, hex) of all data files, and of other files that are loaded with them."""
    seal = hashlib.sha256()
    for path in [*sorted(DATA.glob("*.json")), *others]:
        seal.update(path.name.encode())
        seal.update(path.read_bytes())
    return seal.hexdigest()
