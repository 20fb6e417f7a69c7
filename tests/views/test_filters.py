"""Nonsense in a filter is said and ignored; it never fails a page."""

import pytest

from tests.views import cast

pytestmark = pytest.mark.django_db
NONSENSE = [
    "from=2020-02-31",
    "from=2020-03-09&to=2020-03-01",
    "from=yesterday&to=%00",
    "from=0001-01-01",
    "to=9999-12-31",
    "region=SY-HM",
    "region=%00",
    "verification=certain",
    "scope=%27%20OR%201=1--",
    "event_type=war&event_type=peace",
    "source=" + "x" * 5000,
    "q=" + "x" * 5000,
    "q=%00%27%3B+DROP+TABLE+tracker_breach",
    "accused=%3Cscript%3Ealert(1)%3C/script%3E",
]
# What is not a filter of the person's, and so has no note: the view of the map, and the page of a list.
QUIET = ["bbox=nan,1,inf,2&zoom=x", "bbox=200,10,300,20&zoom=3", "bbox=1,86,2,89&zoom=9", "bbox=&zoom=-5",
         "zoom=" + "9" * 50, "page=-3", "page=last%00", "day=2020-13-40", "q=%25_%25", "q=B-99999999999",
         "colour=red", "f=%00"]  # fmt: skip
PAGES = ["", "map.json", "breaches/", "reports/", "regions/NL-A/", "breaches/1/"]
FILTERED = PAGES[:4]


@pytest.fixture
def eastward(client):
    """An agreement whose local days begin before those of UTC, with one breach."""
    agreement = cast.agreement()
    agreement.time_zone = "Asia/Damascus"
    agreement.save()
    cast.breach(agreement)
    return agreement


@pytest.mark.parametrize("page", PAGES)
def test_a_page_stands_whatever_is_in_its_filters(client, eastward, page):
    queries = [*NONSENSE, *QUIET] if page in FILTERED else QUIET
    answers = {query: client.get(f"/agreements/northland/{page}?{query}").status_code for query in queries}
    assert answers == dict.fromkeys(queries, 200)


def test_what_was_ignored_is_said_on_the_page(client, eastward):
    for query in NONSENSE:
        answer = client.get(f"/agreements/northland/breaches/?{query}")
        assert answer.context["filter_notes"], query
        assert answer.content.decode().count('<p class="alert">') == len(answer.context["filter_notes"]), query


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
