"""An export holds exactly what the filter shows, in every format, and goes back in with the same counts."""

import csv
import io
import json
import re

import lxml.etree
import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.views import cast
from tracker import tasks
from tracker.actions import imports, review
from tracker.models import Batch, Breach, Report, Source
from tracker.outputs.exports.formats import COLUMNS, harmless
from tracker.sources.tables import sheet
from tracker.vocab import Group, WorkState

pytestmark = pytest.mark.django_db
LIST = "/agreements/northland/breaches"
SHOWN = "?f=1&verification=unconfirmed"


@pytest.fixture
def northland():
    agreement = cast.agreement()
    for number in range(1, 6):
        cast.breach(agreement, number, cast.source(f"voice-{number}"))
    Breach.objects.filter(number=4).update(lat=None, lon=None, cell=None, geo_precision=4)
    Breach.objects.filter(number=5).update(verification="refuted")
    Breach.objects.filter(number=2).update(place_text='=HYPERLINK("http://x")', fatalities_best=3)
    return agreement


def body(client, ending: str, query: str = SHOWN) -> bytes:
    answer = client.get(f"{LIST}.{ending}{query}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith(f'.{ending}"')
    return answer.getvalue()


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_format_holds_what_the_list_shows(client, northland):
    shown = client.get(f"{LIST}/{SHOWN}").context["result"]["shown"]
    assert shown == 4
    lines = [row for row in table(body(client, "csv")) if not row[0].startswith("#")]
    assert len(lines) == shown + 1
    assert len(json.loads(body(client, "geojson"))["features"]) == shown
    assert len(table(body(client, "hxl.csv"))) == shown + 2
    book = load_workbook(io.BytesIO(body(client, "xlsx")))
    assert book["breaches"].max_row == shown + 1
    marks = lxml.etree.fromstring(body(client, "kml")).iter("{http://www.opengis.net/kml/2.2}Placemark")
    assert len(list(marks)) == shown - 1, "one is known by its region only"


def test_a_file_says_what_it_is(client, northland):
    head = [row[0] for row in table(body(client, "csv")) if row[0].startswith("# ")]
    for part in (
        "filter: http",
        "verification=unconfirmed",
        "time zone of days: UTC",
        "data cut-off:",
        "method:",
        "cite as",
    ):
        assert any(part in line for line in head), part
    assert json.loads(body(client, "geojson"))["about"]["time zone of days"] == "UTC"
    assert load_workbook(io.BytesIO(body(client, "xlsx")))["about"].max_row == len(head)


def test_hxl_tags_stand_below_the_header(client, northland):
    header, tags, *_ = table(body(client, "hxl.csv"))
    assert (header, tags) == ([column.name for column in COLUMNS], [column.hxl for column in COLUMNS])


def test_nothing_runs_in_a_spreadsheet(client, northland):
    assert "'=HYPERLINK" in body(client, "csv").decode()
    assert [harmless(value) for value in ("+1", "-x", "@a", "\tx", "1", 5, None)] == [
        "'+1",
        "'-x",
        "'@a",
        "'\tx",
        "1",
        5,
        None,
    ]


def test_a_point_is_longitude_first_and_a_region_has_none(client, northland):
    features = {one["id"]: one for one in json.loads(body(client, "geojson"))["features"]}
    assert features["B-0001"]["geometry"]["coordinates"] == [11, 10.51]
    assert features["B-0004"]["geometry"] is None


@pytest.mark.parametrize("ending", ["csv", "hxl.csv", "xlsx"])
def test_an_export_that_is_imported_again_gives_the_same_counts(client, northland, ending):
    data = body(client, ending)
    batch = imports.take_in(
        source=cast.source("partner"), agreement=northland, data=data, file_name=f"x.{ending}", by=None,
        now=timezone.now(),
    )  # fmt: skip
    seen = imports.preview(batch)
    assert (seen.rows, seen.good, seen.faulty) == (4, 4, 0)
    assert (seen.placed, seen.region_only) == (3, 1)
    assert not seen.unknown_names
    imports.start(batch=batch, by=None, now=timezone.now())
    tasks.import_batch(batch.pk)
    assert Batch.objects.get().added == 4
    again = Report.objects.filter(batch=batch)
    assert sorted(again.values_list("fatalities_best", flat=True), key=str) == [3, None, None, None]
    assert {report.sub_event_type for report in again} == {"shelling_artillery_missile"}


def test_a_protected_source_is_named_to_editors_only(client, northland):
    Source.objects.filter(key="voice-1").update(is_protected=True)
    assert b"Voice-1" not in body(client, "csv")


def test_no_other_format_and_no_other_agreement(client, northland):
    assert client.get(f"{LIST}.pdf").status_code == 404
    assert client.get("/agreements/other/breaches.csv").status_code == 404


def test_a_thousand_rows_cost_queries_by_the_chunk(client, northland, django_assert_max_num_queries):
    assert sheet.read(body(client, "csv")).header[0] == "event_id"
    with django_assert_max_num_queries(16):
        body(client, "csv")


def test_the_feed_of_a_filter_holds_the_same_breaches_and_a_decision_makes_one_new(client, northland):
    def entries() -> list[str]:
        feed = lxml.etree.fromstring(client.get(f"{LIST}.atom{SHOWN}").content)
        return [title.text for title in feed.iterfind("{*}entry/{*}title")]

    assert len(entries()) == 4
    breach = Breach.objects.get(number=2)
    review.set_work_state(
        breach=breach, work_state=WorkState.IN_REVIEW, by=cast.account(Group.EDITOR), version=breach.version,
        now=timezone.now(),
    )  # fmt: skip
    assert entries()[0].startswith("B-0002")


def test_a_file_says_how_many_breaches_it_holds_and_how_many_have_no_point(client, northland):
    Breach.objects.filter(number=1).update(lat=None, lon=None, cell=None)
    body = b"".join(client.get(f"{LIST}.kml?f=1").streaming_content).decode()
    told = re.search(r"breaches: (\d+); without a point: (\d+), which a map of points leaves out", body)
    assert int(told[2]) >= 1
    assert body.count("<Placemark>") == int(told[1]) - int(told[2])
