"""`manage.py demo`, as a person runs it: once, and once more."""

import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tracker.models import Account

pytestmark = pytest.mark.django_db


def run(*arguments):
    out = io.StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def own_folder(settings, var):
    settings.VAR_DIR = var


def rows():
    return {table.__name__: table.objects.count() for table in apps.get_app_config("tracker").get_models()}


def test_the_first_run_says_what_it_loaded_and_where_the_passwords_are(first, var):
    assert "3 agreements" in first
    assert "77 breaches" in first
    assert str(var / "example-passwords.txt") in first
    assert set(Account.objects.values_list("username", flat=True)) == {"analyst", "editor", "admin"}


def test_the_packaged_cities_and_the_overlay_are_both_there(first):
    place = apps.get_model("tracker", "Place")
    assert set(place.objects.values_list("layer", flat=True)) == {"cities", "overlay"}


def test_a_second_run_changes_nothing_and_asks_little(first):
    before = rows()
    with CaptureQueriesContext(connection) as queries:
        assert run().startswith("Already loaded")
    assert len(queries) < 20
    assert rows() == before


def test_it_is_silent_when_asked(first):
    assert run("--verbosity", "0") == ""


def test_it_can_load_without_accounts(first):
    Account.objects.all().delete()
    run("--no-accounts")
    assert not Account.objects.exists()


def test_a_password_file_that_lacks_an_account_is_one_clear_line(first, settings, tmp_path):
    Account.objects.all().delete()
    settings.VAR_DIR = tmp_path
    (tmp_path / "example-passwords.txt").write_text("analyst\tsomething\n")
    with pytest.raises(CommandError, match="names no password for editor"):
        run()
