"""The second clock: a view of the past holds what was known by then, and nothing that came after."""

import datetime as dt
import itertools

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, evidence, review, status, undoing
from tracker.forms.known import KnownMoment
from tracker.models import Account, Agreement, Breach, Decision, Party, RegionStatus, Report
from tracker.outputs import known
from tracker.outputs.counts import Counts
from tracker.outputs.filters import Filters
from tracker.outputs.stacks import stacked
from tracker.vocab import Group, Verification

pytestmark = pytest.mark.django_db
PAGE = "/agreements/northland/"
WEEK = "f=1&from=2020-03-01&to=2020-03-07"


def at(day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(2020, 3, day, hour, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def nothing_kept():
    known.replayed.cache_clear()


@pytest.fixture
def northland() -> Agreement:
    cast.agreement()
    return Agreement.objects.with_terms().get()


@pytest.fixture
def editor() -> Account:
    return cast.account(Group.EDITOR)


def tell(agreement: Agreement, number: int, day: int, *names: str) -> Breach:
    """A breach of 2 March that each of the names claims, the first on that day, the next a day later and so on."""
    breach = None
    for step, name in enumerate(names):
        claim = cast.claim(agreement, 10 * number + step, cast.source(name))
        Report.objects.filter(pk=claim.pk).update(known_at=at(day + step))
        claim.refresh_from_db()
        if breach is None:
            breach = breaches.open_breach(report=claim, now=timezone.now())
        else:
            breaches.attach(report=claim, breach=breach, now=timezone.now())
    return Breach.objects.get(pk=breach.pk)


def decide(breach: Breach, verification: Verification, by: Account, moment: dt.datetime) -> Breach:
    review.decide(
        breach=breach, verification=verification, by=by, version=breach.version, now=moment,
        reason_code="other", reason="Told so.",
    )  # fmt: skip
    return Breach.objects.get(pk=breach.pk)


def words(agreement: Agreement, moment: dt.datetime | None) -> dict[int, str]:
    shown = Filters(agreement, known=moment).breaches(Breach.objects.all())
    return {breach.number: breach.verification_shown.value for breach in shown}


def test_a_breach_is_not_there_before_somebody_spoke_of_it(northland):
    tell(northland, 1, 3, "wire")
    tell(northland, 2, 5, "wire")
    assert words(northland, at(2)) == {}
    assert words(northland, at(4)) == {1: "unconfirmed"}
    assert words(northland, None) == {1: "unconfirmed", 2: "unconfirmed"}


def test_a_second_origin_corroborates_from_the_day_on_which_it_was_known(northland):
    tell(northland, 1, 3, "wire", "observatory")
    assert words(northland, at(3)) == {1: "unconfirmed"}
    assert words(northland, at(4)) == {1: "corroborated"} == words(northland, None)


def test_a_decision_counts_from_when_it_was_made_until_it_was_taken_back(northland, editor):
    breach = tell(northland, 1, 3, "wire")
    decide(breach, Verification.REFUTED, editor, at(5))
    decision = Decision.objects.get(after__verification="refuted")
    undoing.undo(decision=decision, by=editor, now=at(7))
    assert [words(northland, at(day))[1] for day in (4, 5, 6, 8)] == [
        "unconfirmed",
        "refuted",
        "refuted",
        "unconfirmed",
    ]


def test_the_query_counts_independent_origins_as_the_rules_do(northland):
    side = Party.objects.create(key="river-bloc", name="River bloc", kind="rebel_group")
    for name in ("river-radio", "river-press"):
        cast.source(name, side=side)
    cases = [
        names for size in (1, 2, 3) for names in itertools.permutations(("wire", "river-radio", "river-press"), size)
    ]
    told = [tell(northland, number, 3, *names) for number, names in enumerate(cases, start=1)]
    expected = {
        breach.number: "corroborated" if evidence.origins_of(breach).independent >= 2 else "unconfirmed"
        for breach in Breach.objects.with_claims()
    }
    assert len(told) == len(expected) == len(cases)
    assert set(expected.values()) == {"corroborated", "unconfirmed"}
    assert words(northland, at(9)) == expected


def test_page_map_list_export_and_feed_hold_the_same_of_the_past(client, northland):
    tell(northland, 1, 3, "wire", "observatory")
    tell(northland, 2, 6, "wire")
    query = f"{WEEK}&known=2020-03-03"
    page = client.get(f"{PAGE}?{query}").context
    drawn = client.get(f"{PAGE}map.json?{query}&bbox=5,5,20,20&zoom=12").json()
    listed = client.get(f"{PAGE}breaches/?{query}")
    table = client.get(f"{PAGE}breaches.csv?{query}").getvalue().decode()
    feed = client.get(f"{PAGE}breaches.atom?{query}").content.decode()
    assert page["result"]["shown"] == drawn["shown"] == listed.context["result"]["shown"] == 1
    assert [point["verification"] for point in drawn["points"]] == ["unconfirmed"]
    assert [point["origins"] for point in drawn["points"]] == [1]
    assert [breach.verification_shown for breach in listed.context["page_obj"]] == ["unconfirmed"]
    assert "observatory" not in table.lower()
    assert "B-0001" in table and "B-0002" not in table and "2020-03-03T23:59" in table
    assert "Unconfirmed" in feed and "Corroborated" not in feed
    assert "as known on 3 Mar 2020" in client.get(f"{PAGE}?{query}").content.decode()


def test_a_filter_on_verification_means_what_it_was_then(client, northland):
    tell(northland, 1, 3, "wire", "observatory")
    asked = f"{PAGE}?{WEEK}&verification=corroborated&known="
    assert client.get(asked + "2020-03-03").context["result"]["shown"] == 0
    assert client.get(asked + "2020-03-04").context["result"]["shown"] == 1


def test_before_the_tracker_ran_the_rule_is_asked_what_follows_from_what_was_known(client, northland):
    tell(northland, 1, 3, "wire", "observatory")
    tell(northland, 2, 5, "wire", "observatory")
    status.recompute(agreement=northland, now=timezone.now())
    then = client.get(f"{PAGE}?{WEEK}&known=2020-03-05")
    now = client.get(f"{PAGE}?{WEEK}")
    (row,), (today,) = then.context["board"], now.context["board"]
    assert then.context["board_day"] == dt.date(2020, 3, 5), "no state of a day that had not come"
    assert (row.other + row.badges, row.other) == (2, 1)
    assert today.other == 2
    assert "was not yet running then" in then.content.decode()
    region = client.get(f"{PAGE}regions/NL-A/?day=2020-03-05&known=2020-03-05")
    assert (region.context["status"].other_count, len(region.context["breaches"])) == (1, 2)
    assert RegionStatus.objects.filter(data_cutoff__lt=at(31)).count() == 0, "nothing is stored for a view of the past"


def test_where_the_tracker_ran_a_view_of_the_past_is_what_it_showed(client, northland):
    tell(northland, 1, 3, "wire", "observatory")
    status.recompute(agreement=northland, now=at(4))
    shown = RegionStatus.objects.get(day=dt.date(2020, 3, 4))
    tell(northland, 2, 2, "wire", "observatory")
    status.recompute(agreement=northland, now=at(8))
    then = client.get(f"{PAGE}?{WEEK}&known=2020-03-04T20:00")
    (row,) = then.context["board"]
    assert (row.status.pk, row.other) == (shown.pk, 1)
    assert "States are those that were shown then." in then.content.decode()


def test_a_pinned_address_shows_the_same_numbers_after_more_is_known(client, northland, editor):
    breach = tell(northland, 1, 3, "wire", "observatory")
    status.recompute(agreement=northland, now=timezone.now() - dt.timedelta(hours=1))
    pinned = "?" + client.get(f"{PAGE}?{WEEK}").context["pin_query"]
    before = client.get(PAGE + pinned).context
    later = timezone.now() + dt.timedelta(hours=2)
    decide(breach, Verification.CONTESTED, editor, later)
    other = tell(northland, 2, 3, "wire")
    Breach.objects.filter(pk=other.pk).update(known_at=later)
    status.recompute(agreement=northland, now=later)
    after = client.get(PAGE + pinned).context
    assert after["result"] == before["result"]
    assert [row.status.pk for row in after["board"]] == [row.status.pk for row in before["board"]]
    assert Counts(Filters(northland)).shown == 2


@pytest.mark.parametrize(
    "nonsense", ["2020-02-31", "yesterday", "9999-12-31", "2020-03-03T25:00", "'; DROP TABLE", "x" * 5000]
)
def test_a_cut_off_that_is_no_moment_is_ignored_and_said(client, northland, nonsense):
    answer = client.get(PAGE, {"f": "1", "known": nonsense})
    assert answer.status_code == 200
    assert answer.context["chips"] == []
    assert any("As known on" in note for note in answer.context["filter_notes"])


def test_two_dates_are_compared_region_by_region(client, northland):
    tell(northland, 1, 3, "wire", "observatory")
    status.recompute(agreement=northland, now=timezone.now())
    answer = client.get(f"{PAGE}compare/?first=2020-03-03&first_known=2020-03-02&second=2020-03-05")
    (pair,) = answer.context["pairs"]
    first, second = answer.context["sides"]
    assert (first.day, second.day) == (dt.date(2020, 3, 2), dt.date(2020, 3, 5)), "3 March had not come on the 2nd"
    assert (pair.first.other, pair.second.other) == (0, 1)
    assert pair.change.moved
    assert (sum(first.counted.values()), second.counted["corroborated"]) == (0, 1)
    assert client.get(f"{PAGE}breaches/?{second.query}").context["result"]["shown"] == 1
    assert "nearest day that has one" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["first=31+February", "first=1850-01-01&second=2200-01-01", "first_known=x&second_known=1"]
)
def test_nonsense_in_a_comparison_is_said_and_compares_something(client, northland, query):
    answer = client.get(f"{PAGE}compare/?{query}")
    assert answer.status_code == 200
    assert answer.context["notes"]


def test_a_source_that_spoke_later_is_not_found_yet(northland):
    breach = cast.breach(northland, 77, cast.source("early"))
    late = cast.claim(northland, 78, cast.source("late"))
    cast.breaches.attach(report=late, breach=breach, now=timezone.now())
    Report.objects.filter(pk=late.pk).update(known_at=cast.EFFECT + dt.timedelta(days=3))
    for name in ("source", "origin"):
        for days, found in ((1, False), (4, True)):
            shown = Filters(northland, known=cast.EFFECT + dt.timedelta(days=days), **{name: ("late",)}).breaches(
                Breach.objects.all()
            )
            assert shown.filter(pk=breach.pk).exists() == found
    rows = stacked(Filters(northland, known=cast.EFFECT + dt.timedelta(days=1), by="source"), None)
    assert "Late" not in {label for _day, label, _count in rows}


def test_the_hour_that_comes_twice_in_autumn_keeps_its_place(northland):
    northland.time_zone = "Europe/Kyiv"
    second = dt.datetime(2021, 10, 31, 1, 30, tzinfo=dt.UTC)  # 03:30 for the second time
    told = Filters(northland, known=second).known_text
    assert KnownMoment(northland.zone).clean(told) == second
