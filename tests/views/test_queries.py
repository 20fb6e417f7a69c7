"""A page costs the same number of queries with one breach and with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, review, status
from tracker.models import Breach, Report
from tracker.outputs.filters import STACKS
from tracker.vocab import Group, Verification

pytestmark = pytest.mark.django_db
NORTHLAND = "/agreements/northland/"
WINDOW = "?f=1&from=2020-03-01&to=2020-03-05"
PAGES = [
    "/",
    NORTHLAND,
    NORTHLAND + "?by=type",
    NORTHLAND + "?by=accused",
    NORTHLAND + "?by=source",
    NORTHLAND + "map.json?bbox=5,5,20,20&zoom=12",
    NORTHLAND + "map.json?bbox=5,5,20,20&zoom=3",
    NORTHLAND + "?known=2020-03-05",
    NORTHLAND + "map.json?bbox=5,5,20,20&zoom=12&known=2020-03-05",
    NORTHLAND + "compare/?first=2020-03-03&first_known=2020-03-04&second=2020-03-05",
    NORTHLAND + "breaches/",
    NORTHLAND + "reports/",
    NORTHLAND + "filters/",
    NORTHLAND + "embed/",
    NORTHLAND + "map.svg?f=1",
    NORTHLAND + "timeline.svg?f=1",
    NORTHLAND + "brief/?day=2020-03-05",
    NORTHLAND + "brief.pdf?day=2020-03-05",
    NORTHLAND + "breaches.atom?f=1",
    NORTHLAND + "regions/NL-A/?day=2020-03-05",
    "/review/",
    "/review/leads/",
    "/review/names/",
    "/review/changes/",
    "/corrections/",
    "/sources/",
    "/sources/wire/",
    "/sources/health/",
    "/parties/",
    "/places/",
    "/imports/",
    NORTHLAND + "follow/?region=NL-A",
    NORTHLAND + "follow/?f=1&q=village",
    "/live/since/?cursor=0",
]


def cost(client, address: str, **headers) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, headers=headers).status_code == 200
    return len(queries)


@pytest.fixture
def northland(client):
    """One breach, computed, and an editor who looks."""
    agreement = cast.agreement()
    client.force_login(cast.account(Group.EDITOR))
    cast.breach(agreement)
    cast.learned_place()
    cast.batch(agreement)
    cast.source("polled", feed_url="https://example.org/feed")
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


@pytest.mark.parametrize("by", STACKS)
def test_the_dashboard_of_an_editor_asks_at_most_fifteen_questions(client, northland, by):
    assert cost(client, f"{NORTHLAND}?by={by}") <= 15
    assert cost(client, f"{NORTHLAND}?f=1&by={by}&region=NL-A&accused=army&source=wire&q=village") <= 15


def test_twenty_breaches_cost_no_more_queries_than_one(client, northland):
    with_one = {page: cost(client, page) for page in PAGES}
    for number in range(2, 23):
        cast.breach(northland, number, cast.source(f"voice-{number % 3}"))
        cast.learned_place(number)
        cast.batch(northland)
        cast.source(f"polled-{number}", feed_url="https://example.org/feed")
    assert Breach.objects.count() == 22
    with_many = {page: cost(client, page) for page in PAGES}
    assert {page: count for page, count in with_many.items() if count > with_one[page]} == {}


def test_the_desk_costs_no_more_queries_among_twenty_than_among_three(client, northland):
    for number in (2, 3):
        cast.breach(northland, number, cast.source(f"voice-{number}"))
    cost(client, "/review/northland/1/")  # the note of who has it open is made once
    with_three = cost(client, "/review/northland/1/")
    for number in range(4, 24):
        cast.breach(northland, number, cast.source(f"voice-{number % 3}"))
    assert cost(client, "/review/northland/1/") <= with_three


@pytest.mark.parametrize(
    "page", ["/review/northland/1/", "/corrections/", "/agreements/northland/breaches/1/", "/agreements/northland/"]
)
def test_a_long_history_costs_no_more_queries_than_a_short_one(client, northland, page):
    _decide_back_and_forth(1)
    cost(client, page)
    with_few = cost(client, page)
    _decide_back_and_forth(6)
    assert cost(client, page) == with_few


def _decide_back_and_forth(times: int) -> None:
    for _turn in range(times):
        for verification in (Verification.CONTESTED, Verification.UNCONFIRMED):
            breach = Breach.objects.get(number=1)
            review.decide(
                breach=breach, verification=verification, by=cast.account(Group.EDITOR), version=breach.version,
                now=timezone.now(), reason_code="other", reason="In a test.",
            )  # fmt: skip


def test_what_one_follows_costs_no_more_queries_with_twenty_follows_than_with_one(client, northland):
    page, person = "/account/follows/", cast.account(Group.EDITOR)
    _follow_with_messages(northland, person, range(1))
    with_one = cost(client, page)
    _follow_with_messages(northland, person, range(1, 20))
    assert client.get(page).content.count(b"A message") == 40
    assert cost(client, page) == with_one


def _follow_with_messages(agreement, person, numbers) -> None:
    for number in numbers:
        follow = cast.follower(agreement, account=person, query=f"f=1&q={number}", webhook_url="https://a.example/",
                               webhook_secret="x")  # fmt: skip
        for channel in ("mail", "webhook"):
            for nth in (1, 2):
                follow.messages.create(
                    channel=channel, key=f"{number}-{channel}-{nth}", since_cursor=0, subject="A message",
                    made_at=cast.EFFECT,
                )  # fmt: skip


@pytest.mark.parametrize("role", [None, Group.EDITOR])
def test_a_breach_with_twenty_claims_costs_no_more_queries_than_one_with_two(client, northland, role):
    breach = Breach.objects.get()
    if role is None:
        client.logout()
    page = f"{NORTHLAND}breaches/1/"
    _add_claims(breach, range(50, 51))
    with_two = cost(client, page)
    _add_claims(breach, range(60, 80))
    assert breach.reports.count() == 22
    assert cost(client, page) == with_two


def _add_claims(breach, numbers) -> None:
    for number in numbers:
        claim = cast.claim(breach.agreement, number, cast.source(f"voice-{number}"))
        breaches.attach(report=claim, breach=breach, now=timezone.now())


@pytest.mark.parametrize("page", ["/documents/{pk}/", "/documents/{pk}/status/"])
def test_a_document_with_twenty_claims_costs_no_more_queries_than_one(client, northland, page):
    document = cast.document()
    page = page.format(pk=document.pk)
    Report.objects.update(document=document)
    with_one = cost(client, page)
    for number in range(2, 23):
        cast.breach(northland, number)
        Report.objects.filter(external_id=f"fact-{number}").update(document=document, position=number)
    assert document.reports.count() == 22
    assert cost(client, page) == with_one


@pytest.mark.parametrize("query", ["", WINDOW, "?f=1", "?source=wire&q=village"])
def test_the_dashboard_asks_at_most_fifteen_queries_for_an_editor(client, northland, query):
    assert cost(client, NORTHLAND + query) <= 15


def test_the_live_parts_cost_no_more_than_the_page(client, northland):
    assert cost(client, NORTHLAND, HX_Request="true") <= cost(client, NORTHLAND)


@pytest.mark.parametrize("query", ["", "?agreement=northland", "?severity=2&page=1"])
def test_the_queue_opens_with_twelve_queries(client, northland, query):
    assert cost(client, f"/review/{query}") <= 12
