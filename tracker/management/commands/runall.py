"""Runs the whole tracker: broker, pages, worker and clock, from one command."""

import fcntl
import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connections

from tracker.management import assets, ports, valkey
from tracker.management.processes import ChildDiedError, Crew, leave_with_parent

STOP_ORDER = ("beat", "web", "worker", "valkey")
# Exit code of a start that could not begin: nothing was started, nothing changed.
CANNOT_BEGIN = 2


class Command(BaseCommand):
    help = "Run the tracker: pages, worker, clock and, unless REDIS_URL names one, a broker. Ctrl-C stops all."
    # They load every page's code into this process, which serves none; `make lint` runs them.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--leave-with-parent", action="store_true", help="stop when the program that started this one is gone"
        )
        parser.add_argument("--no-example", action="store_true", help="do not load the example's agreements")

    def handle(self, *_args: object, **options: object) -> None:
        if options["leave_with_parent"]:
            leave_with_parent(os.getppid(), signal.SIGTERM)
        if reason := ports.why_not(settings.HOST, settings.PORT):
            raise CommandError(reason, returncode=CANNOT_BEGIN)
        crew = Crew(STOP_ORDER)
        with _only_one(settings.VAR_DIR / "runall.lock"), _signals_stop(crew), crew:
            try:
                self._run(crew, with_example=not options["no_example"])
            except KeyboardInterrupt:
                self.stdout.write("Stopping.")
            except (ChildDiedError, TimeoutError) as error:
                raise CommandError(f"{error} All else is stopped too.") from error
            finally:
                settings.BROKER_ADDRESS_FILE.unlink(missing_ok=True)

    def _run(self, crew: Crew, *, with_example: bool) -> None:
        environment = os.environ | {"REDIS_URL": _broker(crew), "PYTHONUNBUFFERED": "1"}
        _prepare(with_example=with_example)
        for name, arguments in _commands().items():
            crew.start(name, [sys.executable, *arguments], environment=environment, quiet=True)
        crew.wait_until(lambda: ports.answers(settings.HOST, settings.PORT), what="The web server", seconds=60)
        self.stdout.write(_welcome())
        self.stdout.flush()
        crew.watch()


def _broker(crew: Crew) -> str:
    """The address of the broker, which answers by now: the one of REDIS_URL, or a server started for this run."""
    if url := os.environ.get("REDIS_URL"):
        crew.wait_until(lambda: valkey.answers(url), what="The broker that REDIS_URL names", seconds=10)
        return url
    server = valkey.embedded(settings.BROKER_ADDRESS_FILE.parent)
    crew.start("valkey", server.command, environment=os.environ, stdin=server.configuration, quiet=True)
    crew.wait_until(lambda: valkey.answers(server.url), what="The embedded broker", seconds=10)
    _write_private(settings.BROKER_ADDRESS_FILE, server.url)
    # What runs in this process, such as the example's loader, rings the same bell.
    settings.REDIS_URL = settings.CELERY_BROKER_URL = server.url
    return server.url


def _write_private(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(path)


def _prepare(*, with_example: bool) -> None:
    """The database's tables, the example and the static files; all three find nothing to do on a second start."""
    call_command("migrate", interactive=False, verbosity=0)
    if with_example:
        call_command("demo", verbosity=0)
    assets.collect()
    connections.close_all()


def _commands() -> dict[str, list[str]]:
    """What Python is to run, by the child's name. All of them log to standard error; a banner is no log."""
    # Celery warns root because of pickled messages; this queue takes JSON alone, and a container often runs as root.
    celery = ["-W", "ignore:You're running the worker", "-m", "celery", "--app", "config"]
    return {
        "web": [
            *("-m", "uvicorn", "config.asgi:application", "--host", settings.HOST, "--port", str(settings.PORT)),
            *("--lifespan", "off", "--log-level", "warning", "--no-access-log", "--no-server-header"),
            # An open live stream would otherwise hold the stop for ever.
            *("--timeout-graceful-shutdown", "3"),
        ],
        "worker": [
            *(*celery, "worker", "--loglevel", "WARNING", "--concurrency", "2"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        "beat": [*celery, "beat", "--loglevel", "WARNING"],
    }


def _welcome() -> str:
    host = ports.within_reach(settings.HOST)
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.PORT}/"
    passwords = settings.VAR_DIR / "example-passwords.txt"
    hint = f" Passwords of the example's accounts: {passwords}." if passwords.exists() else ""
    return f"Ceasefire Tracker runs at {address}{hint} Ctrl-C stops it."


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Hold the lock of this installation: two workers' worlds on one set of files would hide each other's broker."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"Another runall already uses {path.parent}; stop it first, or set VAR_DIR to another folder."
            raise CommandError(message, returncode=CANNOT_BEGIN) from None
        yield


@contextmanager
def _signals_stop(crew: Crew) -> Iterator[None]:
    """A signal to stop ends the run in order; a second one, while that is under way, ends the children at once."""
    asked = False

    def on_signal(_signum: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            crew.kill()
            return
        asked = True
        raise KeyboardInterrupt

    before = {signum: signal.signal(signum, on_signal) for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)
