"""OCHA's settlement tables: CSV or XLSX with P-codes. Their column names differ by country; the usual ones are known."""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tracker.geo.imports import Fault, UnreadableError, degrees
from tracker.geo.rows import GazetteerRow
from tracker.vocab import PlaceLayer

PATTERNS = {
    "pcode": r"(?:adm|admin)?4?_?p_?code|(?:location|settlement|village|community|neighbou?rhood|populated_?place)_?p?_?code|pcode",
    "name": r"(?:adm|admin)4_?(?:name)?_?(?:en)?|name_?en|(?:location|settlement|village|community)_?(?:name)?_?(?:en)?|name|featurename_?en?",
    "lat": r"lat(?:itude)?(?:_?y)?|y|y_?coord\w*|point_y",
    "lon": r"lon(?:g|gitude)?(?:_?x)?|x|x_?coord\w*|point_x",
    "admin1": r"(?:adm|admin)1_?p_?code|governorate_?p_?code|province_?p_?code",
    "admin1_name": r"(?:adm|admin)1_?(?:name)?_?(?:en)?|governorate(?:_?name)?_?(?:en)?|province(?:_?name)?",
}
OTHER_NAME = re.compile(
    r"(?:adm|admin)4_?(?:name)?_?(?:[a-z]{2}|alt\d?)|(?:name|location|settlement|village|community)_?(?:name)?_?(?:ar|ru|uk|fr|alt\d?|[12])"
)
NEEDED = ("pcode", "name", "lat", "lon")
ENCODINGS = ("utf-8-sig", "cp1256", "cp1252")
CITATION = "OCHA settlement table, P-code {}"


def places(path: Path, country: str) -> Iterator[GazetteerRow | Fault]:
    """The settlements of a table. Raises UnreadableError where it has not the columns that are needed."""
    table = _workbook(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _text(path)
    header = next(table, None)
    if header is None:
        raise UnreadableError(f"{path.name} is empty.")
    columns = {name: _column(header, pattern) for name, pattern in PATTERNS.items()}
    missing = [name for name in NEEDED if columns[name] is None]
    if missing:
        raise UnreadableError(
            f"{path.name} has no column for “{missing[0]}”. Its columns: {', '.join(map(str, header))}."
        )
    others = [at for at, title in enumerate(header) if OTHER_NAME.fullmatch(_key(title)) and at != columns["name"]]
    for number, cells in enumerate(table, 2):
        if number == 3 and any(str(cell).startswith("#") for cell in cells if cell):
            continue  # a row of HXL tags
        if any(cell not in (None, "") for cell in cells) and not _is_tags(cells):
            try:
                yield _place(cells, columns, others, country)
            except ValueError as error:
                yield Fault(number, str(error))


def _is_tags(cells: list) -> bool:
    filled = [str(cell) for cell in cells if cell not in (None, "")]
    return bool(filled) and all(cell.startswith("#") for cell in filled)


def _place(cells: list, columns: dict[str, int | None], others: list[int], country: str) -> GazetteerRow:
    def cell(name: str) -> str:
        at = columns[name]
        return str(cells[at]).strip() if at is not None and at < len(cells) and cells[at] is not None else ""

    code, name = cell("pcode"), cell("name")
    if not code or not name:
        raise ValueError("it has no P-code" if not code else "it has no name")
    lat, lon = degrees(cell("lat"), cell("lon"))
    more = [str(cells[at]).strip() for at in others if at < len(cells) and cells[at] not in (None, "")]
    return GazetteerRow(
        layer=PlaceLayer.PCODE,
        external_id=code,
        name=name,
        other_names=tuple(dict.fromkeys(text for text in more if text != name)),
        country=country,
        region=cell("admin1_name"),
        admin1_code=cell("admin1"),
        lat=lat,
        lon=lon,
        kind="populated place",
        citation=CITATION.format(code),
    )


def _key(title: Any) -> str:
    return re.sub(r"[^a-z0-9]+", "_", str(title or "").lower()).strip("_")


def _column(header: Iterable, pattern: str) -> int | None:
    return next((at for at, title in enumerate(header) if re.fullmatch(pattern, _key(title))), None)


def _workbook(path: Path) -> Iterator[list]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever zip and XML do
        raise UnreadableError(f"{path.name} is no workbook ({type(error).__name__}).") from error
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield list(row)


def _text(path: Path) -> Iterator[list]:
    raw = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableError(f"{path.name} is in an encoding that is not known. Save it as UTF-8.")
    try:
        dialect = csv.Sniffer().sniff(text[:8000], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    yield from csv.reader(text.splitlines(), dialect)
