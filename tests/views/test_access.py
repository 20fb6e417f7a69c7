"""Every address, for every role."""

import pytest
from django.urls import URLPattern
from django.utils import timezone

from tests.views import cast
from tracker.actions import status
from tracker.urls import urlpatterns
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
OPEN = (200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200)
EDITORS = (302, 403, 200, 200)
# What a GET answers to: nobody signed in, an analyst, an editor, an admin.
ADDRESSES = {
    "home": ("/", OPEN),
    "agreement": ("/agreements/northland/", OPEN),
    "map_data": ("/agreements/northland/map.json", OPEN),
    "map_regions": ("/agreements/northland/regions.json", OPEN),
    "map_land": ("/agreements/northland/land.json", OPEN),
    "reports": ("/agreements/northland/reports/", OPEN),
    "region": ("/agreements/northland/regions/NL-A/", OPEN),
    "breaches": ("/agreements/northland/breaches/", OPEN),
    "breach": ("/agreements/northland/breaches/1/", OPEN),
    "decide": ("/agreements/northland/breaches/1/decide/", (405, 405, 405, 405)),
    "work": ("/agreements/northland/breaches/1/work/", (405, 405, 405, 405)),
    "review": ("/review/", EDITORS),
    "document_new": ("/documents/new/", SIGNED_IN),
    "document": ("/documents/1/", SIGNED_IN),
    "document_status": ("/documents/1/status/", SIGNED_IN),
    "document_retry": ("/documents/1/retry/", (405, 405, 405, 405)),
    "document_take_down": ("/documents/1/take-down/", (405, 405, 405, 405)),
    "sources": ("/sources/", OPEN),
    "source": ("/sources/wire/", OPEN),
    "source_poll": ("/sources/wire/poll/", (405, 405, 405, 405)),
    "parties": ("/parties/", OPEN),
    "method": ("/method/", OPEN),
    "live_since": ("/live/since/", OPEN),
    "login": ("/accounts/login/", (200, 302, 302, 302)),
    "logout": ("/accounts/logout/", (405, 405, 405, 405)),
    "healthz": ("/healthz", OPEN),
    "admin": ("/admin/", (302, 302, 302, 200)),
}
ELSEWHERE = {"live"}  # a stream that does not end: tests/views/test_live.py
POSTS = [name for name, (_, codes) in ADDRESSES.items() if codes[0] == 405 and name != "logout"]


@pytest.fixture
def scene(db):
    agreement = cast.agreement()
    cast.breach(agreement)
    cast.document()
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


def signed_in(client, role: int):
    if role:
        client.force_login(cast.account([Group.ANALYST, Group.EDITOR, Group.ADMIN][role - 1]))
    return client


def test_no_address_is_left_out():
    named = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}
    assert named == set(ADDRESSES) - {"admin"} | ELSEWHERE


@pytest.mark.parametrize("role", range(4), ids=["nobody", "analyst", "editor", "admin"])
@pytest.mark.parametrize("name", ADDRESSES)
def test_an_address_answers_each_role_as_the_table_says(client, scene, name, role):
    address, codes = ADDRESSES[name]
    assert signed_in(client, role).get(address).status_code == codes[role]


@pytest.mark.parametrize("name", POSTS)
def test_nobody_but_an_editor_may_change_anything(client, scene, name):
    address, _ = ADDRESSES[name]
    assert client.post(address).status_code == 302
    assert signed_in(client, 1).post(address).status_code == 403


@pytest.mark.parametrize("name", POSTS)
def test_an_editor_is_let_through_to_the_action(client, scene, name):
    assert signed_in(client, 2).post(ADDRESSES[name][0]).status_code in (302, 422)


def test_a_draft_is_there_for_editors_only(client):
    cast.agreement("draft", is_published=False)
    assert client.get("/agreements/draft/").status_code == 404
    assert signed_in(client, 2).get("/agreements/draft/").status_code == 200


def test_a_protected_source_is_named_to_editors_only(client):
    cast.source("quiet", is_protected=True)
    assert client.get("/sources/quiet/").status_code == 404
    assert signed_in(client, 2).get("/sources/quiet/").status_code == 200
