"""`manage.py export_labels`: an editor's work becomes a set that `evaluate` reads."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.views import cast
from tracker.actions import documents, review
from tracker.actions import sources as source_actions
from tracker.management.worked import work_through
from tracker.models import Breach, Party
from tracker.vocab import Group, Verification

pytestmark = pytest.mark.django_db
TEXT = "The Northland army shelled the village of Oakham on Monday, killing two farmers, residents said."


@pytest.fixture
def claimed():
    """A text that claims a breach under Northland's ceasefire, read and matched."""
    under, now = cast.agreement(), timezone.now()
    Party.objects.get_or_create(key="civilians", defaults={"name": "Civilians", "kind": "civilians"})
    outlet = source_actions.find_or_add(name="Wire", by=None, now=now)
    published = dt.datetime(2020, 3, 3, 12, tzinfo=dt.UTC)
    work_through(documents.receive(source=outlet, text=TEXT, published_at=published, agreement=under, now=now).document)
    return Breach.objects.get()


def labels(*arguments) -> list[dict]:
    out = io.StringIO()
    call_command("export_labels", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def decide(breach) -> None:
    editor = cast.account(Group.EDITOR)
    review.decide(
        breach=breach, verification=Verification.CONTESTED, by=editor, version=breach.version, now=timezone.now(),
        reason_code="accounts_differ", reason="The army says something else.",
    )  # fmt: skip


def test_what_nobody_has_decided_is_no_label(claimed):
    assert labels() == []


def test_a_decided_claim_is_a_label_with_its_words_and_its_verification(claimed):
    decide(claimed)
    (row,) = labels()
    assert (row["text"], row["published_at"], row["agreement"], row["complete"]) == (
        TEXT,
        "2020-03-03",
        "northland",
        False,
    )
    (event,) = row["expected"]["events"]
    assert (event["type"], event["place"], event["date"], event["accused"]) == (
        "shelling",
        "Oakham",
        "2020-03-02",
        "army",
    )
    assert (event["fatalities"], event["verification"], event["corrected"]) == (2, "contested", [])


def test_a_field_that_was_changed_is_named(claimed):
    report = claimed.reports.get()
    report.place_text = "Oakley"
    report.save()
    decide(claimed)
    (event,) = labels()[0]["expected"]["events"]
    assert (event["place"], event["corrected"]) == ("Oakley", ["place_text"])


def test_evaluate_reads_what_was_exported(claimed, tmp_path):
    decide(claimed)
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(map(json.dumps, labels("--agreements-to", str(tmp_path / "agreements.json")))))
    out = io.StringIO()
    call_command("evaluate", str(path), "--json", "--rounds", "0", stdout=out)
    assert json.loads(out.getvalue())["real texts"]["figures"]["report_place_any"] == 1
