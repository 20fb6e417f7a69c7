"""The dashboard: map, list and counts agree, and htmx gets the live parts alone."""

import datetime as dt

import pytest
from django.utils import timezone
from lxml import html

from tests.views import cast
from tracker.actions import review, status
from tracker.models import Account, Breach, Party, Report
from tracker.vocab import Group, Verification

pytestmark = pytest.mark.django_db
URL = "/agreements/northland/"
HTMX = {"HX-Request": "true"}
FILTERS = {
    "?f=1": 6,
    "?f=1&from=2020-03-01&to=2020-03-02": 3,
    "?f=1&from=2020-03-03": 3,
    "?f=1&region=NL-A": 6,
    "?f=1&verification=contested": 1,
    "?f=1&verification=contested&verification=unconfirmed": 6,
    "?f=1&source=other": 2,
    "?f=1&accused=army": 6,
    "?f=1&event_type=battles": 0,
    "?f=1&q=village 4": 1,
    "?f=1&q=B-0002": 1,
    "?f=1&scope=before_effect": 0,
    "?f=1&role=signatory": 6,
    "?f=1&target=army": 0,
    "?f=1&origin=other": 2,
    "?f=1&severity=1&severity=2": 6,
    "?f=1&precision=1": 6,
    "?f=1&breach_mode=combat&severity=4": 0,
    "?from=2020-03-03&source=wire": 1,
}


@pytest.fixture
def northland(db):
    """Breaches 1 to 6: the even ones a day after the odd, two of another source, one contested, one without a point."""
    agreement = cast.agreement()
    for number in range(1, 7):
        claim = cast.claim(agreement, number, cast.source("other" if number in (4, 6) else "wire"))
        day = dt.date(2020, 3, 3 if number % 2 == 0 else 2)
        Report.objects.filter(pk=claim.pk).update(date_from=day, date_to=day)
        claim.refresh_from_db()
        if number == 6:
            claim.lat = claim.lon = None
        cast.breaches.open_breach(report=claim, now=timezone.now())
    editor = cast.account(Group.EDITOR)
    first = Breach.objects.get(number=1)
    review.decide(breach=first, verification=Verification.CONTESTED, by=editor, version=first.version,
                  reason_code="denied", now=timezone.now())  # fmt: skip
    return agreement


def test_map_list_and_counts_agree_under_every_filter(client, northland):
    for query, expected in FILTERS.items():
        result = client.get(URL + query).context["result"]
        listed = client.get(f"{URL}breaches/{query}")
        drawn = client.get(f"{URL}map.json{query}").json()
        on_map = sum(one["n"] for one in drawn["clusters"]) + len(drawn["points"])
        shown = {result["shown"], listed.context["page_obj"].paginator.count, drawn["shown"]}
        assert shown == {expected}, query
        assert listed.context["result"] == result, query
        assert result["on_map"] == on_map == drawn["on_map"], query
        assert result["not_on_map"] == drawn["not_on_map"] == expected - on_map, query


def test_the_timeline_adds_up_to_the_count_when_no_date_is_chosen(client, northland):
    context = client.get(f"{URL}?f=1").context
    told = context["timeline"]
    stacked = sum(day[one["kind"]] for day in told["days"] for one in told["series"])
    assert stacked == sum(day["total"] for day in told["days"]) == context["result"]["shown"] == 6


@pytest.mark.parametrize(("by", "heading"), [("type", "Explosions and remote violence"), ("accused", "Northland army"),
                                             ("source", "Wire")])  # fmt: skip
def test_the_timeline_and_its_table_are_stacked_as_the_address_asks(client, northland, by, heading):
    body = client.get(f"{URL}?f=1&by={by}").content.decode()
    assert f'id="by-{by}" aria-current="true"' in body
    assert f'<th scope="col" class="num">{heading}</th>' in body
    assert f'name="by" id="by" value="{by}"' in body
    chips = client.get(f"{URL}?f=1&by={by}&severity=2").context["chips"]
    assert [f"by={by}" in chip["url"] for chip in chips] == [True]


def test_a_breach_known_by_its_region_alone_is_a_count_on_the_region(client, northland):
    answer = client.get(f"{URL}map.json?f=1").json()
    assert answer["regions"]["NL-A"]["region_only"] == 1
    assert answer["not_on_map"] == 1


def test_without_a_filter_the_seven_days_that_the_agreement_opens_on_are_shown(client, northland):
    page = client.get(URL)
    assert "from=2020-02-28&to=2020-03-05" in page.context["filter_query"]
    assert page.context["board_day"] == dt.date(2020, 3, 5)
    assert not page.context["filter_notes"]


def test_a_chosen_date_keeps_the_other_defaults(client, northland):
    query = client.get(f"{URL}?from=2020-03-03").context["filter_query"]
    assert "from=2020-03-03&to=2020-03-05" in query
    assert "scope=breach&scope=contested_scope" in query
    assert "verification=refuted" not in query


