"""What gazetteer files give: rows that can be stored, and faults that name their line. One file kind, one module."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.geo.rows import GazetteerRow

MOST_NAMED = 20  # faults that are kept with their words; the rest is counted
Box = tuple[float, float, float, float]  # west, south, east, north in degrees


@dataclass(frozen=True)
class Fault:
    """A line that is left out, and why, in words; line 0 where the words say which row it is."""

    line: int
    why: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.why}" if self.line else self.why


class UnreadableError(ValueError):
    """A file cannot be read at all; the text says why."""


def degrees(lat: str | float | None, lon: str | float | None) -> tuple[float, float]:
    """Latitude and longitude. Raises ValueError, in words, for what is no point on Earth."""
    try:
        pair = float(str(lat).replace(",", ".")), float(str(lon).replace(",", "."))
    except ValueError:
        raise ValueError(f"its coordinates are no numbers ({lat!r}, {lon!r})") from None
    if not (-90 <= pair[0] <= 90 and -180 <= pair[1] <= 180):
        raise ValueError(f"its point is not on Earth ({pair[0]:g}, {pair[1]:g})")
    return pair


def checked(rows: Iterable[GazetteerRow | Fault], boxes: dict[str, Box]) -> Iterator[GazetteerRow | Fault]:
    """The rows without those whose latitude and longitude seem to be exchanged: outside their country, the mirror inside.

    `boxes` gives the bounds of countries; a country without one is not checked. Faults pass as they are.
    """
    for row in rows:
        box = boxes.get(row.country) if isinstance(row, GazetteerRow) else None
        if box and not _inside(box, row.lat, row.lon) and _inside(box, row.lon, row.lat):
            yield Fault(0, f"{row.external_id}: the latitude and longitude of {row.name} seem to be exchanged")
        else:
            yield row


def _inside(box: Box, lat: float, lon: float) -> bool:
    west, south, east, north = box
    return west <= lon <= east and south <= lat <= north
