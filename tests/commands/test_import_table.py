"""`manage.py import_table`, as a person runs it."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.views import cast
from tracker.models import Batch, Breach, Report

pytestmark = pytest.mark.django_db
AGREEMENT = "northland"
TABLE = (
    "event id,date,village,lat,lon,actor1,event type\n"
    "1,2020-03-02,Testville,10.5,11,Northland army,shelling\n"
    "2,soon,,,,,\n"
)


@pytest.fixture(autouse=True)
def northland(db):
    return cast.agreement()


def run(path, *arguments) -> str:
    out = io.StringIO()
    call_command("import_table", str(path), "--source", "Partner", "--agreement", AGREEMENT, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_row_becomes_a_breach_and_a_bad_one_is_named(table):
    said = run(table)
    assert "Accused: actor1" in said
    assert "line 3: “soon” is no date" in said
    assert "1 claims added, 0 were here, 1 rows left out." in said
    breach = Breach.objects.get(reports__external_id="partner:1")
    assert (breach.region.code, breach.sub_event_type) == ("NL-A", "shelling_artillery_missile")
    assert "0 claims added, 1 were here" in run(table)


def test_a_dry_run_leaves_nothing(table):
    before = Report.objects.count()
    assert "2 rows: 1 at a point" in run(table, "--dry-run")
    assert (Report.objects.count(), Batch.objects.count()) == (before, 0)


def test_all_rows_bad_is_a_failure(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("date,place\nsoon,Hill\nlater,Dale\n", encoding="utf-8")
    with pytest.raises(CommandError, match="All 2 rows were left out"):
        run(path)


def test_an_unknown_agreement_is_said_with_those_that_are_there(table):
    with pytest.raises(CommandError, match=AGREEMENT):
        call_command("import_table", str(table), "--source", "Partner", "--agreement", "other")


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "none.csv")
