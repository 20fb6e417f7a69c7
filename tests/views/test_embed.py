"""The map in a frame of somebody's page: it alone may be framed, it is public, and it remembers nobody."""

import html as escapes
import re

import pytest
from django.conf import settings as product
from django.utils import timezone
from lxml import html

from tests.views import cast
from tests.views.test_headers import ASSETS, STRICT, policy
from tracker.actions import status
from tracker.models import Agreement
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
EMBED = "/agreements/northland/embed/"
DASHBOARD = "/agreements/northland/"
FILTER = "?f=1&from=2020-03-01&to=2020-03-05&region=NL-A"


@pytest.fixture
def northland():
    agreement = cast.agreement()
    cast.breach(agreement)
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


def test_it_may_be_framed_by_anybody_and_nothing_else_may(client, northland):
    framed, page = client.get(EMBED), client.get(DASHBOARD)
    assert policy(framed)["frame-ancestors"] == "*"
    assert "X-Frame-Options" not in framed
    assert policy(page)["frame-ancestors"] == "'none'"
    assert page["X-Frame-Options"] == "DENY"


def test_an_installation_names_who_may_frame_it(client, settings, northland):
    settings.EMBED_ANCESTORS = ["https://news.example", "https://paper.example"]
    assert policy(client.get(EMBED))["frame-ancestors"] == "https://news.example https://paper.example"


def test_the_rest_of_its_policy_is_as_strict_as_elsewhere(client, northland):
    answer = client.get(EMBED)
    rest = {name: values for name, values in STRICT.items() if name != "frame-ancestors"}
    assert policy(answer).items() >= rest.items()
    tree = html.fromstring(answer.content)
    assert not [address for address in tree.xpath(ASSETS) if "//" in address]
    assert not tree.xpath("//@style")


@pytest.mark.parametrize("role", [None, Group.EDITOR], ids=["nobody", "an editor"])
def test_it_sets_no_cookie_and_does_not_differ_by_who_looks(client, northland, role):
    editor = cast.account(Group.EDITOR)
    nobody = client.get(EMBED)
    if role:
        client.force_login(editor)
    answer = client.get(EMBED)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    nonce = re.compile(r'nonce="[^"]+"')
    assert nonce.sub("", answer.content.decode()) == nonce.sub("", nobody.content.decode())


def test_a_draft_is_in_no_frame_not_even_an_editors(client, northland):
    Agreement.objects.update(is_published=False)
    client.force_login(cast.account(Group.EDITOR))
    assert client.get(EMBED).status_code == 404
    assert not html.fromstring(client.get(DASHBOARD).content).xpath("//*[@id='frame-code']")


def test_its_links_open_the_whole_page_under_the_same_filter_in_a_tab_of_their_own(client, northland):
    tree = html.fromstring(client.get(EMBED + FILTER).content)
    assert tree.xpath("//base/@target") == ["_blank"]
    (link,) = tree.xpath("//footer/a/@href")
    assert link == DASHBOARD + FILTER
    assert "region=NL-A" in tree.xpath("string(//script[@id='map-config'])")


def test_it_says_in_words_what_the_map_shows(client, northland):
    text = " ".join(html.fromstring(client.get(EMBED + FILTER).content).text_content().split())
    for part in (
        "Northland ceasefire",
        "1 region: 1 No information.",
        "States of 5 Mar 2020, day 5",
        "UTC",
        "data cut-off",
    ):
        assert part in text, part


def test_without_scripts_each_region_has_a_row_of_counts(client, northland):
    body = client.get(EMBED + FILTER).content.decode()
    table = html.fromstring(re.search(r"<noscript>(.*?)</noscript>", body, re.DOTALL)[1])
    cells = [" ".join(cell.text_content().split()) for cell in table.xpath("//tbody//*[self::th or self::td]")]
    assert (cells[0], cells[2:]) == ("Alder", ["0", "0"])
    assert cells[1].startswith("No information")


def test_the_code_to_copy_shows_the_map_under_the_filter_of_the_page(client, settings, northland):
    settings.SITE_URL = "https://tracker.example"
    Agreement.objects.update(name='North"land <ceasefire>')
    tree = html.fromstring(client.get(DASHBOARD + FILTER).content)
    (frame,) = html.fragments_fromstring(tree.xpath("string(//*[@id='frame-code'])"))
    assert frame.tag == "iframe"
    assert frame.get("src") == f"https://tracker.example{EMBED}{FILTER}"
    assert frame.get("title") == 'Ceasefire Tracker, map: North"land <ceasefire>'
    address = escapes.unescape(frame.get("src")).removeprefix("https://tracker.example")
    assert client.get(address).status_code == 200


def test_by_default_everybody_may_frame_it():
    assert product.EMBED_ANCESTORS == ["*"]
