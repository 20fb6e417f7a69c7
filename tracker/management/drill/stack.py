"""The processes of a drill, and the ways in which they are killed."""

import os
import signal
import sys
import time

import redis
from django.conf import settings

from tracker.management import ports, valkey
from tracker.management.processes import Crew

WORKERS = ("worker-0", "worker-1")
CELERY = ("-W", "ignore", "-m", "celery", "--quiet", "--app", "config")


class Stack:
    """Broker, web, clock and two workers over the database of this process; each can be killed and comes back."""

    def __init__(self):
        self.crew = Crew(("beat", "web", *WORKERS, "valkey"))
        self.broker = valkey.embedded(settings.VAR_DIR / "valkey")
        self.port = ports.free_port()
        self.environment = os.environ | {"REDIS_URL": self.broker.url}
        settings.REDIS_URL = settings.CELERY_BROKER_URL = self.broker.url

    def __enter__(self) -> "Stack":
        for name in ("valkey", *WORKERS, "beat", "web"):
            self.start(name)
        self.crew.wait_until(lambda: ports.answers("127.0.0.1", self.port), what="The web server", seconds=60)
        return self

    def __exit__(self, *_args) -> None:
        self.crew.kill()

    def start(self, name: str) -> None:
        if name == "valkey":
            self.crew.start(
                name, self.broker.command, environment=self.environment, stdin=self.broker.configuration, quiet=True
            )
            self.crew.wait_until(lambda: valkey.answers(self.broker.url), what="The broker", seconds=10)
            return
        if name == "web":
            command = ["-m", "uvicorn", "config.asgi:application", "--port", str(self.port), "--lifespan", "off"]
        elif name == "beat":
            command = [*CELERY, "beat"]
        else:
            command = [*CELERY, "worker", "--concurrency", "1", "--hostname", f"{name}@%h", "--without-mingle"]
        command += ["--log-level" if name == "web" else "--loglevel", "critical" if name == "web" else "CRITICAL"]
        self.crew.start(name, [sys.executable, *command], environment=self.environment, quiet=True)

    def kill(self, name: str) -> None:
        """SIGKILL for the process and all that it started; then it is started again."""
        pid = self.crew.pids()[name]
        os.killpg(pid, signal.SIGKILL)
        while _is_alive(pid):
            time.sleep(0.05)
        self.start(name)

    def flush(self) -> None:
        """The broker forgets everything that it was told."""
        with redis.Redis.from_url(self.broker.url) as client:
            client.flushall()


def _is_alive(pid: int) -> bool:
    try:
        done, _ = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return False
    return done == 0
