"""Region files: GeoJSON, TopoJSON and zipped shapefiles of geoBoundaries and OCHA's COD-AB, old and new column schemes."""

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import shapefile
import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from tracker.geo.imports import Fault, UnreadableError

WGS84 = re.compile(r"WGS[ _]?(?:19)?84|CRS84|EPSG:+4326", re.IGNORECASE)
PROJECTED = re.compile(r"^\s*PROJCS", re.IGNORECASE)
# {level} is 1 to 3. The first column that a file has counts.
CODES = ("adm{level}_pcode", "admin{level}pcode", "shapeiso", "shapeid")
NAMES = ("adm{level}_en", "adm{level}_name", "admin{level}name_en", "shapename")
PARENTS = ("adm{up}_pcode", "admin{up}pcode")
LANGUAGE = re.compile(r"adm(?:in)?{level}(?:name)?_(?P<code>[a-z]{{2}})|adm{level}_name(?P<number>[1-3])")


@dataclass(frozen=True)
class Unit:
    """A region as a file gives it; `parent` is the code of the one above, "" where the file does not say."""

    code: str
    name: str
    names: dict[str, str]
    parent: str
    geometry: dict[str, Any]
    repaired: bool


def units(path: Path, level: int) -> Iterator[Unit | Fault]:
    """The regions of a file at a level (1 to 3). Raises UnreadableError for a file that cannot be used at all."""
    for number, (properties, geometry) in enumerate(_features(path), 1):
        try:
            yield _unit({key.lower(): value for key, value in properties.items()}, geometry, level)
        except ValueError as error:
            yield Fault(number, str(error))


def _features(path: Path) -> Iterable[tuple[dict, BaseGeometry]]:
    if zipfile.is_zipfile(path):
        return _shapefile(path)
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise UnreadableError(f"{path.name} is neither JSON nor a zipped shapefile ({error}).") from error
    crs = json.dumps(told.get("crs", "")) if isinstance(told, dict) else ""
    if crs.strip('"') and not WGS84.search(crs):
        raise UnreadableError(f"{path.name} is not in WGS84 but in {crs[:80]}. Convert it first.")
    kind = told.get("type") if isinstance(told, dict) else None
    if kind == "FeatureCollection":
        return [(f.get("properties") or {}, shape(f["geometry"])) for f in told["features"] if f.get("geometry")]
    if kind == "Topology":
        return _topology(told)
    raise UnreadableError(f"{path.name} is no FeatureCollection and no Topology.")


def _shapefile(path: Path) -> list[tuple[dict, BaseGeometry]]:
    with zipfile.ZipFile(path) as archive:
        parts = {name.rsplit(".", 1)[-1].lower(): name for name in archive.namelist() if "." in name}
        if not {"shp", "dbf", "shx"} <= set(parts):
            raise UnreadableError(f"{path.name} holds no whole shapefile (.shp, .dbf and .shx).")
        projection = archive.read(parts["prj"]).decode("utf-8", "replace") if "prj" in parts else ""
        if PROJECTED.search(projection) or (projection and not WGS84.search(projection)):
            raise UnreadableError(f"{path.name} is not in WGS84 ({projection[:60]}…). Convert it first.")
        encoding = archive.read(parts["cpg"]).decode("ascii", "replace").strip() if "cpg" in parts else "utf-8"
        files = {kind: BytesIO(archive.read(parts[kind])) for kind in ("shp", "dbf", "shx")}
        with shapefile.Reader(**files, encoding=encoding or "utf-8", encodingErrors="replace") as reader:
            return [(row.record.as_dict(), shape(row.shape.__geo_interface__)) for row in reader.iterShapeRecords()]


def _topology(told: dict) -> list[tuple[dict, BaseGeometry]]:
    """The first collection of a Topology, its arcs joined again (TopoJSON specification, 2.1.4)."""
    scale, move = (told.get("transform") or {}).get("scale"), (told.get("transform") or {}).get("translate")
    arcs = [_arc(arc, scale, move) for arc in told["arcs"]]

    def ring(indexes: list[int]) -> list:
        points: list = []
        for index in indexes:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points

    made = []
    for feature in next(iter(told["objects"].values()))["geometries"]:
        polygons = {"Polygon": [feature.get("arcs")], "MultiPolygon": feature.get("arcs")}.get(feature.get("type"))
        if polygons:
            rings = [[ring(each) for each in polygon] for polygon in polygons]
            made.append((feature.get("properties") or {}, MultiPolygon([Polygon(r[0], r[1:]) for r in rings])))
    return made


def _arc(arc: list, scale: list | None, move: list | None) -> list:
    if scale is None or move is None:
        return [tuple(point) for point in arc]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
    return points


def _unit(properties: dict, geometry: BaseGeometry, level: int) -> Unit:
    code = _first(properties, CODES, level)
    name = _first(properties, NAMES, level)
    if not code or not name:
        raise ValueError(f"it has no {'code' if not code else 'name'} of level {level}")
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError(f"{name} does not lie in degrees: the file is not in WGS84")
    repaired = not geometry.is_valid
    whole = shapely.make_valid(geometry) if repaired else geometry
    parts = [part for part in getattr(whole, "geoms", [whole]) if part.geom_type in ("Polygon", "MultiPolygon")]
    if not parts:
        raise ValueError(f"{name} has no area")
    area = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    return Unit(code, name, _names(properties, level), _first(properties, PARENTS, level), mapping(area), repaired)


def _first(properties: dict, patterns: tuple[str, ...], level: int) -> str:
    columns = (pattern.format(level=level, up=level - 1) for pattern in patterns)
    return next((str(properties[column]).strip() for column in columns if properties.get(column)), "")


def _names(properties: dict, level: int) -> dict[str, str]:
    """Names by language code; where a scheme only numbers them, by that number."""
    pattern = re.compile(LANGUAGE.pattern.format(level=level))
    found = ((pattern.fullmatch(column), value) for column, value in properties.items())
    return {match["code"] or f"name{match['number']}": str(value).strip() for match, value in found if match and value}
