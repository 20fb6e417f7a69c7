"""`manage.py demo`: the example, whole, and accounts to look at it with."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.actions.accounts import PasswordFileError, create_example_accounts
from tracker.actions.example import load_example

PASSWORD_FILE = "example-passwords.txt"  # noqa: S105  (the name of the file, not a password)


class Command(BaseCommand):
    help = "Load the example: three past ceasefires, and an account for each group. A second run changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--no-accounts", action="store_true", help="load the data only")

    def handle(self, *args, **options):
        started = time.monotonic()
        counts = load_example(now=timezone.now())
        seconds = time.monotonic() - started
        said = f"Loaded in {seconds:.1f} s" if counts.is_new else "Already loaded"
        lines = [f"{said}: {counts.in_words()}."]
        if not options["no_accounts"]:
            lines.append(self._accounts())
        if options["verbosity"]:
            self.stdout.write("\n".join(lines))

    def _accounts(self) -> str:
        """Make the accounts that are missing; returns the line that says where their passwords are."""
        path = settings.VAR_DIR / PASSWORD_FILE
        try:
            made = create_example_accounts(path=path, now=timezone.now())
        except (PasswordFileError, OSError) as error:
            raise CommandError(str(error)) from error
        said = f"Made the accounts {', '.join(made)}" if made else "The accounts are there"
        return f"{said}; their first passwords are in {path}."
