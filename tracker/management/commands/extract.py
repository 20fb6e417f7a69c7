"""`manage.py extract FILE.jsonl --json`: read every text of a set, and print what was read, one line a text."""

import json
from dataclasses import replace
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tracker import extract
from tracker.extract import coarse, sets
from tracker.geo import offline
from tracker.geo.locate import locate
from tracker.geo.lookup import Query

BESIDE = "agreements.json"


class Command(BaseCommand):
    help = "Read the texts of an evaluation set. The agreements come from a file, never from the database."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="JSON Lines: id, text, published_at, agreement.")
        parser.add_argument("--agreements", type=Path, help=f"The agreements' file; {BESIDE} beside FILE by default.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print predictions as JSON Lines.")

    def handle(self, *, file, agreements, as_json, **options):
        for row, told in predictions(file, agreements):
            self.stdout.write(json.dumps({"id": row.id} | told, ensure_ascii=False) if as_json else _words(row, told))


def predictions(file: Path, agreements: Path | None):
    """Each row of a set with what was read from it. Raises CommandError for files that cannot be read."""
    beside = agreements or file.parent / BESIDE
    for path in (file, beside):
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
    try:
        known = {key: with_regions(context) for key, context in sets.contexts(beside).items()}
        for row in sets.rows(file):
            if row.agreement not in known:
                raise CommandError(f"{row.id}: {beside.name} has no agreement “{row.agreement}”.")
            context = known[row.agreement]
            read = extract.read(row.text, row.published_at, row.language, context)
            yield row, _placed(coarse.prediction(read, context), read, context)
    except sets.SetError as error:
        raise CommandError(str(error)) from error


def with_regions(context: extract.Context) -> extract.Context:
    """The first-level regions of the agreement's country, as the product knows them from its own map."""
    regions = (offline.region_names_of(country) for country in context.countries)
    return replace(
        context,
        regions=tuple(extract.RegionNames(code, tuple(names)) for each in regions for code, names in each.items()),
    )


def _placed(told: dict, read: extract.Reading, context: extract.Context) -> dict:
    """The events with the region in which they lie and, where it was found, their point, by the packaged data."""
    for country in context.countries[:1]:
        names, shapes = offline.names_of(country), offline.shapes_of(country)
        claims = [claim for claim in read.claims if coarse.is_event(claim)]
        for event, claim in zip(told["events"], claims, strict=True):
            text, region = claim.place_text.value, claim.region_text.value
            found = locate(
                text, region, claim.place_role.value, Query(name=text or "", countries=(country,)), names, shapes
            )
            event["admin1"] = offline.english_name(country, found.region_id) if found.region_id else None
            if found.lat is not None:
                event |= {"lat": found.lat, "lon": found.lon}
    return told


def _words(row: sets.Row, told: dict) -> str:
    events = [
        f"  {one['count']} × {one['type']} at {one['place'] or 'no place'} on {one['date'] or 'no day'}, "
        f"by {one['accused'] or 'nobody named'}, {one['assertion']}"
        for one in told["events"]
    ]
    return "\n".join([f"{row.id}: {row.text[:80]}", *(events or ["  no event"])])
