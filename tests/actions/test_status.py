"""What a decision makes of a region's status: no more is computed than it can move, and no less."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import review, status
from tracker.models import Account, Breach, RegionStatus, Report, StatusDue
from tracker.vocab import Verification, WorkState

pytestmark = pytest.mark.django_db
ONE_DAY = dt.timedelta(days=1)
DAYS = (1, 2, 4, 7, 12, 20, 21, 22, 35)  # of the ceasefire; between the last two all is silent for a while


@pytest.fixture
def northland():
    """Sixty days with breaches on some of them, by several voices; computed and stored."""
    agreement = cast.agreement()
    agreement.data_horizon = agreement.first_day + 59 * ONE_DAY
    agreement.save()
    for number, day in enumerate(DAYS, 1):
        breach = cast.breach(agreement, number, cast.source(f"voice-{number % 3}", reliability="B"))
        on = agreement.first_day + (day - 1) * ONE_DAY
        moment = dt.datetime.combine(on, dt.time(12), tzinfo=agreement.zone)
        Report.objects.filter(breaches=breach).update(date_from=on, date_to=on, known_at=moment)
        Breach.objects.filter(pk=breach.pk).update(date_from=on, date_to=on, severity=1 + number % 3)
    status.recompute(agreement=agreement, now=timezone.now())
    StatusDue.objects.all().delete()
    return agreement


@pytest.fixture
def computed(monkeypatch) -> list[dt.date]:
    """The days that the rule was asked for."""
    asked, rule = [], status.series
    monkeypatch.setattr(status, "series", lambda days, *rest: asked.extend(days) or rule(days, *rest))
    return asked


def decide(agreement, number: int, verification: Verification) -> Breach:
    breach = Breach.objects.get(agreement=agreement, number=number)
    by = Account.objects.filter(username="editor-person").first() or cast.account(cast.Group.EDITOR)
    return review.decide(
        breach=breach, verification=verification, by=by, version=breach.version, now=timezone.now(),
        reason_code="other", reason="In a test.",
    )  # fmt: skip


def differing(agreement) -> list:
    rows = status.compare(agreement=agreement, now=timezone.now())
    return [row for row in rows if row[2] != row[3]]


@pytest.mark.parametrize("number", range(1, len(DAYS) + 1))
@pytest.mark.parametrize("verification", [Verification.REFUTED, Verification.UNVERIFIABLE, Verification.CONTESTED])
def test_after_a_decision_on_any_day_all_stands_as_if_all_were_computed(northland, number, verification):
    decide(northland, number, verification)
    assert status.recompute_due(now=timezone.now()) == 1
    assert differing(northland) == []


def test_several_decisions_at_once_are_computed_together(northland):
    decide(northland, 8, Verification.REFUTED)
    decide(northland, 2, Verification.REFUTED)
    decide(northland, 5, Verification.CONTESTED)
    assert status.recompute_due(now=timezone.now()) == 1
    assert differing(northland) == []


def test_a_decision_far_back_asks_for_the_days_that_count_it(northland, computed):
    decide(northland, 4, Verification.CONTESTED)
    status.recompute_due(now=timezone.now())
    first = northland.first_day + 6 * ONE_DAY
    assert (computed[0], computed[-1]) == (first, first + 7 * ONE_DAY)


def test_where_the_state_that_is_held_changes_it_is_followed_to_the_end(northland, computed):
    """The last breach before a silence: what is held through it, or goes stale, hangs on it for weeks."""
    for number in (6, 7, 8):
        decide(northland, number, Verification.REFUTED)
    status.recompute_due(now=timezone.now())
    assert computed[-1] == northland.last_day(timezone.now())
    assert differing(northland) == []


def test_a_new_claim_has_coverage_counted_anew_though_a_decision_waits_too(northland):
    decide(northland, 3, Verification.REFUTED)
    cast.breach(northland, 50, cast.source("newcomer"))
    assert StatusDue.objects.get().decided_to is None
    status.recompute_due(now=timezone.now())
    assert differing(northland) == []


def test_a_decision_on_an_event_before_the_ceasefire_moves_what_all_days_are_compared_with(northland):
    for number in range(60, 75):
        breach = cast.breach(northland, number, cast.source(f"voice-{number % 3}"))
        before = northland.first_day - (number - 40) * ONE_DAY
        Report.objects.filter(breaches=breach).update(date_from=before, date_to=before)
        Breach.objects.filter(pk=breach.pk).update(date_from=before, date_to=before, version=9)
    StatusDue.objects.all().delete()
    status.recompute(agreement=northland, now=timezone.now())
    decide(northland, 10, Verification.REFUTED)
    assert status.recompute_due(now=timezone.now()) == 1
    assert differing(northland) == []
    assert RegionStatus.objects.filter(is_current=False, agreement=northland).exists(), "the ratio moved"


def test_a_dropped_breach_is_a_decision_too(northland):
    breach = Breach.objects.get(agreement=northland, number=1)
    review.set_work_state(
        breach=breach, work_state=WorkState.DROPPED, by=cast.account(cast.Group.EDITOR), version=breach.version,
        now=timezone.now(), reason_code="misread",
    )  # fmt: skip
    assert StatusDue.objects.get().decided_to == northland.first_day
    status.recompute_due(now=timezone.now())
    assert differing(northland) == []
