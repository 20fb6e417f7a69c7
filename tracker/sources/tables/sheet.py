"""The rows of a CSV or XLSX file: its encoding, delimiter and header row are found, and told."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tracker.sources import encoding
from tracker.sources.items import NotReadable, TooLarge

DELIMITERS = ",;\t|"
MOST_ROWS = 300_000
MOST_UNPACKED = 400_000_000  # bytes of an XLSX file once unpacked; a bomb has gigabytes
MOST_TIMES_PACKED = 200
LOOKED_AT = 10  # rows among which the header is looked for
LONGEST_CELL = 1_000_000
HXL_MARK = "#"
Cells = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table that can be read again and again. Line 1 is the first of the file; `tags` are HXL's, or empty."""

    header: Cells
    header_line: int
    tags: Cells
    encoding: str
    delimiter: str
    warnings: tuple[str, ...]
    _text: str
    _data: bytes

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Line number and cells of each row below the header that holds anything; cells are stripped strings."""
        first = self.header_line + (1 if self.tags else 0)
        for line, cells in _all_rows(self._text, self._data, self.delimiter):
            if line > first and any(cells):
                yield line, cells


def read(data: bytes) -> Sheet:
    """The table that a file's bytes hold: XLSX by its first bytes, else text.

    Raises NotReadable or TooLarge, each in words that say what to do.
    """
    is_book = data.startswith(b"PK")
    text, name, doubts, delimiter = "", "", (), ""
    if is_book:
        _check_size(data)
    else:
        if not data.strip():
            raise NotReadable("The file is empty.")
        if b"\x00" in data[:1000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise NotReadable("This is no table. Save it as CSV or XLSX and choose that file.")
        text, name, doubts = encoding.decode(data)
        delimiter = _delimiter(text)
    top = list(islice(_all_rows(text, data, delimiter), LOOKED_AT))
    at = _header_at(top)
    if at is None:
        raise NotReadable("No row of it looks like column names. The first row should name the columns.")
    line, header = top[at]
    below = top[at + 1][1] if at + 1 < len(top) else ()
    tags = below if _is_tags(below) else ()
    return Sheet(header, line, tags, name, delimiter, doubts, text, data)


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            unpacked = sum(part.file_size for part in book.infolist())
    except zipfile.BadZipFile as error:
        raise NotReadable("The XLSX file is damaged. Save it anew, or as CSV.") from error
    if unpacked > MOST_UNPACKED or unpacked > MOST_TIMES_PACKED * len(data) + 10_000_000:
        raise TooLarge("The XLSX file unpacks to more than can be read. Save it as CSV, in parts.")


def _all_rows(text: str, data: bytes, delimiter: str) -> Iterator[tuple[int, Cells]]:
    rows = _text_rows(text, delimiter) if delimiter else _book_rows(data)
    for count, (line, cells) in enumerate(rows):
        if count >= MOST_ROWS:
            raise TooLarge(f"The table has more than {MOST_ROWS:,} rows. Import it in parts.")
        yield line, cells


def _text_rows(text: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield line, tuple(cell.strip() for cell in cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise NotReadable(
            f"Line {line} of the table cannot be read ({error}). Is a quotation mark left open?"
        ) from error


def _book_rows(data: bytes) -> Iterator[tuple[int, Cells]]:
    """Rows of the first sheet with cells. Formulas give the value that was last computed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations that are not read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise NotReadable("The XLSX file is damaged, or is of another kind. Save it anew, or as CSV.") from error
    try:
        for sheet in book.worksheets:
            if sheet.max_row is None or sheet.max_row > 1:
                for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                    yield line, tuple("" if cell is None else str(cell).strip() for cell in cells)
                return
    finally:
        book.close()


def _delimiter(text: str) -> str:
    """The sign that parts the first lines into the most columns, and evenly."""
    sample = "\n".join(text.splitlines()[:LOOKED_AT])

    def evenness(sign: str) -> tuple[int, int]:
        try:
            widths = [len(cells) for cells in csv.reader(io.StringIO(sample), delimiter=sign) if cells]
        except csv.Error:
            return 0, 0
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) if usual > 1 else 0, usual)

    best = max(DELIMITERS, key=evenness)
    return best if evenness(best)[1] > 1 else ","


def _header_at(rows: list[tuple[int, Cells]]) -> int | None:
    """The first row with the most filled cells that are words; titles above it have fewer, data below has numbers."""
    best, most = None, 1
    for at, (_, cells) in enumerate(rows):
        words = sum(bool(cell) and not _is_number(cell) and not cell.startswith(HXL_MARK) for cell in cells)
        if words > most and words >= 0.6 * sum(map(bool, cells)):
            best, most = at, words
            if words == len(cells):
                break
    return best


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).replace(",", "", 1).lstrip("-").isdecimal()


def _is_tags(cells: Cells) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(cell.startswith(HXL_MARK) for cell in filled)
