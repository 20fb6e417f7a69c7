"""The evaluation sets' files: rows of text with the agreement they are read under.

`agreements.json` maps a key to {name, country, effective_at, parties: [{id, name, role, aliases}]}; a set is JSON Lines
of {id, text, published_at, lang, agreement}. Everything else in a row is for the scorer.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tracker.extract.types import Alias, Context, PartyNames
from tracker.vocab import AliasKind, RoleKind

NO_AGREEMENT = Context(parties=(), effective_at=None, timezone="UTC", countries=(), regions=())
# A set's "party" signed; its other roles are ours.
ROLES = {"party": RoleKind.SIGNATORY, "third": RoleKind.NON_SIGNATORY} | {role.value: role for role in RoleKind}


class SetError(ValueError):
    """A file of a set cannot be read; the text says which line, and what is wrong with it."""


@dataclass(frozen=True)
class Row:
    """One text to read. `gold` holds the expected events, empty where the row has none."""

    id: str
    text: str
    published_at: date | None
    language: str | None
    agreement: str | None
    raw: dict


def rows(path: Path) -> Iterator[Row]:
    """The rows of a set. Raises SetError for a line that is no JSON object or lacks its id or text."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _row(line, f"{path.name}, line {number}")


def _row(line: str, where: str) -> Row:
    try:
        raw = json.loads(line)
    except ValueError as error:
        raise SetError(f"{where}: this is no JSON ({error}).") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not isinstance(raw.get("text"), str):
        raise SetError(f"{where}: a row needs an “id” and a “text”.")
    try:
        published = date.fromisoformat(raw["published_at"][:10]) if raw.get("published_at") else None
    except (TypeError, ValueError) as error:
        raise SetError(f"{where}: “published_at” is no ISO day ({raw['published_at']!r}).") from error
    return Row(raw["id"], raw["text"], published, raw.get("lang"), raw.get("agreement"), raw)


def contexts(path: Path) -> dict[str | None, Context]:
    """The agreements of a file by their key; None is no agreement, nobody known. Raises SetError."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {None: NO_AGREEMENT} | {key: _context(value) for key, value in told.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SetError(f"{path.name} is no list of agreements: {error!r}.") from error


def _context(told: dict) -> Context:
    effective = datetime.fromisoformat(told["effective_at"]) if told.get("effective_at") else None
    return Context(
        parties=tuple(
            PartyNames(
                id=party["id"],
                name=party["name"],
                roles=(ROLES[party["role"]],),
                kind=None,
                aliases=tuple(Alias(text, AliasKind.OFFICIAL) for text in party.get("aliases", ())),
                umbrella=None,
            )
            for party in told["parties"]
        ),
        effective_at=effective,
        timezone=_zone(effective),
        countries=(told["country"],) if told.get("country") else (),
        regions=(),
    )


def _zone(effective: datetime | None) -> str:
    """A set gives an offset, not a place: the fixed zone of that offset."""
    offset = effective.utcoffset() if effective else None
    hours = round(offset.total_seconds() / 3600) if offset else 0
    # POSIX writes the sign the other way round.
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"
