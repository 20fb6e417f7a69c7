"""An editor imports a table: given, looked at, imported, its faults taken home, undone."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.views import cast
from tracker import tasks
from tracker.models import Batch, Report
from tracker.vocab import BatchState, Group

pytestmark = pytest.mark.django_db
TABLE = b"date,place,lat,lon,actor1\n2020-03-02,Morning Hill,10.5,11,Northland army; Strangers\nsoon,=HYPERLINK(1),,,\n"


@pytest.fixture
def editor(client):
    cast.agreement()
    client.force_login(cast.account(Group.EDITOR))
    return client


def give(client, data: bytes = TABLE, **changed):
    file = SimpleUploadedFile("events.csv", data)
    return client.post("/imports/", {"file": file, "source_name": "Partner", "agreement": "northland"} | changed)


def test_from_the_file_to_the_claims_and_back(editor):
    address = give(editor).url
    page = editor.get(address).content.decode()
    assert "Import 1 row" in page
    assert "“soon” is no date that can be read" in page
    assert Report.objects.count() == 0

    editor.post(f"{address}start/")
    tasks.import_batch(Batch.objects.get().pk)
    page = editor.get(address).content.decode()
    assert "2 of 2 rows" in page
    assert "Strangers (1)" in page
    assert Report.objects.get().place_text == "Morning Hill"

    editor.post(f"{address}undo/", follow=True)
    assert Batch.objects.get().state == BatchState.UNDONE
    assert Report.objects.get().is_superseded


def test_rows_that_were_left_out_come_with_the_reason_and_run_nothing(editor):
    address = give(editor).url
    answer = editor.get(f"{address}left-out.csv")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert rows[0][:3] == ["line", "why", "date"]
    assert rows[1][0] == "3"
    assert rows[1][3] == "'=HYPERLINK(1)"


def test_other_columns_are_chosen_and_looked_at_again(editor):
    address = give(editor).url
    answer = editor.post(f"{address}columns/", {"date_from": "0", "place": "4"}, follow=True)
    assert "Northland army" in answer.content.decode()
    assert Batch.objects.get().columns == {"date_from": 0, "place": 4}


def test_one_column_for_two_meanings_is_refused_and_nothing_changes(editor):
    address = give(editor).url
    before = Batch.objects.get().columns
    answer = editor.post(f"{address}columns/", {"date_from": "0", "date_to": "0"})
    assert answer.status_code == 422
    assert "One column is chosen for two meanings." in answer.content.decode()
    assert Batch.objects.get().columns == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"data": b"%PDF\x00\x00"}, "This is no table"),
        ({"source_name": ""}, "Say who published it"),
        ({"agreement": ""}, "required"),
    ],
)
def test_what_cannot_be_imported_is_said_and_not_kept(editor, changed, said):
    answer = give(editor, **changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Batch.objects.count() == 0


def test_a_file_that_was_not_imported_is_forgotten(editor):
    address = give(editor).url
    assert editor.post(f"{address}undo/").url == "/imports/"
    assert Batch.objects.count() == 0


def test_an_import_runs_once_however_often_it_is_asked_for(editor):
    address = give(editor).url
    for _ in range(2):
        editor.post(f"{address}start/")
        tasks.import_batch(Batch.objects.get().pk)
    assert "has run" in editor.post(f"{address}start/", follow=True).content.decode()
    assert Report.objects.count() == 1


def test_a_long_table_is_imported_in_several_goes(editor, monkeypatch):
    monkeypatch.setattr("tracker.actions.imports.PART", 1)
    monkeypatch.setattr("tracker.actions.imports.PARTS_AT_ONCE", 1)
    address = give(editor).url
    editor.post(f"{address}start/")
    tasks.import_batch(Batch.objects.get().pk)
    assert (Batch.objects.get().state, Batch.objects.get().rows_done) == (BatchState.RUNNING, 1)
    tasks.import_batch(Batch.objects.get().pk)
    assert Batch.objects.get().state == BatchState.DONE
