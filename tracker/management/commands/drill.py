"""`manage.py drill`: what is lost or doubled when everything around the database fails. On a scratch installation."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from tracker.management.drill import running
from tracker.models import Account, Agreement

SCRATCH = "drill-"
LEASE_SECONDS = "8"  # so that what a killed worker held is taken up again within the drill


class Command(BaseCommand):
    help = (
        "Feed documents from local sources that fail, hang and repeat themselves, while workers and the broker are "
        "killed; then count. Exits with 1 unless every document is stored, read, placed and matched exactly once."
    )

    def add_arguments(self, parser):
        parser.add_argument("--documents", type=int, default=1000)
        parser.add_argument("--sources", type=int, default=20)
        parser.add_argument("--seconds", type=float, default=90, help="over which the sources publish")
        parser.add_argument("--worker-kills", type=int, default=10)
        parser.add_argument("--broker-kills", type=int, default=2)
        parser.add_argument("--patience", type=float, default=300, help="seconds for what is left at the end")
        parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)

    def handle(self, *, inside, documents, sources, seconds, worker_kills, broker_kills, patience, **options):
        if documents % sources:
            raise CommandError("Each source publishes as many documents as the others: choose a multiple.")
        if not inside:
            self._on_scratch()
            return
        if not settings.VAR_DIR.name.startswith(SCRATCH):
            raise CommandError("That part fills its database with invented claims. Run `manage.py drill` alone.")
        plan = running.Plan(documents, sources, seconds, worker_kills, broker_kills, patience)
        call_command("migrate", verbosity=0)
        call_command("demo", verbosity=0)
        try:
            for line in running.run(
                plan, Agreement.objects.get(key="syria-2016-12-30"), Account.objects.get(username="admin")
            ):
                self.stdout.write(line)
                self.stdout.flush()
        except AssertionError as error:
            raise CommandError(str(error)) from error

    def _on_scratch(self) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder:
            own = kept | {
                "VAR_DIR": folder,
                "LEASE_SECONDS": LEASE_SECONDS,
                "FETCH_PRIVATE_ADDRESSES": "1",
                "DEBUG": "1",
            }
            command = [sys.executable, *sys.argv, "--inside"]
            done = subprocess.run(command, cwd=Path(settings.BASE_DIR), env=own, check=False)  # noqa: S603 - our own command
        if done.returncode:
            raise CommandError("The drill failed.", returncode=done.returncode)