def test_no_day_beyond_the_data_is_shown_on_the_board(client, northland):
    assert client.get(f"{URL}?to=2030-01-01").context["board_day"] == northland.data_horizon
    assert client.get(f"{URL}?f=1&to=2001-01-01").context["board_day"] == northland.first_day


def test_every_chip_takes_away_its_own_filter_and_no_other(client, northland):
    query = (
        "?f=1&from=2020-03-02&to=2020-03-03&region=NL-A&accused=army&source=other&verification=unconfirmed&q=village"
        "&breach_mode=combat&target=army&role=signatory&severity=2&severity=3&precision=1&origin=wire"
    )
    chips = client.get(URL + query).context["chips"]
    assert len(chips) == 13
    assert {"Accused party: Northland army", "Target: Northland army", "Severity: 3"} <= {one["label"] for one in chips}
    for chip in chips:
        assert len(client.get(URL + chip["url"]).context["chips"]) == 12


def test_what_is_outside_the_ceasefire_is_counted_as_hidden(client, northland):
    before = cast.claim(northland, 30, cast.source())
    before.date_from = before.date_to = northland.first_day - dt.timedelta(days=3)
    cast.breaches.open_breach(report=before, now=timezone.now())
    page = client.get(f"{URL}?f=1&scope=breach").context
    assert (page["result"]["shown"], page["result"]["outside_hidden"]) == (6, 1)
    assert page["outside"]["before_effect"] == 1


def test_htmx_gets_the_live_parts_alone(client, northland):
    body = client.get(URL, headers=HTMX).content.decode()
    assert "<html" not in body
    for part in ("since", "chips", "board", "timeline", "latest", "cutoff"):
        assert f'id="{part}"' in body
    assert body.count('hx-swap-oob="true"') == 12


def test_the_way_to_the_brief_the_list_and_another_date_goes_along_with_the_days(client, northland):
    body = client.get(f"{URL}?f=1&to=2020-03-03", headers=HTMX).content.decode()
    assert "brief/?day=2020-03-03" in body
    assert "compare/?second=2020-03-03" in body
    assert 'id="to-list" href="/agreements/northland/breaches/?f=1&amp;to=2020-03-03"' in body
    assert "states of 3 Mar 2020" in body


@pytest.mark.parametrize(
    ("query", "is_said"), [("?f=1&to=2020-03-03", False), ("?f=1&to=2031-01-01", True), ("?f=1&from=2031-01-01", True),
                           ("?f=1&to=2020-02-01", True), ("?f=1", False)],
)  # fmt: skip
def test_states_of_another_day_than_the_one_asked_for_are_said_to_be_so(client, northland, query, is_said):
    assert ("nearest day that has one" in client.get(URL + query).content.decode()) == is_said


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_link_and_the_browsers_history_get_the_whole_page(client, northland, header):
    assert "<html" in client.get(URL, headers=HTMX | {header: "true"}).content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_answer_that_differs_for_htmx_says_so_to_caches(client, northland, headers):
    said = {word.strip().lower() for word in client.get(URL, headers=headers)["Vary"].split(",")}
    assert {"hx-request", "hx-boosted", "hx-history-restore-request"} <= said


def test_who_accuses_is_counted_by_the_accused_party(client, northland):
    (row,) = client.get(f"{URL}?f=1").context["by_accused"]
    assert row == {"key": "army", "name": Party.objects.get().name, "alleged": 6, "confirmed": 0}


def test_the_cursor_of_the_page_is_the_last_change(client, northland):
    cursor = client.get(URL).context["cursor"]
    assert cursor == client.get("/live/since/").json()["cursor"] > 0


def test_a_draft_agreement_is_shown_to_its_editors_with_all_parts(client, northland):
    northland.is_published = False
    northland.save()
    client.force_login(Account.objects.get(username="editor-person"))
    assert client.get(f"{URL}?f=1").context["result"]["shown"] == 6


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "live part"])
def test_an_order_of_the_board_stays_with_the_filter(client, northland, headers):
    page = client.get(f"{URL}?f=1&from=2020-03-01&sort=-confirmed", headers=headers)
    tree = html.fromstring(page.content)
    (head,) = tree.xpath("//th[@aria-sort]")
    assert (head.get("aria-sort"), head.text_content().strip()) == ("ascending", "Conf.")
    links = {link.get("id"): link.get("href") for link in tree.xpath("//*[@id='board']//thead//a")}
    assert len(links) == 8
    assert links["sort-confirmed"] == "?f=1&from=2020-03-01&sort=confirmed"
    if not headers:
        assert tree.xpath("//form[@id='filters']/input[@name='sort']/@value") == ["-confirmed"]


def test_what_has_not_moved_is_said_to_who_does_not_see_the_dash(client, northland):
    status.recompute(agreement=northland, now=timezone.now())
    tree = html.fromstring(client.get(f"{URL}?f=1&to=2020-03-05").content)
    told = [
        " ".join(cell.text_content().split()) for cell in tree.xpath("//*[@id='board']//td[contains(@class, 'c-chg')]")
    ]
    assert told[1] == "–nothing to compare with"
    assert any(word in told[0] for word in ("No change", "Worse", "Better"))
