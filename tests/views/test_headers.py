"""No page runs or loads anything from elsewhere, and none carries code or style in its markup."""

import re
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from lxml import html

from tests.views import cast
from tests.views.addresses import ADDRESSES
from tracker.actions import status
from tracker.vocab import Group

DATA = {
    "map_data",
    "map_regions",
    "map_land",
    "live_since",
    "healthz",
    "export",
    "atom",
    "brief_pdf",
    "map_picture",
    "timeline_picture",
    "api_schema",
}
DATA |= {name for name in ADDRESSES if name.startswith("api:")}
FRAMED = {"embed"}  # the one page that others may frame: tests/views/test_embed.py
PAGES = {name: address for name, (address, codes) in ADDRESSES.items() if codes[3] == 200 and name not in DATA | FRAMED}
PAGES |= {
    "login": "/accounts/login/",
    "not found": "/nowhere/",
    "party form": "/admin/tracker/party/add/",
    "agreement form": "/admin/tracker/agreement/add/",
    "account form": "/admin/tracker/account/add/",
}
ASSETS = "//script/@src | //link/@href | //img/@src | //source/@src | //iframe/@src | //use/@href | //form/@action"
STRICT = {
    "default-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "connect-src": "'self'",
}


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker) -> dict:
    """What an admin gets at every address of a tracker with something to show; its rows are thrown away."""
    with django_db_blocker.unblock(), transaction.atomic():
        agreement = cast.agreement()
        cast.breach(agreement)
        cast.document()
        status.recompute(agreement=agreement, now=timezone.now())
        client = Client()
        got = {"login": client.get(PAGES["login"])}
        client.force_login(cast.account(Group.ADMIN))
        yield {name: client.get(address) for name, address in PAGES.items()} | got
        transaction.set_rollback(True)


def policy(answer) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";")]
    return {name: values for name, _, values in parts}


@pytest.fixture(params=PAGES)
def page(request, answers):
    return answers[request.param]


@pytest.fixture
def tree(page):
    return html.fromstring(page.content)


def test_a_page_has_a_strict_policy_and_the_other_headers(page):
    assert policy(page).items() >= STRICT.items()
    assert not re.search(r"unsafe|https?:|\*", page["Content-Security-Policy"])
    assert (page["X-Frame-Options"], page["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert page["Referrer-Policy"] == "same-origin"


def test_a_script_in_a_page_carries_the_nonce_of_the_answer(page, tree):
    inline = [tag for tag in tree.iter("script") if not tag.get("src") and tag.get("type") != "application/json"]
    nonce = re.search(r"'nonce-([^']+)'", policy(page)["script-src"])
    assert all(nonce and tag.get("nonce") == nonce[1] for tag in [*inline, *tree.iter("style")])


def test_a_page_loads_nothing_from_another_host(tree):
    assert not [address for address in tree.xpath(ASSETS) if urlsplit(address).netloc]


def test_a_page_has_no_code_and_no_style_in_its_attributes(tree):
    assert not tree.xpath("//@style")
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert not [link for link in tree.xpath("//@href") if link.strip().lower().startswith("javascript:")]


def test_the_map_starts_by_a_script_that_needs_the_nonce(answers):
    tree = html.fromstring(answers["agreement"].content)
    assert [tag for tag in tree.iter("script") if "L.map(" in (tag.text or "")]


def test_a_nonce_is_used_once(answers):
    assert policy(answers["agreement"])["script-src"] != policy(answers["breach"])["script-src"]


@pytest.mark.parametrize("name", sorted(DATA))
def test_what_is_no_page_is_not_taken_for_one(client, db, name):
    cast.agreement()
    said = client.get(ADDRESSES[name][0])
    assert said["X-Content-Type-Options"] == "nosniff"
    assert "html" not in said["Content-Type"]


def test_the_cookies_are_not_for_scripts_or_for_other_sites(client, db):
    person = cast.account(Group.EDITOR)
    answer = client.post("/accounts/login/", {"username": person.username, "password": "x"})
    session = answer.cookies["sessionid"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")


def test_a_page_goes_out_compressed(client, db):
    cast.agreement()
    answer = client.get("/agreements/northland/", headers={"accept-encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < len(client.get("/agreements/northland/").content) / 2
