"""Accounts: an admin makes them, says what they may do, and switches them off."""

import pytest
from django.contrib.auth.models import Group as GroupRow

from tests.views import cast
from tracker.models import Account, Decision
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-and-odd-pass"


@pytest.fixture
def boss(client):
    """A client signed in as an admin."""
    client.force_login(cast.account(Group.ADMIN))
    return client


def group(name: Group) -> int:
    return GroupRow.objects.get(name=name.value).pk


def save(boss, person: Account, groups: list[Group], **changed):
    data = {"username": person.username, "email": "", "first_name": "", "last_name": "", "is_active": "on"}
    data |= {"groups": [group(name) for name in groups], **changed}
    answer = boss.post(f"/admin/tracker/account/{person.pk}/change/", data)
    assert answer.status_code == 302, answer.context["errors"]
    return Account.objects.get(pk=person.pk)


def test_an_admin_makes_an_account_whose_password_is_in_no_log(boss):
    given = {"username": "mara", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    answer = boss.post("/admin/tracker/account/add/", given)
    assert answer.status_code == 302, answer.context["errors"]
    assert Account.objects.get(username="mara").check_password(PASSWORD)
    (row,) = Decision.objects.filter(verb="saved")
    assert row.by.username == "admin-person"
    assert PASSWORD not in str((row.before, row.after))
    assert not [name for name in row.after if "password" in name]


def test_a_weak_password_is_refused(boss):
    given = {"username": "mara", "password1": "12345", "password2": "12345", "usable_password": "true"}
    assert boss.post("/admin/tracker/account/add/", given).status_code == 200
    assert not Account.objects.filter(username="mara").exists()


def test_whoever_is_put_into_the_admin_group_may_enter_the_lists(boss, client):
    person = save(boss, cast.account(Group.EDITOR), [Group.ADMIN])
    assert (person.is_admin, person.is_staff) == (True, True)
    client.force_login(person)
    assert client.get("/admin/").status_code == 200


def test_whoever_is_taken_out_of_the_admin_group_may_not_enter_any_more(boss):
    person = Account.objects.create_user(username="mara", password="x", is_staff=True)
    person.groups.add(group(Group.ADMIN))
    person = save(boss, person, [Group.ANALYST])
    assert (person.is_admin, person.is_staff) == (False, False)


def test_a_new_group_is_written_down(boss):
    save(boss, cast.account(Group.ANALYST), [Group.EDITOR])
    row = Decision.objects.get(verb="saved")
    assert "analyst" in row.before["groups"]
    assert "editor" in row.after["groups"]


def test_an_account_is_switched_off_and_never_deleted(boss):
    person = save(boss, cast.account(Group.EDITOR), [Group.EDITOR], is_active="")
    assert (person.is_active, person.is_editor) == (False, False)
    assert boss.post(f"/admin/tracker/account/{person.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Account.objects.filter(pk=person.pk).exists()


def test_an_admin_sets_the_password_of_another_and_the_log_says_so(boss):
    person = cast.account(Group.EDITOR)
    given = {"password1": PASSWORD, "password2": PASSWORD, "set-password": "x", "usable_password": "true"}
    assert boss.post(f"/admin/tracker/account/{person.pk}/password/", given).status_code == 302
    assert Account.objects.get(pk=person.pk).check_password(PASSWORD)
    (row,) = Decision.objects.filter(verb="password_set")
    assert (row.by.username, row.subject) == ("admin-person", f"account {person.username}")
    assert PASSWORD not in str((row.before, row.after))


def test_a_person_changes_their_own_password_with_the_old_one_and_stays_signed_in(client):
    person = Account.objects.create_user(username="mara", password="the-old-and-odd-one")
    client.force_login(person)
    given = {"old_password": "the-old-and-odd-one", "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post("/accounts/password/", given).status_code == 302
    assert client.get("/accounts/password/").status_code == 200
    assert Account.objects.get(pk=person.pk).check_password(PASSWORD)
    assert Decision.objects.get(verb="password_set").by == person


def test_without_the_old_password_nothing_changes(client):
    person = Account.objects.create_user(username="mara", password="the-old-and-odd-one")
    client.force_login(person)
    given = {"old_password": "a guess", "new_password1": PASSWORD, "new_password2": PASSWORD}
    answer = client.post("/accounts/password/", given)
    assert answer.status_code == 422
    assert "old password was entered incorrectly" in answer.content.decode()
    assert Account.objects.get(pk=person.pk).check_password("the-old-and-odd-one")
    assert not Decision.objects.exists()
