"""GeoNames' country files and alternateNamesV2: tab-separated UTF-8 without quoting, or a zip that holds one.

The columns are those of GeoNames' readme: 19 for a place, 10 for a name. Read line by line, so a file of any size takes
little memory.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.geo.imports import Fault, UnreadableError, degrees
from tracker.geo.rows import GazetteerRow
from tracker.vocab import PlaceLayer

PLACE_COLUMNS, NAME_COLUMNS = 19, 10
# Feature classes that texts name as places of events; administrative units (A) come with the regions, roads not at all.
CLASSES = frozenset("PTLSHV")
KINDS = {
    "PPLX": "quarter", "AIRP": "airport", "AIRB": "airport", "AIRF": "airport", "MT": "mountain", "MTS": "mountain",
    "HLL": "hill", "HLLS": "hill", "VAL": "valley", "PASS": "crossing", "ISL": "island", "LK": "lake", "STM": "river",
    "WAD": "valley", "FRM": "farm", "PLN": "plain", "DSRT": "desert", "FRST": "forest", "AREA": "area", "RGN": "area",
    "CMP": "camp", "CMPRF": "camp", "BDG": "bridge", "DAM": "dam", "OILF": "area", "MIL": "base", "INSM": "base",
    "PPLH": "former place", "PPLQ": "abandoned place", "PPLW": "destroyed place", "RUIN": "ruin",
}  # fmt: skip
KIND_OF_CLASS = {"P": "populated place", "T": "hill", "L": "area", "S": "site", "H": "water", "V": "forest"}
NO_NAMES = frozenset({"link", "post", "iata", "icao", "faac", "wkdt", "unlc", "phon", "piny", "abbr", "tcid"})
CITATION = "GeoNames (CC BY 4.0), id {}"


@contextmanager
def lines_of(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a text file or of the one data file in a zip. Raises UnreadableError."""
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            yield lines
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.lower()]
        if not names:
            raise UnreadableError(f"{path.name} holds no .txt file.")
        biggest = max(names, key=lambda name: archive.getinfo(name).file_size)
        with (
            archive.open(biggest) as raw,
            io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="\n") as lines,
        ):
            yield lines


def places(lines: Iterator[str]) -> Iterator[GazetteerRow | Fault]:
    """The places of a country file; what is no place of events (roads, units) is passed over without a word."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != PLACE_COLUMNS:
            yield Fault(number, f"it has {len(cells)} columns instead of {PLACE_COLUMNS}")
            continue
        if "\ufffd" in cells[1]:
            yield Fault(number, "its name is not UTF-8")
            continue
        if cells[6] in CLASSES:
            try:
                yield _place(cells)
            except ValueError as error:
                yield Fault(number, str(error))


def _place(cells: list[str]) -> GazetteerRow:
    if not cells[0].isdecimal():
        raise ValueError(f"its id is no number ({cells[0]!r})")
    if not cells[1].strip():
        raise ValueError("it has no name")
    lat, lon = degrees(cells[4], cells[5])
    others = [name.strip() for name in (cells[2], *cells[3].split(",")) if name.strip() and name.strip() != cells[1]]
    return GazetteerRow(
        layer=PlaceLayer.COUNTRY_FILE,
        external_id=cells[0],
        name=cells[1].strip(),
        other_names=tuple(dict.fromkeys(others)),
        country=cells[8],
        region="",
        admin1_code=f"{cells[8]}.{cells[10]}",
        lat=lat,
        lon=lon,
        kind=KINDS.get(cells[7], KIND_OF_CLASS[cells[6]]),
        population=int(cells[14]) if cells[14].isdecimal() else 0,
        citation=CITATION.format(cells[0]),
    )


def alternate_names(lines: Iterator[str]) -> Iterator[tuple[str, str] | Fault]:
    """(GeoNames id of the place, name) of every row that is a name a text could use."""
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != NAME_COLUMNS:
            yield Fault(number, f"it has {len(cells)} columns instead of {NAME_COLUMNS}")
        elif cells[2] not in NO_NAMES and cells[3].strip():
            yield cells[1], cells[3].strip()
