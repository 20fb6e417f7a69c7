"""Nonsense in a filter is said and ignored; it never fails a page."""

import pytest

from tests.views import cast

pytestmark = pytest.mark.django_db
NONSENSE = [
    "from=2020-02-31",
    "from=2020-03-09&to=2020-03-01",
    "region=SY-HM",
    "verification=certain",
    "q=" + "x" * 5000,
    "q=%00%27%3B+DROP+TABLE+tracker_breach",
    "accused=%3Cscript%3Ealert(1)%3C/script%3E",
    "bbox=nan,1,inf,2&zoom=x",
]


@pytest.mark.parametrize("query", NONSENSE)
@pytest.mark.parametrize("page", ["", "map.json", "breaches/", "reports/"])
def test_a_page_stands_whatever_is_in_its_filters(client, query, page):
    cast.breach(cast.agreement())
    assert client.get(f"/agreements/northland/{page}?{query}").status_code == 200


@pytest.mark.parametrize("query", NONSENSE[:5])
def test_what_was_ignored_is_said(client, query):
    cast.breach(cast.agreement())
    assert client.get(f"/agreements/northland/?{query}").context["filter_notes"]


def test_map_list_and_counts_agree(client):
    agreement = cast.agreement()
    for number in range(1, 6):
        cast.breach(agreement, number)
    query = "?f=1&from=2020-03-01&to=2020-03-05&region=NL-A"
    page = client.get(f"/agreements/northland/{query}").context["result"]
    listed = client.get(f"/agreements/northland/breaches/{query}").context["page_obj"].paginator.count
    drawn = client.get(f"/agreements/northland/map.json{query}").json()["shown"]
    assert page["shown"] == listed == drawn == 5
