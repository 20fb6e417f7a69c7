"""The children of a supervisor: started, watched and stopped in order."""

import os
import sys
import time
from pathlib import Path

import pytest

from tracker.management.processes import ChildDiedError, Crew

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_leaving_the_block_stops_the_children():
    with Crew(["one", "two"]) as crew:
        crew.start("one", SLEEP, environment=os.environ)
        crew.start("two", SLEEP, environment=os.environ)
        pids = crew.pids()
        assert all(alive(pid) for pid in pids.values())
    assert not any(alive(pid) for pid in pids.values())


def test_a_child_that_does_not_listen_is_killed(monkeypatch, tmp_path):
    monkeypatch.setattr("tracker.management.processes.GRACE_SECONDS", 0.2)
    ready = tmp_path / "ready"
    code = STUBBORN.replace("print('ready', flush=True)", f"open({str(ready)!r}, 'w').close()")
    with Crew(["stubborn"]) as crew:
        crew.start("stubborn", [sys.executable, "-c", code], environment=os.environ)
        crew.wait_until(ready.exists, what="The child", seconds=10)
        (pid,) = crew.pids().values()
    assert not alive(pid)


def test_a_child_that_ends_is_named_with_its_code():
    with Crew(["short"]) as crew, pytest.raises(ChildDiedError, match=r"short stopped \(exit code 3\)"):
        crew.start("short", [sys.executable, "-c", "raise SystemExit(3)"], environment=os.environ)
        crew.watch()


def test_waiting_in_vain_ends_with_a_sentence():
    with Crew(["one"]) as crew, pytest.raises(TimeoutError, match="The broker did not answer within 0 seconds"):
        crew.start("one", SLEEP, environment=os.environ)
        crew.wait_until(lambda: False, what="The broker", seconds=0)


def test_what_a_child_reads_is_given_to_it_whole(tmp_path):
    copy = tmp_path / "copy"
    code = f"import sys; open({str(copy)!r}, 'w').write(sys.stdin.read())"
    with Crew(["reader"]) as crew:
        crew.start("reader", [sys.executable, "-c", code], environment=os.environ, stdin=b"secret\n")
        crew.wait_until(lambda: copy.exists() and copy.read_text() == "secret\n", what="The copy", seconds=10)


def test_a_grandchild_left_by_a_killed_child_goes_too(tmp_path):
    note = tmp_path / "pid"
    code = (
        "import subprocess, sys, time; "
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
        f"open({str(note)!r}, 'w').write(str(child.pid)); time.sleep(60)"
    )
    with Crew(["child"]) as crew:
        crew.start("child", [sys.executable, "-c", code], environment=os.environ)
        crew.wait_until(lambda: note.exists() and note.read_text() != "", what="The note", seconds=10)
        grandchild = int(note.read_text())
    deadline = time.monotonic() + 5
    while is_running(grandchild) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(grandchild)


def is_running(pid: int) -> bool:
    """Dead but unburied counts as gone: who buries an orphan is the machine's affair."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return facts.rpartition(")")[2].split()[0] != "Z"
