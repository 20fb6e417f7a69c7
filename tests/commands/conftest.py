"""The example, loaded once for the tests of a file and thrown away after them."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def first(django_db_setup, django_db_blocker, var):
    """What the first run of `manage.py demo` said; its rows are there for these tests and are rolled back."""
    out = io.StringIO()
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.VAR_DIR", var)
        call_command("demo", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)
