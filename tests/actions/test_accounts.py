"""The example's accounts and the one file that holds their passwords."""

import datetime as dt
import stat

import pytest
from django.contrib.auth import authenticate

from tracker.actions.accounts import PasswordFileError, create_example_accounts
from tracker.models import Account

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    return tmp_path / "var" / "example-passwords.txt"


def passwords_in(path):
    return dict(line.split("\t") for line in path.read_text().splitlines() if "\t" in line)


def test_there_is_an_account_for_each_group(path):
    assert create_example_accounts(path=path, now=NOW) == ["analyst", "editor", "admin"]
    groups = {account.username: set(account.groups.values_list("name", flat=True)) for account in Account.objects.all()}
    assert groups == {"analyst": {"analyst"}, "editor": {"editor"}, "admin": {"admin"}}


def test_the_editor_signs_in_with_the_password_of_the_file(path):
    create_example_accounts(path=path, now=NOW)
    assert authenticate(username="editor", password=passwords_in(path)["editor"]).is_editor


def test_only_the_admin_may_open_the_admin_pages(path):
    create_example_accounts(path=path, now=NOW)
    assert {account.username for account in Account.objects.filter(is_staff=True)} == {"admin"}
    assert not Account.objects.filter(is_superuser=True).exists()


def test_no_two_installations_share_a_password(tmp_path):
    create_example_accounts(path=tmp_path / "one", now=NOW)
    Account.objects.all().delete()
    create_example_accounts(path=tmp_path / "two", now=NOW)
    words = [*passwords_in(tmp_path / "one").values(), *passwords_in(tmp_path / "two").values()]
    assert len(set(words)) == 6
    assert min(len(word) for word in words) >= 16


def test_nobody_else_on_the_machine_can_read_the_file(path):
    create_example_accounts(path=path, now=NOW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_second_start_leaves_accounts_and_file_as_they_are(path):
    create_example_accounts(path=path, now=NOW)
    written, hashes = path.read_text(), set(Account.objects.values_list("password", flat=True))
    assert create_example_accounts(path=path, now=NOW) == []
    assert path.read_text() == written
    assert set(Account.objects.values_list("password", flat=True)) == hashes


def test_after_the_database_was_thrown_away_the_file_still_holds(path):
    create_example_accounts(path=path, now=NOW)
    written = path.read_text()
    Account.objects.all().delete()
    create_example_accounts(path=path, now=NOW)
    assert path.read_text() == written
    assert authenticate(username="admin", password=passwords_in(path)["admin"]).is_admin


def test_a_file_that_lacks_an_account_is_not_overwritten(path):
    path.parent.mkdir()
    path.write_text("analyst\tsomething\n")
    with pytest.raises(PasswordFileError, match="names no password for editor"):
        create_example_accounts(path=path, now=NOW)
    assert path.read_text() == "analyst\tsomething\n"
    assert not Account.objects.exists()


def test_a_password_that_was_changed_is_not_set_back(path):
    create_example_accounts(path=path, now=NOW)
    editor = Account.objects.get(username="editor")
    editor.set_password("changed by its owner")
    editor.save()
    create_example_accounts(path=path, now=NOW)
    assert authenticate(username="editor", password="changed by its owner")
