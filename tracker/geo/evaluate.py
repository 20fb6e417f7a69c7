"""How well names are placed: of a table of names with points, how many come out right, and how many are silently wrong."""

import csv
import random
import string
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tracker.geo.locate import Location
from tracker.geo.points import distance_km
from tracker.vocab import GeoPrecision

LIMITS_KM = (5, 25, 161)
PRECISE = frozenset({GeoPrecision.EXACT, GeoPrecision.NEAR})
COLUMNS = ("name", "lat", "lon", "admin1")


class TableError(ValueError):
    """The table cannot be read; the text says which line."""


@dataclass(frozen=True)
class Row:
    """A name with its true point in degrees, and the short name of the region in which it lies."""

    name: str
    lat: float
    lon: float
    region: str
    several: bool = False


def rows(path: Path) -> list[Row]:
    """The rows of a CSV with the columns name, lat, lon, admin1 (and several_places). Raises TableError."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (table.fieldnames or ())]
        if missing:
            raise TableError(f"{path.name} has no column “{missing[0]}”.")
        return [_row(row, f"{path.name}, line {number}") for number, row in enumerate(table, 2)]


def _row(row: dict, where: str) -> Row:
    try:
        several = (row.get("several_places") or "").lower() == "true"
        return Row(row["name"], float(row["lat"]), float(row["lon"]), row["admin1"], several)
    except (TypeError, ValueError) as error:
        raise TableError(f"{where}: its coordinates are no numbers.") from error


def measure(
    table: Iterable[Row], place: Callable[[Row], Location], region_of: Callable[[str], str | None]
) -> dict[str, float]:
    """Shares over all rows. `place` locates a row, `region_of` gives our code for a region's name.

    `wrong_region_of_precise`: answers with a point that lie in another region, over all answers with a point.
    """
    count: Counter = Counter()
    for row in table:
        if row.several:  # one name of places far apart: no answer would be right
            continue
        found = place(row)
        count["rows"] += 1
        if found.lat is None or found.lon is None:
            count["region_right"] += found.region_id is not None and found.region_id == region_of(row.region)
            continue
        way = distance_km((found.lat, found.lon), (row.lat, row.lon))
        for limit in LIMITS_KM:
            count[f"within_{limit}_km"] += way <= limit
        count["answered"] += 1
        if found.precision in PRECISE:
            count["precise"] += 1
            wanted = region_of(row.region)
            count["wrong_region"] += bool(wanted and found.region_id and found.region_id != wanted)
    whole = max(1, count["rows"])
    figures = {name: count[name] / whole for name in ("answered", *(f"within_{km}_km" for km in LIMITS_KM))}
    if count["answered"]:
        figures |= {f"within_{km}_km_of_answered": count[f"within_{km}_km"] / count["answered"] for km in (5, 25)}
    if count["precise"]:
        figures["wrong_region_of_precise"] = count["wrong_region"] / count["precise"]
    return {"rows": count["rows"]} | figures


def misspelt(name: str, chance: random.Random) -> str:
    """The name with one wrong letter after its first: another one, one too many, one too few, or two swapped."""
    at = chance.randrange(1, len(name) - 1)
    letter = chance.choice(string.ascii_lowercase)
    return chance.choice(
        (
            name[:at] + letter + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )
