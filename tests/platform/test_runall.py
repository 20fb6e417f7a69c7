"""`manage.py runall`: one command starts everything, and nothing of it is left behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import stack
from tracker.management import ports

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Reads /proc, and rests on what Linux's kernel does.")


@contextmanager
def running(folder: Path, port: int):
    """The command as a person starts it, from its first line on; killed at the end whatever has happened."""
    command = [sys.executable, "manage.py", "runall", "--leave-with-parent", "--no-example"]
    with subprocess.Popen(
        command,
        cwd=stack.ROOT,
        env=stack.environment(folder, PORT=str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as parent:
        try:
            yield parent
        finally:
            parent.kill()


def processes_of(folder: Path) -> dict[int, str]:
    """The processes whose environment names the folder, or that work in it: pid and command line.

    The broker writes its title over its environment, so it is known by where it works.
    """
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            ours = str(folder).encode() in (entry / "environ").read_bytes() + bytes((entry / "cwd").readlink())
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if ours and command:
            found[int(entry.name)] = command
    return found


def wait_for_none(folder: Path, seconds: float = 10) -> dict[int, str]:
    """The processes that are left after at most so many seconds."""
    deadline = time.monotonic() + seconds
    while (left := processes_of(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def wait_for_pool(folder: Path, seconds: float = 20) -> None:
    """Until the worker has forked its two processes: a worker, its pool, and no fewer."""
    deadline = time.monotonic() + seconds
    while sum("worker" in command for command in processes_of(folder).values()) < 3:
        assert time.monotonic() < deadline, processes_of(folder)
        time.sleep(0.1)


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310 - a server of the test
        return response.read().decode()


def test_it_serves_and_ctrl_c_leaves_nothing(tmp_path):
    port = ports.free_port()
    passwords = tmp_path / "example-passwords.txt"
    passwords.touch()
    with running(tmp_path, port) as parent:
        first = parent.stdout.readline()
        assert first == (
            f"Ceasefire Tracker runs at http://127.0.0.1:{port}/ "
            f"Passwords of the example's accounts: {passwords}. Ctrl-C stops it.\n"
        )
        assert fetch(f"http://127.0.0.1:{port}/healthz").strip() == "ok"
        wait_for_pool(tmp_path)
        children = " ".join(processes_of(tmp_path).values())
        assert all(name in children for name in ("valkey-server", "uvicorn", "worker", "beat"))
        parent.send_signal(signal.SIGINT)
        assert parent.wait(30) == 0
        assert parent.stdout.read() == "Stopping.\n"
    assert wait_for_none(tmp_path, seconds=2) == {}
    assert not (tmp_path / "valkey/address").exists()


def test_a_kill_of_the_parent_takes_every_child_with_it(tmp_path):
    with running(tmp_path, ports.free_port()) as parent:
        parent.stdout.readline()
        wait_for_pool(tmp_path)
        parent.kill()
        parent.wait()
        assert wait_for_none(tmp_path) == {}


def test_the_death_of_one_child_stops_all(tmp_path):
    with running(tmp_path, ports.free_port()) as parent:
        parent.stdout.readline()
        beat = next(pid for pid, command in processes_of(tmp_path).items() if " beat " in command)
        os.kill(beat, signal.SIGKILL)
        assert parent.wait(30) == 1
        assert "beat stopped (exit code -9). All else is stopped too." in parent.stdout.read()
    assert wait_for_none(tmp_path, seconds=2) == {}


def test_a_taken_port_is_one_line_before_anything_starts(tmp_path):
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        with running(tmp_path, port) as parent:
            assert parent.wait(30) == 2
            said = parent.stdout.read()
    assert said == (
        f"CommandError: Port {port} on 127.0.0.1 is taken by another program; "
        f"choose another one, for example PORT={port + 1}.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
