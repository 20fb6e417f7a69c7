"""`manage.py recompute_status`: what is stored is what the rule says, and a row that was tampered with is found."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.views import cast
from tracker.actions import status
from tracker.models import RegionStatus

pytestmark = pytest.mark.django_db


def run(**options) -> str:
    out = io.StringIO()
    call_command("recompute_status", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def northland():
    agreement = cast.agreement()
    cast.breach(agreement)
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


def test_stored_equals_recomputed(northland):
    days = RegionStatus.objects.count()
    assert f"northland: {days} results compared, 0 differ." in run(check=True)
    assert "northland: 0 new results." in run()


def test_a_row_that_the_rule_does_not_give_is_found_and_mended_without_overwriting(northland):
    row = RegionStatus.objects.order_by("day")[3]
    RegionStatus.objects.filter(pk=row.pk).update(state="collapsed", digest="0" * 64)
    with pytest.raises(CommandError, match="1 results differ"):
        run(check=True)
    assert run(check=True, last=row.day.replace(day=1)).endswith("0 differ.\n")
    assert "northland: 1 new results." in run()
    assert RegionStatus.objects.filter(day=row.day).count() == 2
    assert "0 differ" in run(check=True, agreement="northland")


def test_bad_arguments_are_said(northland):
    with pytest.raises(CommandError, match="There are: northland"):
        run(agreement="other")
    with pytest.raises(CommandError, match="goes with --check"):
        run(last=northland.first_day)
