"""A page costs the same number of queries with one breach and with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.views import cast
from tracker.vocab import Group

PAGES = ["", "map.json?bbox=5,5,20,20&zoom=12", "breaches/", "reports/", "regions/NL-A/"]


def cost(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.django_db
@pytest.mark.parametrize("page", [*[f"/agreements/northland/{page}" for page in PAGES], "/review/"])
def test_twenty_breaches_cost_no_more_queries_than_one(client, page):
    agreement = cast.agreement()
    client.force_login(cast.account(Group.EDITOR))
    cast.breach(agreement)
    with_one = cost(client, page)
    for number in range(2, 21):
        cast.breach(agreement, number)
    assert cost(client, page) == with_one


@pytest.mark.django_db
def test_the_dashboard_asks_at_most_fifteen_queries_for_an_editor(client):
    agreement = cast.agreement()
    client.force_login(cast.account(Group.EDITOR))
    cast.breach(agreement)
    assert cost(client, "/agreements/northland/") <= 15
