"""Rows as files. Each format yields pieces of bytes, so that a hundred thousand rows take no more memory than some."""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tracker.outputs.exports.rows import COLUMNS

Rows = Iterable[Mapping[str, Any]]
About = Mapping[str, str]
NAMES = [column.name for column in COLUMNS]
PIECE = 64 * 1024
# A cell that begins so is a formula to a spreadsheet, whoever wrote it.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """A text that no spreadsheet runs: what looks like a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _gathered(pieces: Iterable[str]) -> Iterator[bytes]:
    """Small pieces as larger ones."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    if held:
        yield "".join(held).encode()


def _lines(rows: Iterable[list[Any]]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if value is None else harmless(value) for value in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _cells(rows: Rows) -> Iterator[list[Any]]:
    return ([row[name] for name in NAMES] for row in rows)


def csv_file(rows: Rows, about: About) -> Iterator[bytes]:
    """CSV in UTF-8 with its mark, so that Excel reads it; what it is stands in lines that begin with "# "."""

    def pieces() -> Iterator[str]:
        yield "\ufeff"
        yield from (f"# {name}: {' '.join(value.split())}\r\n" for name, value in about.items())
        yield from _lines([NAMES])
        yield from _lines(_cells(rows))

    return _gathered(pieces())


def hxl_file(rows: Rows, about: About) -> Iterator[bytes]:  # noqa: ARG001 - HXL knows no lines of comment
    """CSV with a row of HXL tags below the header."""

    def pieces() -> Iterator[str]:
        yield from _lines([NAMES, [column.hxl for column in COLUMNS]])
        yield from _lines(_cells(rows))

    return _gathered(pieces())


def geojson_file(rows: Rows, about: About) -> Iterator[bytes]:
    """A FeatureCollection (RFC 7946); a breach known by its region only has no geometry."""

    def pieces() -> Iterator[str]:
        yield '{"type": "FeatureCollection", "about": ' + json.dumps(dict(about), ensure_ascii=False)
        yield ', "features": ['
        for index, row in enumerate(rows):
            yield ("," if index else "") + "\n" + json.dumps(feature(row), ensure_ascii=False)
        yield "\n]}\n"

    return _gathered(pieces())


def feature(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as a Feature: its columns are the properties, its place the geometry."""
    lat, lon = row["latitude"], row["longitude"]
    point = {"type": "Point", "coordinates": [lon, lat]} if lat is not None else None
    properties = {name: value for name, value in row.items() if name not in ("latitude", "longitude")}
    return {"type": "Feature", "id": row["event_id"], "geometry": point, "properties": properties}


def kml_file(rows: Rows, about: About) -> Iterator[bytes]:
    """KML 2.2; breaches without a point are left out, and counted in the description."""

    def pieces() -> Iterator[str]:
        yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        yield f"<name>{escape(about['title'])}</name>"
        told = "; ".join(f"{name}: {value}" for name, value in about.items())
        yield f"<description>{escape(told)}</description>\n"
        for row in rows:
            if row["latitude"] is not None:
                yield _placemark(row)
        yield "</Document></kml>\n"

    return _gathered(pieces())


def _placemark(row: Mapping[str, Any]) -> str:
    data = "".join(
        f"<Data name={quoteattr(name)}><value>{escape(str(value))}</value></Data>"
        for name, value in row.items()
        if value not in (None, "")
    )
    when = (
        f"<TimeSpan><begin>{row['date_start']}</begin><end>{row['date_end']}</end></TimeSpan>"
        if row["date_start"]
        else ""
    )
    name = escape(f"{row['event_id']} {row['place'] or row['admin1']}")
    return (
        f"<Placemark><name>{name}</name>{when}<ExtendedData>{data}</ExtendedData>"
        f"<Point><coordinates>{row['longitude']},{row['latitude']}</coordinates></Point></Placemark>\n"
    )


def xlsx_file(rows: Rows, about: About) -> Iterator[bytes]:
    """A workbook: the rows, and a sheet that says what they are. Written to disk row by row."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("breaches")
    sheet.append(NAMES)
    for row in _cells(rows):
        sheet.append([harmless(value) for value in row])
    said = book.create_sheet("about")
    for name, value in about.items():
        said.append([name, harmless(value)])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


@dataclass(frozen=True)
class Format:
    """`ending` is the file's, `word` what a link says."""

    ending: str
    word: str
    content_type: str
    write: Callable[[Rows, About], Iterator[bytes]]


FORMATS = {
    one.ending: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8", csv_file),
        Format("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_file),
        Format("geojson", "GeoJSON", "application/geo+json", geojson_file),
        Format("kml", "KML", "application/vnd.google-earth.kml+xml", kml_file),
        Format("hxl.csv", "CSV with HXL tags", "text/csv; charset=utf-8", hxl_file),
    )
}
