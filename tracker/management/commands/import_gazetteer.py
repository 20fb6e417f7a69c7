"""`manage.py import_gazetteer FILE`: a country's villages, from GeoNames or from OCHA's settlement tables."""

import re
import tempfile
from pathlib import Path

import httpx
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.actions import gazetteer
from tracker.geo import geonames, settlements, world
from tracker.geo.imports import Box, UnreadableError, checked
from tracker.geo.outlines import outline_of
from tracker.vocab import PlaceLayer

GEONAMES = "https://download.geonames.org/export/dump/"
PACKAGED = "packaged"
TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm"})
CODE = re.compile(r"[A-Za-z]{2}")


class Command(BaseCommand):
    help = (
        "Load places: a GeoNames country file or zip, OCHA's settlement table (CSV or XLSX with P-codes), or a country "
        "code, whose GeoNames file is then fetched. `packaged` loads the cities that come with the program, of the "
        "countries of --country or of all. A second run brings up to date and adds nothing twice."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", help="A file, a country code such as SY, or the word “packaged”.")
        parser.add_argument("--country", default="", help="ISO 3166-1 code; several with commas for “packaged”.")
        parser.add_argument(
            "--names", type=Path, help="GeoNames' alternateNamesV2 file or zip: more names for its places."
        )

    def handle(self, *, what, country, names, **options):
        if names and not names.is_file():
            raise CommandError(f"There is no file {names}.")
        try:
            if what == PACKAGED:
                self._packaged([code for code in country.upper().split(",") if code] or world.countries())
            elif CODE.fullmatch(what) and not Path(what).exists():
                with tempfile.TemporaryDirectory() as folder:
                    self._geonames(_fetched(what.upper(), Path(folder)), what.upper())
            else:
                self._file(Path(what), country.upper())
            if names:
                self._names(names)
        except UnreadableError as error:
            raise CommandError(str(error)) from error

    def _packaged(self, codes: list[str]) -> None:
        for code in codes:
            _with_regions(code)
        added = gazetteer.load_packaged_places(countries=codes, now=timezone.now())
        self.stdout.write(f"Places: {added:,} added of {len(codes)} countries.")

    def _file(self, path: Path, country: str) -> None:
        if not path.is_file():
            raise CommandError(f"There is no file {path}, and “{path}” is no country code.")
        if path.suffix.lower() not in TABLES:
            self._geonames(path, country)
            return
        if not CODE.fullmatch(country):
            raise CommandError("Say with --country which country the settlement table is of, such as --country SY.")
        _with_regions(country)
        rows = checked(settlements.places(path, country), {country: _box(country)})
        self._told(gazetteer.import_places(rows=rows, layer=PlaceLayer.PCODE, now=timezone.now(), tell=self._progress))

    def _geonames(self, path: Path, country: str) -> None:
        if country:
            _with_regions(country)
        boxes = {country: _box(country)} if country else {}
        with geonames.lines_of(path) as lines:
            rows = checked(geonames.places(lines), boxes)
            done = gazetteer.import_places(
                rows=rows, layer=PlaceLayer.COUNTRY_FILE, now=timezone.now(), tell=self._progress
            )
        self._told(done)

    def _names(self, path: Path) -> None:
        with geonames.lines_of(path) as lines:
            done = gazetteer.import_names(
                names=geonames.alternate_names(lines),
                layer=PlaceLayer.COUNTRY_FILE,
                now=timezone.now(),
                tell=self._progress,
            )
        self.stdout.write(f"Names: {done.added:,} for places that are there; {done.left_out:,} lines left out.")

    def _progress(self, done: gazetteer.Imported) -> None:
        if self.stderr.isatty():
            self.stderr.write(
                f"{done.added:,} added, {done.changed:,} changed, {done.same:,} as they were …", ending="\r"
            )

    def _told(self, done: gazetteer.Imported) -> None:
        self.stdout.write(
            f"Places: {done.added:,} added, {done.changed:,} changed, {done.same:,} as they were, "
            f"{done.left_out:,} lines left out."
        )
        for fault in done.faults:
            self.stdout.write(f"  {fault}")


def _with_regions(country: str) -> None:
    """A place is stored with its region, so the regions come first."""
    gazetteer.load_regions(country=country, now=timezone.now())


def _box(country: str) -> Box:
    """The bounds of a country, from its first-level regions. Raises CommandError for a code that nobody has."""
    boxes = [outline_of(unit["geometry"]).box for unit in world.admin1(country)]
    if not boxes:
        raise CommandError(f"No country has the code “{country}”. Codes are ISO 3166-1, such as SY.")
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _fetched(country: str, folder: Path) -> Path:
    """GeoNames' zip of a country, as a file. Raises CommandError, in words, where it cannot be had."""
    path = folder / f"{country}.zip"
    try:
        with httpx.stream("GET", f"{GEONAMES}{country}.zip", timeout=30, follow_redirects=True) as answer:
            answer.raise_for_status()
            with path.open("wb") as file:
                for part in answer.iter_bytes():
                    file.write(part)
    except httpx.HTTPError as error:
        message = f"The GeoNames file of {country} could not be fetched ({type(error).__name__}). Give a file instead."
        raise CommandError(message) from error
    return path
