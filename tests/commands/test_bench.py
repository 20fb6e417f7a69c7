"""`manage.py bench` fills a database with invented claims; never the one that people use."""

import pytest
from django.core.management import CommandError, call_command

from tracker.models import Report


def test_the_part_that_writes_refuses_any_database_but_its_own(db):
    with pytest.raises(CommandError, match="invented claims"):
        call_command("bench", "--inside")
    assert not Report.objects.exists()
