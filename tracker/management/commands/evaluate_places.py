"""`manage.py evaluate_places FILE`: how well a table of names, or the toponyms of news texts, are placed."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tracker.geo import evaluate, toponym_sets
from tracker.geo.toponyms import toponyms
from tracker.management.placing import gazetteer_of, of_the_world


class Command(BaseCommand):
    help = (
        "Place every name of a CSV (name, lat, lon, admin1) and compare with its point, with and without the region; "
        "or find the toponyms of texts (LGL's XML, or JSON lines), for which the whole packaged world is loaded first."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV with the columns name, lat, lon, admin1; or .xml or .jsonl.")
        parser.add_argument("--country", default="SY", help="ISO 3166-1 code of a CSV's country; SY by default.")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, file, country, as_json, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            told = _texts(file) if file.suffix.lower() in toponym_sets.SUFFIXES else _table(file, country)
        except evaluate.TableError as error:
            raise CommandError(str(error)) from error
        if as_json:
            self.stdout.write(json.dumps(told, indent=1))
            return
        for way, figures in told.items():
            self.stdout.write(way)
            for name, number in figures.items():
                self.stdout.write(f"  {name:28} {number if isinstance(number, int) else format(number, '.3f')}")


def _table(file: Path, country: str) -> dict[str, dict]:
    table = evaluate.rows(file)
    gazetteer = gazetteer_of(country)
    ways = {
        "with the region": lambda row: gazetteer.locate(row.name, row.region),
        "by the name alone": lambda row: gazetteer.locate(row.name),
    }
    return {way: evaluate.measure(table, place, gazetteer.shapes.named) for way, place in ways.items()}


def _texts(file: Path) -> dict[str, dict]:
    exact = of_the_world()
    texts = toponym_sets.marked_texts(file)
    return {"end to end": toponym_sets.measure(texts, lambda text: toponyms(text, exact))}
