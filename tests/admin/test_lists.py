"""The lists that admins keep: who enters, and that each save and delete is written down."""

import pytest
from django.contrib import admin

from tests.views import cast
from tracker.models import Account, Alias, Breach, Decision, Party, Role, Source
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
NAMES = sorted(f"{model._meta.app_label}/{model._meta.model_name}" for model in admin.site._registry
               if model._meta.app_label == "tracker")  # fmt: skip
PARTY = {"name": "A militia", "key": "militia", "kind": "political_militia", "note": "", "citations": "[]",
         "initial-citations": "[]"}  # fmt: skip


@pytest.fixture
def boss(client):
    """A client signed in as an admin."""
    client.force_login(cast.account(Group.ADMIN))
    return client


def rows(**by_prefix: list[dict]) -> dict:
    """The inline rows of a form, by the prefix of their set; a row with an id is one that is there."""
    data = {}
    for prefix in ("aliases", "parents", "roles"):
        given = by_prefix.get(prefix, [])
        data |= {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": sum("id" in row for row in given)}
        data |= {f"{prefix}-{n}-{name}": value for n, row in enumerate(given) for name, value in row.items()}
    return data


def test_the_lists_are_those_of_the_tracker():
    assert {name.split("/")[1] for name in NAMES} == {"account", "agreement", "party", "region", "source"}


@pytest.mark.parametrize("group", [None, Group.ANALYST, Group.EDITOR])
def test_only_admins_enter(client, group):
    if group:
        client.force_login(cast.account(group))
    for page in [f"/admin/{name}/{end}" for name in NAMES for end in ("", "add/")]:
        answer = client.get(page)
        assert (answer.status_code, answer.url.startswith("/admin/login/")) == (302, True), page


def test_staff_who_are_no_admins_see_nothing(client):
    person = cast.account(Group.EDITOR)
    Account.objects.update(is_staff=True)
    client.force_login(Account.objects.get(pk=person.pk))
    assert {name: client.get(f"/admin/{name}/").status_code for name in NAMES} == dict.fromkeys(NAMES, 403)


@pytest.mark.parametrize("page", ["", "add/", "?q=a"])
def test_an_admin_opens_every_list_and_its_form(boss, page):
    closed = (
        {"tracker/place"} if page == "add/" else set()
    )  # places come from files, pins and imports, never from a form
    wanted = {name: 403 if name in closed else 200 for name in NAMES}
    assert {name: boss.get(f"/admin/{name}/{page}").status_code for name in NAMES} == wanted


def test_saving_a_party_writes_down_who_and_what(boss):
    answer = boss.post(
        "/admin/tracker/party/add/", PARTY | rows(aliases=[{"text": "The Alder guard", "kind": "official"}])
    )
    assert answer.status_code == 302, answer.context["errors"]
    party = Party.objects.get(key="militia")
    assert Alias.objects.get().party == party
    party_row, alias_row = Decision.objects.filter(verb="saved").order_by("pk")
    assert (party_row.by.username, party_row.subject) == ("admin-person", "party militia")
    assert party_row.after["name"] == "A militia"
    assert alias_row.after == {"rows": ["The Alder guard"]}


def test_a_change_is_written_down_with_what_was_before(boss):
    party = Party.objects.create(key="militia", name="A band", kind="political_militia")
    boss.post(f"/admin/tracker/party/{party.pk}/change/", PARTY | rows())
    row = Decision.objects.get(verb="saved")
    assert (row.before, row.after) == ({"name": "A band"}, {"name": "A militia"})


def test_a_new_role_sets_the_scope_of_the_breaches_anew(boss):
    agreement = cast.agreement()
    cast.breach(agreement)
    party, role = Party.objects.get(key="army"), Role.objects.get()
    given = {"id": role.pk, "party": party.pk, "agreement": agreement.pk, "role": "excluded", "standing": "established"}
    data = {"name": party.name, "key": party.key, "kind": party.kind, "note": "", "citations": "[]"}
    answer = boss.post(f"/admin/tracker/party/{party.pk}/change/", data | rows(roles=[given]))
    assert answer.status_code == 302, answer.context["errors"]
    assert Breach.objects.get().scope == "excluded_actor"


@pytest.mark.parametrize("by_action", [False, True], ids=["on its page", "from the list"])
def test_deleting_a_source_is_written_down(boss, by_action):
    source = cast.source()
    if by_action:
        given = {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes"}
        boss.post("/admin/tracker/source/", given)
    else:
        boss.post(f"/admin/tracker/source/{source.pk}/delete/", {"post": "yes"})
    assert not Source.objects.exists()
    row = Decision.objects.get(verb="saved")
    assert (row.subject, row.after) == ("source wire", {"deleted": True})


def test_a_source_that_something_rests_on_cannot_be_deleted(boss):
    cast.breach(cast.agreement())
    source = Source.objects.get()
    answer = boss.post(f"/admin/tracker/source/{source.pk}/delete/", {"post": "yes"})
    assert answer.status_code in (200, 403)
    assert Source.objects.exists()
