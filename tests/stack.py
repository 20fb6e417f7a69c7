"""The whole tracker in processes of its own, for tests of what only several processes can show."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker.management import ports, valkey
from tracker.management.processes import Crew

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Stack:
    """A running tracker: web server, worker and broker over one SQLite file."""

    base_url: str
    environment: Mapping[str, str]
    crew: Crew

    def manage(self, *arguments: str, stdin: str | None = None) -> str:
        """What `manage.py ARGUMENTS` prints against this stack's database and broker; a failure fails the test."""
        return manage(self.environment, *arguments, stdin=stdin)

    def run(self, code: str) -> str:
        """What Python code prints that is run with this stack's database and broker, models imported."""
        return self.manage("shell", "--no-imports", "--command", f"from tracker.models import *\n{code}")


def manage(environment: Mapping[str, str], *arguments: str, stdin: str | None = None) -> str:
    """What `manage.py ARGUMENTS` prints; raises AssertionError with its output when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=dict(environment),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}"
    return done.stdout


def environment(folder: Path, **values: str) -> dict[str, str]:
    """The variables of an installation whose files lie in `folder`; nothing of the tests' own settings is in it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(folder), "DEBUG": "0"} | values


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills: once in a run, though each of its workers has a session of its own."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, done = base / name, base / f"{name}.done"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a worker left that failed half-way
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@contextmanager
def started(folder: Path, database: Path) -> Iterator[Stack]:
    """A stack whose files lie in `folder`, over a copy of a migrated SQLite file."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(database, folder / "tracker.sqlite3")
    port = ports.free_port()
    server = valkey.embedded(folder / "valkey")
    # DEBUG spares each test the collecting of static files; the pages are the same.
    own = environment(folder, PORT=str(port), REDIS_URL=server.url, DEBUG="1")
    with Crew(("web", "worker", "valkey")) as crew:
        crew.start("valkey", server.command, environment=own, stdin=server.configuration, quiet=True)
        crew.wait_until(lambda: valkey.answers(server.url), what="Valkey", seconds=10)
        worker = ["celery", "--quiet", "--app", "config", "worker", "--pool", "solo", "--loglevel", "ERROR"]
        crew.start("worker", [sys.executable, "-W", "ignore", "-m", *worker], environment=own, quiet=True)
        web = ["uvicorn", "config.asgi:application", "--port", str(port), "--lifespan", "off", "--log-level", "error"]
        crew.start("web", [sys.executable, "-m", *web, "--timeout-graceful-shutdown", "1"], environment=own, quiet=True)
        crew.wait_until(lambda: ports.answers("127.0.0.1", port), what="The web server", seconds=60)
        yield Stack(f"http://127.0.0.1:{port}", own, crew)
