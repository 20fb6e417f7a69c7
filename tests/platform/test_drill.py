"""The short form of `make drill`: nothing is lost or doubled when workers and the broker are killed."""

import subprocess
import sys

import pytest

from tests import stack
from tracker.management.drill import running
from tracker.models import Document, Report

SHORT = ("--documents", "20", "--sources", "2", "--seconds", "6", "--worker-kills", "2", "--broker-kills", "1")


def test_every_document_comes_through_once(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "drill", *SHORT, "--patience", "90"],
        cwd=stack.ROOT,
        env=stack.environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "documents stored: 20\n" in done.stdout
    assert done.stdout.count("Killed: worker") == 2


@pytest.mark.django_db
def test_a_drill_in_which_something_is_lost_fails():
    plan = running.Plan(documents=2, sources=1, seconds=1, worker_kills=0, broker_kills=0, patience=1)
    assert (Document.objects.count(), Report.objects.count()) == (0, 0)
    with pytest.raises(AssertionError, match="documents stored, items lost"):
        list(running.count(plan, settled=True))


@pytest.mark.django_db
def test_a_drill_that_does_not_come_to_its_end_fails():
    plan = running.Plan(documents=0, sources=1, seconds=1, worker_kills=0, broker_kills=0, patience=1)
    with pytest.raises(AssertionError, match="not all was done in time"):
        list(running.count(plan, settled=False))
