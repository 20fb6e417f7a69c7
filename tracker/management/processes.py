"""Child processes that never outlive their parent.

Each child gets a session of its own, so that Ctrl-C in the terminal reaches the parent alone and the parent decides
the order of stopping. On Linux the kernel also kills a child as soon as its parent is gone, however it went
(PR_SET_PDEATHSIG, prctl(2)); elsewhere only an orderly stop ends them. Killed, not asked: a worker that is asked after
its broker is gone may wait for it, and nothing here needs more than the database's own safety against a crash.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 10.0
POLL_SECONDS = 0.1


class ChildDiedError(Exception):
    """A child that should run for good has ended."""

    def __init__(self, name: str, code: int) -> None:
        super().__init__(f"{name} stopped (exit code {code}).")
        self.name = name
        self.code = code


def leave_with_parent(parent: int, signum: int = signal.SIGKILL) -> None:
    """Ask the kernel to send this process `signum` when its parent dies; `parent` is the pid it should have."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signum, 0, 0, 0)
    # The parent may have died before the request took hold; then nobody sends the signal any more.
    if os.getppid() != parent:
        os.kill(os.getpid(), signum)


class Crew:
    """The children of one supervisor, stopped in the order of `stop_order` however the block is left."""

    def __init__(self, stop_order: Sequence[str]) -> None:
        self._order = list(stop_order)
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> "Crew":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        stdin: bytes | None = None,
        quiet: bool = False,
    ) -> None:
        """Start `command` as the child `name` (one of the stop order); `stdin` is given to it whole, then closed.

        A quiet child's standard output is thrown away; what it says on standard error is always shown.
        """
        parent = os.getpid()
        child = subprocess.Popen(  # noqa: S603 - the commands are this project's own, never a person's text
            command,
            env=dict(environment),
            stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if quiet else None,
            start_new_session=True,
            preexec_fn=lambda: leave_with_parent(parent),
        )
        self._children[name] = child
        if child.stdin is not None:
            with child.stdin:
                child.stdin.write(stdin or b"")

    def pids(self) -> dict[str, int]:
        """The process ids of the children by name."""
        return {name: child.pid for name, child in self._children.items()}

    def check(self) -> None:
        """Raise ChildDiedError when one has ended."""
        for name, child in self._children.items():
            if (code := child.poll()) is not None:
                raise ChildDiedError(name, code)

    def wait_until(self, ready: Callable[[], bool], *, what: str, seconds: float) -> None:
        """Return when `ready()` is true. Raises ChildDiedError, or TimeoutError naming `what` after `seconds`."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} did not answer within {seconds:.0f} seconds.")
            time.sleep(POLL_SECONDS / 2)

    def watch(self) -> None:
        """Return never; raises ChildDiedError as soon as one ends."""
        while True:
            self.check()
            time.sleep(POLL_SECONDS)

    def stop(self) -> None:
        """End every child, one after the other in the stop order: asked first, killed after GRACE_SECONDS."""
        for name in self._order:
            if child := self._children.get(name):
                _end(child)
                del self._children[name]

    def kill(self) -> None:
        """End every child at once, without asking."""
        for child in self._children.values():
            _signal_session(child, signal.SIGKILL)


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        with suppress(subprocess.TimeoutExpired):
            child.wait(GRACE_SECONDS)
    # Whatever is left of its session goes too: a child killed from outside may leave children of its own.
    _signal_session(child, signal.SIGKILL)
    child.wait()


def _signal_session(child: subprocess.Popen[bytes], signum: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signum)
