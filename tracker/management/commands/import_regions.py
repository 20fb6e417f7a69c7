"""`manage.py import_regions FILE`: administrative boundaries of a country."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from tracker.actions import gazetteer, regions
from tracker.geo import boundaries
from tracker.geo.imports import UnreadableError
from tracker.models import Region


class Command(BaseCommand):
    help = "Load regions from geoBoundaries or OCHA COD-AB: GeoJSON, TopoJSON or a zipped shapefile, in WGS84."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--country", required=True, help="ISO 3166-1 code, such as SY.")
        parser.add_argument("--level", type=int, choices=(1, 2, 3), default=1, help="1 is the first below the country.")
        parser.add_argument(
            "--origin", default="", help="Where the file comes from, for the page; its name by default."
        )
        parser.add_argument("--valid-from", default="", help="The day from which these boundaries hold, ISO 8601.")

    def handle(self, *, file, country, level, origin, valid_from, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        since = self._day(valid_from)
        code = country.upper()
        gazetteer.load_regions(country=code, now=timezone.now())
        if level > 1 and not Region.objects.filter(country=code, level=level - 1).exists():
            raise CommandError(f"There is no region of level {level - 1} in {code} yet. Import that level first.")
        try:
            done = regions.import_regions(
                rows=boundaries.units(file, level),
                country=code,
                level=level,
                origin=origin or file.name,
                now=timezone.now(),
                valid_from=since,
            )
        except UnreadableError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Regions: {done.added} added, {done.changed} brought up to date, {done.left_out} left out.")
        for words in done.words:
            self.stdout.write(f"  {words}")

    def _day(self, words: str):
        try:
            day = parse_date(words) if words else None
        except ValueError as error:
            raise CommandError(f"“{words}” is no date: {error}.") from error
        if words and day is None:
            raise CommandError(f"“{words}” is no date. Write it as 2016-12-30.")
        return day
