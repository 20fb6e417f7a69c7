"""`manage.py extract FILE.jsonl --json`: read every text of a set, and print what was read, one line a text."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tracker import extract
from tracker.extract import coarse, sets

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
        known = sets.contexts(beside)
        for row in sets.rows(file):
            if row.agreement not in known:
                raise CommandError(f"{row.id}: {beside.name} has no agreement “{row.agreement}”.")
            context = known[row.agreement]
            read = extract.read(row.text, row.published_at, row.language, context)
            yield row, coarse.prediction(read, context)
    except sets.SetError as error:
        raise CommandError(str(error)) from error


def _words(row: sets.Row, told: dict) -> str:
    events = [
        f"  {one['count']} × {one['type']} at {one['place'] or 'no place'} on {one['date'] or 'no day'}, "
        f"by {one['accused'] or 'nobody named'}, {one['assertion']}"
        for one in told["events"]
    ]
    return "\n".join([f"{row.id}: {row.text[:80]}", *(events or ["  no event"])])
