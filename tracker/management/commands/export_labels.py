"""`manage.py export_labels`: what editors decided, as an evaluation set."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from tracker.outputs import labels


class Command(BaseCommand):
    help = (
        "Write the claims of breaches that an editor has decided as JSON Lines, in the format that `evaluate` reads. "
        "A row is not complete: claims that nobody has decided are not in it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--agreements-to", type=Path, help="Write the agreements that the rows name into this file."
        )

    def handle(self, *, agreements_to, **options):
        keys = set()
        for row in labels.rows():
            keys.add(row["agreement"])
            self.stdout.write(json.dumps(row, ensure_ascii=False))
        if agreements_to:
            try:
                agreements_to.write_text(json.dumps(labels.agreements(keys), ensure_ascii=False, indent=1), "utf-8")
            except OSError as error:
                raise CommandError(f"{agreements_to} cannot be written: {error.strerror}.") from error
