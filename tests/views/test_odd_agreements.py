"""Ceasefires at the edges: nothing known yet, not in effect yet, over, or on the night when clocks change."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, status
from tracker.models import Agreement, Breach, Report
from tracker.outputs import known
from tracker.vocab import Group, Scope, State

pytestmark = pytest.mark.django_db
HERE = "/agreements/northland/"
PAGES = ["", "map.json", "regions.json", "land.json", "breaches/", "reports/", "brief/", "compare/", "breaches.csv",
         "breaches.xlsx", "breaches.geojson", "breaches.kml", "breaches.atom", "?known=2020-03-02",
         "compare/?first_known=2020-03-02"]  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_kept():
    known.replayed.cache_clear()


def open_all(client, *more: str) -> dict[str, str]:
    """Every page of the agreement, each of which has to answer."""
    told = {}
    for page in [*PAGES, *more]:
        answer = client.get(HERE + page)
        assert answer.status_code == 200, page
        told[page] = answer.getvalue().decode(errors="replace")
    return told


def put(**fields) -> Agreement:
    cast.agreement()
    Agreement.objects.update(**fields)
    return Agreement.objects.with_terms().get()


def test_an_agreement_without_regions_has_its_pages(client):
    agreement = put()
    agreement.coverage.all().delete()
    assert "No region is listed for this agreement yet." in open_all(client)[""]


def test_an_agreement_about_which_nobody_has_spoken_has_its_pages_and_no_calm(client):
    agreement = put()
    status.recompute(agreement=agreement, now=timezone.now())
    told = open_all(client, "regions/NL-A/")
    assert "1 region: 1 No information." in told[""]


def test_an_agreement_not_in_effect_yet_says_so_and_has_no_state(client):
    soon = timezone.now() + dt.timedelta(days=10)
    agreement = put(effective_at=soon, data_horizon=None, default_day=None)
    status.recompute(agreement=agreement, now=timezone.now())
    told = open_all(client, "regions/NL-A/")
    assert agreement.statuses.count() == 0
    for page in ("", "brief/", "regions/NL-A/"):
        assert "not in effect yet" in told[page], page


def test_an_agreement_that_ended_says_so_on_the_board_and_in_the_facts(client):
    agreement = put(ended_at=dt.datetime(2020, 3, 4, 12, tzinfo=dt.UTC))
    status.recompute(agreement=agreement, now=timezone.now())
    told = open_all(client, "regions/NL-A/")
    assert "1 region: 1 Ended." in told[""]
    assert "Ended on 4 Mar 2020" in told[""]


@pytest.mark.parametrize(("group", "is_asked"), [(None, False), (Group.EDITOR, False), (Group.ADMIN, True)])
def test_the_end_of_one_that_expired_is_proposed_to_admins(client, group, is_asked):
    put(expires_on=dt.date(2020, 3, 4))
    if group:
        client.force_login(cast.account(group))
    page = client.get("/agreements/northland/").content.decode()
    assert ("record the end" in page) == is_asked
    Agreement.objects.update(ended_at=dt.datetime(2020, 3, 4, tzinfo=dt.UTC))
    assert "record the end" not in client.get("/agreements/northland/").content.decode()


def test_an_agreement_that_expired_says_that_no_end_is_recorded(client):
    put(expires_on=dt.date(2020, 3, 4))
    told = open_all(client)
    assert "Expired on 4 Mar 2020; no end is recorded." in told[""]


def test_the_day_on_which_clocks_change_is_one_day_with_one_state(client):
    """In Warsaw 29 March 2020 had 23 hours."""
    agreement = put(
        time_zone="Europe/Warsaw",
        effective_at=dt.datetime(2020, 3, 28, 23, tzinfo=dt.UTC),
        data_horizon=dt.date(2020, 4, 2),
        default_day=dt.date(2020, 3, 30),
    )
    assert agreement.first_day == dt.date(2020, 3, 29)
    breach = cast.breach(agreement)
    Breach.objects.filter(pk=breach.pk).update(date_from=dt.date(2020, 3, 29), date_to=dt.date(2020, 3, 29))
    status.recompute(agreement=agreement, now=timezone.now())
    days = list(agreement.statuses.current().values_list("day", flat=True))
    assert days == [dt.date(2020, 3, 29) + dt.timedelta(days=step) for step in range(5)]
    shown = client.get(f"{HERE}?f=1&from=2020-03-29&to=2020-03-29").context
    assert (shown["result"]["shown"], shown["board_day"]) == (1, dt.date(2020, 3, 29))
    later = client.get(f"{HERE}?f=1&known=2020-03-29").context["filters"]["known"].value()
    assert later == "2020-03-29T23:59"


@pytest.mark.parametrize(
    ("first", "last", "clock", "scope", "counts"),
    [
        ((3, 1), (3, 1), "12:00", Scope.BREACH, 1),  # exactly at the hour of effect
        ((3, 1), (3, 1), "11:59", Scope.BEFORE_EFFECT, 0),
        ((3, 1), (3, 1), "", Scope.BREACH, 1),  # on the day of effect, the hour is not known
        ((2, 29), (3, 2), "", Scope.CONTESTED, 1),  # spans the effect
        ((3, 2), (3, 3), "", Scope.BREACH, 1),  # on the border of two days
        ((3, 1), (3, 21), "", Scope.BREACH, 0),  # three weeks: as good as undated
        ((3, 1), (3, 31), "", Scope.BREACH, 0),  # "in March"
    ],
)
def test_a_date_at_the_edge_is_counted_as_the_rules_say(client, first, last, clock, scope, counts):
    agreement = put()
    claim = cast.claim(agreement, 1, cast.source("wire", reliability="A"))
    Report.objects.filter(pk=claim.pk).update(
        date_from=dt.date(2020, *first), date_to=dt.date(2020, *last), clock=clock,
        time_precision="day" if first == last else "range",
    )  # fmt: skip
    claim.refresh_from_db()
    breach = breaches.open_breach(report=claim, now=timezone.now())
    status.recompute(agreement=agreement, now=timezone.now())
    (row,) = client.get(f"{HERE}?f=1&from=2020-03-01&to=2020-03-05").context["board"]
    listed = client.get(f"{HERE}breaches/?f=1&from=2020-03-01&to=2020-03-05").context["result"]["shown"]
    held = Breach.objects.get(pk=breach.pk).scope
    if scope is not Scope.BREACH or counts:  # a long span is told by the count, whatever its scope
        assert held == scope
    assert row.other + row.badges == counts
    assert listed == 1, "the list shows it, however it counts"
    assert row.state in (State.NO_INFORMATION, State.STRAINED)
