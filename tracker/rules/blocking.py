"""Where to look for claims of the same event: days, cells, and words where there is no point (DESIGN §7, RULES 14)."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from rapidfuzz import utils

from tracker.vocab import EventType, SubEventType

# What a report can be about is narrowed to these many days to either side, and to half a degree.
DAYS_APART = 3
CELL_DEGREES = 0.5
ROWS, COLUMNS = round(180 / CELL_DEGREES), round(360 / CELL_DEGREES)
# Below this length a word is an article or a preposition in most languages and links nothing.
SHORTEST_WORD = 4


@dataclass(frozen=True)
class EventFacts:
    """One claim or one breach as matching sees it.

    Days are local; `clock` is "HH:MM"; `reported_on` stands in for a missing date when blocking. `place_id` and
    `place_name` name a settlement or site, never a whole region; `radius_km` is the doubt of the point. `origins` are
    who said it first. `names` are the folded names of all places that the text names, `openings` those that may be
    names, or only words with which a sentence begins; `named_regions` are the ids of all regions that it names.
    """

    date_from: date | None = None
    date_to: date | None = None
    clock: str | None = None
    reported_on: date | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float = 1.0
    place_id: str | None = None
    place_name: str | None = None
    region: str | None = None
    event_type: EventType | None = None
    sub_event_type: SubEventType | None = None
    accused: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    fatalities: int | None = None
    injured: int | None = None
    count: int = 1
    origins: frozenset[str] = frozenset()
    text: str = ""
    names: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    named_regions: frozenset[str] = frozenset()

    @property
    def last_day(self) -> date | None:
        return self.date_to or self.date_from


@dataclass(frozen=True)
class BlockKeys:
    """Where to look for the same event: days widened by three, cells with their neighbours, or words and region.

    `cells` is empty where the claim has no point; then `words` (folded, of its text and place name) narrow the search.
    Days are None where neither a date nor a day of reporting is known.
    """

    date_from: date | None
    date_to: date | None
    cells: frozenset[tuple[int, int]]
    region: str | None
    words: frozenset[str]


def cell_at(lat: float, lon: float) -> tuple[int, int]:
    """The half-degree cell of a point in degrees, as (row, column)."""
    return floor(lat / CELL_DEGREES), floor(lon / CELL_DEGREES)


def cell_number(cell: tuple[int, int]) -> int:
    """A half-degree cell as one whole number, for a column with an index."""
    row, column = cell
    return (row + ROWS // 2) * COLUMNS + column + COLUMNS // 2


def block_keys(event: EventFacts) -> BlockKeys:
    """The block in which anything that could be the same event lies."""
    first = event.date_from or event.reported_on
    last = event.last_day or event.reported_on
    margin = timedelta(days=DAYS_APART)
    return BlockKeys(
        date_from=first - margin if first else None,
        date_to=last + margin if last else None,
        cells=_cells_around(event),
        region=event.region,
        words=_words(f"{event.place_name or ''} {event.text}"),
    )


def in_block(keys: BlockKeys, other: EventFacts) -> bool:
    """Whether another event lies in the block: its days overlap, and its cell, or a word where either has no point."""
    first, last = other.date_from or other.reported_on, other.last_day or other.reported_on
    if keys.date_from and first and (last < keys.date_from or first > keys.date_to):
        return False
    if keys.cells and other.lat is not None:
        return cell_at(other.lat, other.lon) in keys.cells
    return bool(keys.words & _words(f"{other.place_name or ''} {other.text}"))


def _cells_around(event: EventFacts) -> frozenset[tuple[int, int]]:
    if event.lat is None or event.lon is None:
        return frozenset()
    row, column = cell_at(event.lat, event.lon)
    # Columns wrap at the date line: they run from -columns/2 to columns/2 - 1.
    wrapped = [(column + step + COLUMNS // 2) % COLUMNS - COLUMNS // 2 for step in (-1, 0, 1)]
    return frozenset((row + step, at) for step in (-1, 0, 1) for at in wrapped)


def fold(text: str | None) -> str:
    """Letters and digits in lower case, parted by single spaces."""
    return " ".join(utils.default_process(text or "").split())


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).split() if len(word) >= SHORTEST_WORD)
