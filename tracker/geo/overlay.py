"""The overlay gazetteer: a CSV of places that other layers lack or have wrong, each with its source. Format: docs/data.md."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from tracker.geo.rows import GazetteerRow
from tracker.geo.world import DATA
from tracker.vocab import PlaceLayer

OVERLAY_FILE = DATA / "overlay_places.csv"
COLUMNS = ("name", "name_ar", "other_names", "kind", "region", "country", "lat", "lon", "radius_km", "source", "note")
LARGEST_RADIUS_KM = 500


class OverlayError(ValueError):
    """What is wrong with the file, a sentence a line, in `problems`."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


def overlay_places(path: Path = OVERLAY_FILE) -> list[GazetteerRow]:
    """All rows of an overlay file. Raises OverlayError, naming every faulty line, and then gives no row at all."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return read_overlay(lines)


def read_overlay(lines: Iterable[str]) -> list[GazetteerRow]:
    """`overlay_places` for an open text."""
    reader = csv.DictReader(lines)
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise OverlayError([f"Line 1: the column {', '.join(missing)} is missing."])
    rows, problems, seen = [], [], {}
    for record in reader:
        line = reader.line_num
        faults = list(_faults(record))
        if not faults:
            row = _row(record)
            if row.external_id in seen:
                faults.append(f"the same place stands in line {seen[row.external_id]}")
            seen.setdefault(row.external_id, line)
            rows.append(row)
        problems += [f"Line {line}: {fault}." for fault in faults]
    if problems:
        raise OverlayError(problems)
    return rows


def _faults(record: dict[str, str]) -> Iterator[str]:
    if None in record or None in record.values():
        yield f"it should have {len(COLUMNS)} columns"
        return
    for column in ("name", "source"):
        if not record[column].strip():
            yield f"{column} is empty"
    if len(record["country"].strip()) != 2:
        yield f"country should be two letters, not “{record['country']}”"
    for column, lowest, highest in (("lat", -90, 90), ("lon", -180, 180), ("radius_km", 0, LARGEST_RADIUS_KM)):
        if not _between(record[column], lowest, highest):
            yield f"{column} should be a number from {lowest} to {highest}, not “{record[column]}”"


def _between(text: str, lowest: float, highest: float) -> bool:
    try:
        return lowest <= float(text) <= highest
    except ValueError:
        return False


def _row(record: dict[str, str]) -> GazetteerRow:
    """The id is the name and its region, so that a corrected coordinate is the same place still."""
    name, region, country = (record[column].strip() for column in ("name", "region", "country"))
    others = [record["name_ar"], *record["other_names"].split("|")]
    return GazetteerRow(
        layer=PlaceLayer.OVERLAY,
        external_id=f"{country.upper()}/{region}/{name}",
        name=name,
        other_names=tuple(dict.fromkeys(other.strip() for other in others if other.strip())),
        country=country.upper(),
        region=region,
        admin1_code="",
        lat=float(record["lat"]),
        lon=float(record["lon"]),
        kind=record["kind"].strip(),
        radius_km=float(record["radius_km"]),
        citation="; ".join(part.strip() for part in (record["source"], record["note"]) if part.strip()),
    )
