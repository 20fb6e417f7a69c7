"""`manage.py bench`: the figures of speed, each beside a peer measured in the same run."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.management.benchmarks import boards, fetching, large, pages, places, reading, review, running
from tracker.models import Agreement

SCRATCH = "bench-"


class Command(BaseCommand):
    help = "Print the figures of speed, measured on an installation that is made for it and thrown away."

    def add_arguments(self, parser):
        # What the command calls itself with, in the scratch installation.
        parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *, inside, **options):
        if inside:
            self._inside()
            return
        with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder:
            installation = running.Installation(Path(folder))
            for line in running.measure(installation):
                self._say(line)
            command = [sys.executable, "manage.py", "bench", "--inside"]
            environment = installation.environment
            subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)  # noqa: S603 - our own command
            for line in running.measure_filters(installation):
                self._say(line)

    def _inside(self) -> None:
        if not settings.VAR_DIR.name.startswith(SCRATCH):
            raise CommandError("That part fills its database with invented claims. Run `manage.py bench` alone.")
        agreement = Agreement.objects.get(key="syria-2016-12-30")
        for measure in (
            reading.measure,
            fetching.measure,
            pages.measure,
            places.measure,
            review.measure,
            boards.measure,
            large.measure,
        ):
            for line in measure(agreement):
                self._say(line)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
