"""Every address, for every role."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import URLPattern
from django.utils import timezone

from tests.views import cast
from tests.views.addresses import ADDRESSES, ELSEWHERE, NEVER, POSTS
from tracker.actions import lists, status
from tracker.api import v1 as api_v1
from tracker.models import Agreement, Decision, Document, Report
from tracker.urls import urlpatterns
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
ROLES = ["nobody", "analyst", "editor", "admin"]
DRAFT_PAGES = [
    *("", "map.json", "regions.json", "land.json", "reports/", "breaches/", "breaches/1/", "regions/NL-A/"),
    *("breaches.csv", "breaches.geojson", "breaches.atom", "brief/", "brief.pdf", "map.svg", "timeline.svg"),
]
TEXT = "A sentence that only people who signed in may read."


@pytest.fixture
def scene(db):
    agreement = cast.agreement()
    breach = cast.breach(agreement)
    # High, so that a database that counts by itself does not come to it.
    Decision.objects.create(
        pk=900001, verb="assigned", at=cast.EFFECT, agreement=agreement, breach=breach, is_example=True
    )
    lead(agreement)
    cast.document()
    cast.learned_place(pk=1)
    cast.batch(agreement, pk=1)
    cast.follower(agreement, pk=1)
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


def lead(agreement) -> None:
    """A sentence that waits, at /review/leads/900001/."""
    Report.objects.create(
        pk=900001,
        agreement=agreement,
        external_id="lead",
        kind="lead",
        origin_key="wire",
        known_at=cast.EFFECT,
        step="done",
    )


def signed_in(client, role: int):
    if role:
        client.force_login(cast.account([Group.ANALYST, Group.EDITOR, Group.ADMIN][role - 1]))
    return client


def test_no_address_is_left_out_of_the_table():
    named = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}
    named |= {f"api:{pattern.name}" for pattern in api_v1.patterns}
    assert named == set(ADDRESSES) - {"admin"} | ELSEWHERE


def test_every_address_that_refuses_a_get_is_in_the_table_of_posts():
    assert {name for name, (_, codes) in ADDRESSES.items() if codes == NEVER} <= set(POSTS)


@pytest.mark.parametrize("role", range(4), ids=ROLES)
def test_every_address_answers_a_role_as_the_table_says(client, scene, role):
    signed_in(client, role)
    answers = {name: client.get(address).status_code for name, (address, _) in ADDRESSES.items()}
    assert answers == {name: codes[role] for name, (_, codes) in ADDRESSES.items()}


@pytest.mark.parametrize("role", range(4), ids=ROLES)
def test_every_post_answers_a_role_as_the_table_says(client, scene, role):
    signed_in(client, role)
    answers = {name: client.post(ADDRESSES[name][0]).status_code for name in POSTS}
    assert answers == {name: codes[role] for name, codes in POSTS.items()}


def test_who_is_not_signed_in_is_sent_to_the_sign_in_and_back(client, scene):
    asked = {
        name: client.post(ADDRESSES[name][0])
        for name in POSTS
        if name not in ("login", "logout", "admin_password") and not name.startswith("api")
    }
    assert {name: answer.url for name, answer in asked.items()} == {
        name: f"/accounts/login/?next={ADDRESSES[name][0]}" for name in asked
    }


def test_a_session_that_ended_in_the_middle_leads_back_to_the_page_of_the_form(client, scene):
    desk = "/review/northland/1/?state=new"
    for referer, back in (
        (f"http://testserver{desk}", desk),
        ("http://elsewhere.example/x", "/review/northland/1/correct/"),
    ):
        answer = client.post("/review/northland/1/correct/", headers={"Referer": referer})
        assert parse_qs(urlsplit(answer.url).query)["next"] == [back]


@pytest.mark.parametrize(("role", "code"), [(0, 404), (1, 404), (2, 200), (3, 200)], ids=ROLES)
def test_every_page_of_a_draft_is_there_for_editors_only(client, scene, role, code):
    Agreement.objects.update(is_published=False)
    signed_in(client, role)
    answers = {page: client.get(f"/agreements/northland/{page}").status_code for page in DRAFT_PAGES}
    assert answers == dict.fromkeys(DRAFT_PAGES, code)


@pytest.mark.parametrize("page", ["/", "/parties/", "/parties/?agreement=northland"])
def test_a_draft_is_not_listed_for_others(client, scene, page):
    Agreement.objects.update(is_published=False)
    assert "Northland" not in client.get(page).content.decode()
    assert "Northland" in signed_in(client, 2).get(page).content.decode()


def test_an_account_that_is_switched_off_is_nobody(client, scene):
    editor = cast.account(Group.EDITOR)
    client.force_login(editor)
    editor.is_active = False
    editor.save()
    assert client.get("/review/").status_code == 302


@pytest.mark.parametrize("page", ["/sources/", "/agreements/northland/reports/", "/agreements/northland/breaches/1/"])
def test_a_protected_source_is_named_to_editors_only(client, scene, page):
    lists.save(row=_protected(), by=cast.account(Group.ADMIN), now=timezone.now())
    assert client.get(page).status_code == 200
    assert "Quiet voice" not in client.get(page).content.decode()
    assert "Quiet voice" not in signed_in(client, 1).get(page).content.decode()
    assert "Quiet voice" in signed_in(client, 2).get(page).content.decode()


def _protected():
    source = cast.source()
    source.name, source.is_protected = "Quiet voice", True
    return source


def test_a_protected_source_is_not_named_among_those_who_reported_on_a_region(client, scene):
    source = _protected()
    source.save()
    source.regions.set(scene.regions.all())
    source.agreements.add(scene)
    status.recompute(agreement=scene, now=timezone.now())
    page = "/agreements/northland/regions/NL-A/?day=2020-03-03"
    assert signed_in(client, 2).get(page).context["coverage"][0]["source"] == "Quiet voice"
    client.logout()
    (row,) = client.get(page).context["coverage"]
    assert (row["source"], row["key"]) == ("A protected source", "")


@pytest.mark.parametrize("page", ["/sources/wire/", "/documents/1/"])
def test_the_pages_of_a_protected_source_are_there_for_editors_only(client, scene, page):
    _protected().save()
    assert client.get(page).status_code in (302, 404)
    assert signed_in(client, 1).get(page).status_code == 404
    assert signed_in(client, 2).get(page).status_code == 200


def test_nobody_reads_a_documents_text_without_signing_in(client, scene):
    Document.objects.update(text=TEXT, title="Headline of the wire")
    for name, (address, _) in ADDRESSES.items():
        body = client.get(address).getvalue().decode(errors="replace")  # a PDF is no text
        assert TEXT not in body, name
        assert "Headline of the wire" not in body, name


def test_an_analyst_reads_the_whole_text(client, scene):
    Document.objects.update(text=TEXT)
    assert TEXT in signed_in(client, 1).get("/documents/1/").content.decode()
