"""Nonsense in a filter is said and ignored; it never fails a page, a file or a feed."""

import io
import json
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from tests.views import cast
from tracker.models import AgreementRegion, Region
from tracker.outputs.filters import LISTS
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
HOSTILE = ["x" * 5000, "' OR 1=1--", "'; DROP TABLE tracker_breach; --", "<script>alert(1)</script>", "a\x00b", "\x01",
           "9" * 400, "-1", "1e999", "NaN", "‮\U0001f4a3", "%s%n{0}"]  # fmt: skip
# Each value alone, for each filter alone: tests/forms/test_filters.py.
NONSENSE = {
    "every hostile value in every filter with choices": urlencode([(name, one) for name in LISTS for one in HOSTILE]),
    "the 31st of February": "from=2020-02-31",
    "days before and after our times": "from=0001-01-01&to=9999-12-31",
    "dates that are none": urlencode({"from": "9" * 400, "to": "<script>alert(1)</script>\x00"}),
    "reversed dates": "from=2020-03-09&to=2020-03-01",
    "the region of another agreement": "region=SL-B",
    "a protected source": "origin=quiet",
    "long words": "q=" + "x" * 5000,
    "words with NUL": "q=" + quote("\x00'; DROP TABLE tracker_breach"),
    "a script in the words, and a party that is none": "q=%3Cscript%3Ealert(1)%3C/script%3E&target=nobody",
    "hundreds of values": urlencode([("accused", f"party-{number}") for number in range(900)]),
}
# What is not a filter of the person's, and so has no note: the view of the map, and the page of a list.
QUIET = ["bbox=nan,1,inf,2&zoom=x", "bbox=200,10,300,20&zoom=3", "bbox=1,86,2,89&zoom=9", "bbox=&zoom=-5",
         "zoom=" + "9" * 50, "page=-3", "page=last%00", "day=2020-13-40", "q=%25_%25", "q=B-99999999999",
         "colour=red", "f=%00"]  # fmt: skip
NORTHLAND = "/agreements/northland/"
PAGES = ["", "map.json", "breaches/", "reports/", "regions/NL-A/", "breaches/1/"]


def notes_of_page(answer, body: bytes) -> list[str]:
    notes = answer.context["filter_notes"]
    assert body.decode().count('<p class="alert">') == len(notes)
    assert b"<script>alert(1)" not in body
    return list(notes)


def note_of_lines(_answer, body: bytes) -> list[str]:
    return [line for line in body.decode().splitlines() if line.startswith("# filter notes: ")]


def note_of_workbook(_answer, body: bytes) -> list[str]:
    said = load_workbook(io.BytesIO(body))["about"]
    return [row[1].value for row in said.iter_rows() if row[0].value == "filter notes"]


def note_of_xml(_answer, body: bytes) -> list[str]:
    told = [one.text or "" for one in ElementTree.fromstring(body).iter()  # noqa: S314 - our own
            if one.tag.endswith(("subtitle", "description"))]  # fmt: skip
    return [words for words in told if "ignored" in words or "exchanged" in words or "characters" in words]


def note_of_queue(answer, body: bytes) -> list[str]:
    notes = answer.context["notes"]
    assert body.decode().count('<p class="alert gap"') == len(notes)
    return notes


# Every address that takes the filter → how its answer says what it ignored; None where the format has no room for it.
ADDRESSES = {
    NORTHLAND: notes_of_page,
    NORTHLAND + "breaches/": notes_of_page,
    NORTHLAND + "reports/": notes_of_page,
    NORTHLAND + "map.json": lambda answer, _body: answer.json()["notes"],
    NORTHLAND + "breaches.csv": note_of_lines,
    NORTHLAND + "breaches.xlsx": note_of_workbook,
    NORTHLAND + "breaches.geojson": lambda _answer, body: json.loads(body)["about"].get("filter notes", ""),
    NORTHLAND + "breaches.kml": note_of_xml,
    NORTHLAND + "breaches.hxl.csv": None,
    NORTHLAND + "breaches.atom": note_of_xml,
    "/review/": note_of_queue,
}


@pytest.fixture
def eastward(client):
    """An agreement whose local days begin before those of UTC, with one breach; and what it does not speak of."""
    agreement = cast.agreement()
    agreement.time_zone = "Asia/Damascus"
    agreement.save()
    cast.breach(agreement)
    elsewhere = Region.objects.create(code="SL-B", name="Birch", country="SL", geometry=cast.SQUARE, bbox=[1, 1, 2, 2])
    AgreementRegion.objects.create(agreement=cast.agreement("southland", is_published=False), region=elsewhere)
    cast.source("quiet", is_protected=True)
    return agreement


@pytest.mark.parametrize("address", ADDRESSES)
def test_nonsense_is_ignored_with_a_note_wherever_the_filter_is_taken(client, eastward, address):
    client.force_login(cast.account(Group.EDITOR))
    notes_of = ADDRESSES[address]
    silent = []
    for name, query in NONSENSE.items():
        if address == "/review/" and name == "the region of another agreement":
            continue  # the queue speaks of all agreements
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 200, name
        if notes_of and not notes_of(answer, answer.getvalue()):
            silent.append(name)
    assert silent == []


@pytest.mark.parametrize("day", ["2020-02-31", "0001-01-01", "9999-12-31", *HOSTILE])
def test_a_brief_of_no_day_is_another_days_and_says_so(client, eastward, day):
    answer = client.get(f"{NORTHLAND}brief/?{urlencode({'day': day})}")
    assert answer.status_code == 200
    assert answer.context["note"]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_stands_whatever_else_is_in_its_address(client, eastward, page):
    answers = {query: client.get(f"{NORTHLAND}{page}?{query}").status_code for query in QUIET}
    assert answers == dict.fromkeys(QUIET, 200)


def test_of_hundreds_of_values_only_some_are_named(client, eastward):
    notes = client.get(f"{NORTHLAND}breaches/?{NONSENSE['hundreds of values']}").context["filter_notes"]
    assert len(notes) == 4
    assert "897 more values" in notes[-1]


def test_a_script_in_a_filter_is_written_out_as_text(client, eastward):
    body = client.get("/agreements/northland/?accused=<script>alert(1)</script>&q=<img src=x>").content.decode()
    assert "&lt;script&gt;alert(1)" in body
    assert "<script>alert(1)" not in body
    assert "<img src=x>" not in body


def test_reversed_dates_are_exchanged(client, eastward):
    page = client.get("/agreements/northland/?f=1&from=2020-03-09&to=2020-03-01")
    assert "from=2020-03-01&to=2020-03-09" in page.context["filter_query"]
    assert page.context["result"]["shown"] == 1


def test_words_with_a_nul_in_them_still_find(client, eastward):
    page = client.get("/agreements/northland/?f=1&q=Village%001")
    assert page.context["result"]["shown"] == 1


def test_further_filters_open_by_themselves_when_one_is_on(client, eastward):
    closed, opened = '<details class="further">', '<details class="further" open>'
    assert closed in client.get(f"{NORTHLAND}?f=1&region=NL-A").content.decode()
    assert opened in client.get(f"{NORTHLAND}?f=1&severity=3").content.decode()
    client.force_login(cast.account(Group.EDITOR))
    assert closed in client.get("/review/?severity=3").content.decode()
    assert opened in client.get("/review/?target=army").content.decode()
