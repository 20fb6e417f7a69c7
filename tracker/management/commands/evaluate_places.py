"""`manage.py evaluate_places FILE`: how well a table of names is placed."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tracker.geo import evaluate
from tracker.management.placing import gazetteer_of


class Command(BaseCommand):
    help = "Place every name of a CSV (name, lat, lon, admin1) and compare with its point, with and without the region."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV with the columns name, lat, lon, admin1.")
        parser.add_argument("--country", default="SY", help="ISO 3166-1 code of the country; SY by default.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, file, country, as_json, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            table = evaluate.rows(file)
        except evaluate.TableError as error:
            raise CommandError(str(error)) from error
        gazetteer = gazetteer_of(country)
        ways = {
            "with the region": lambda row: gazetteer.locate(row.name, row.region),
            "by the name alone": lambda row: gazetteer.locate(row.name),
        }
        told = {way: evaluate.measure(table, place, gazetteer.shapes.named) for way, place in ways.items()}
        if as_json:
            self.stdout.write(json.dumps(told, indent=1))
            return
        for way, figures in told.items():
            self.stdout.write(f"{way}: {figures.pop('rows')} names")
            for name, number in figures.items():
                self.stdout.write(f"  {name:28} {number:.3f}")
