"""A region's page: every rule of the ladder, who reported, and what the state rests on."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.views import cast
from tracker.actions import status as actions
from tracker.models import Agreement, Breach, Party, RegionStatus, Report
from tracker.outputs.region_page import ladder, region_page

DAY = dt.date(2020, 3, 3)


def step(rule: int, fired: bool, why: str = "because") -> dict:
    return {"rule": rule, "fired": fired, "why": why}


def test_every_rule_is_listed_in_its_order_and_those_below_the_one_that_fired_were_not_asked():
    asked = [step(1, False), step(2, False), step(3, False), step(4, True, "two a day")]
    rows = ladder(RegionStatus(result={"ladder": asked, "ladder_possible": asked}))
    assert [row["rule"] for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    assert [row["rule"] for row in rows if row["asked"]] == [1, 2, 3, 4]
    assert [(row["name"], row["why"]) for row in rows if row["hit"]] == [("Violated", "two a day")]


def test_where_the_possible_count_gives_another_answer_both_are_said():
    confirmed = [*(step(rule, False) for rule in range(1, 6)), step(6, True, "calm")]
    possible = [*(step(rule, False) for rule in range(1, 4)), step(4, True, "if all is so")]
    rows = ladder(RegionStatus(result={"ladder": confirmed, "ladder_possible": possible}))
    assert [row["state"] for row in rows if row["hit"]] == ["holding"]
    assert [row["state"] for row in rows if row["hit_possible"]] == ["violated"]
    assert rows[3]["why_possible"] == "if all is so"
    assert rows[0]["why_possible"] == ""


@pytest.fixture
def northland(db) -> Agreement:
    """Alder with a confirmed breach of the second of March, computed."""
    agreement = cast.agreement()
    cast.breach(agreement)
    Breach.objects.update(verification="confirmed")
    actions.recompute(agreement=agreement, now=timezone.now())
    return agreement


def page(agreement: Agreement, day: dt.date = DAY) -> dict:
    return region_page(agreement, agreement.coverage.get(), day, user=AnonymousUser(), now=timezone.now())


def test_the_rule_that_fired_is_the_state_that_is_shown(northland):
    context = page(northland)
    (hit,) = [row for row in context["ladder"] if row["hit"]]
    assert hit["state"] == context["status"].raw_state
    assert context["status"].confirmed_count == 1


def test_the_breaches_of_the_window_are_listed_and_no_others(northland):
    assert [breach.number for breach in page(northland)["breaches"]] == [1]
    assert page(northland, dt.date(2020, 3, 15))["breaches"] == []
    assert page(northland)["window"] == {"first": northland.first_day, "last": DAY}


def test_a_day_without_a_result_has_no_ladder_and_claims_nothing(northland):
    RegionStatus.objects.all().delete()
    context = page(northland)
    assert (context["status"], context["ladder"], context["coverage"], context["ratio"]) == (None, [], [], None)


def test_the_way_to_the_days_beside_ends_with_the_data(northland):
    url = "/agreements/northland/regions/NL-A/?day="
    assert page(northland)["day_links"] == {"previous": f"{url}2020-03-02", "next": f"{url}2020-03-04"}
    assert page(northland, northland.first_day)["day_links"]["previous"] is None
    assert page(northland, northland.data_horizon)["day_links"]["next"] is None


def test_a_monitors_tally_stands_beside_the_breaches_and_not_among_them(northland):
    tally = cast.claim(northland, 5, cast.source())
    Report.objects.filter(pk=tally.pk).update(
        kind="tally", count=27, period_from=dt.date(2020, 3, 1), period_to=dt.date(2020, 3, 7)
    )
    context = page(northland)
    assert [row.count for row in context["tallies"]] == [27]
    assert len(context["breaches"]) == 1
    assert page(northland, dt.date(2020, 2, 20))["tallies"] == []


def test_a_tally_of_a_protected_source_is_not_shown_to_everybody(northland):
    tally = cast.claim(northland, 5, cast.source("quiet", is_protected=True))
    Report.objects.filter(pk=tally.pk).update(kind="tally", period_from=DAY, period_to=DAY)
    assert page(northland)["tallies"] == []


def test_the_breaches_of_an_earlier_day_move_the_history(northland):
    history = page(northland)["history"]
    assert [row.day for row in history] == [dt.date(2020, 3, day) for day in (1, 2, 3)]
    assert [row.confirmed_count for row in history] == [0, 1, 1]


def test_where_a_monitor_began_to_count_by_another_rule_the_break_is_marked_with_the_former_one(northland):
    monitor, other = cast.source("monitor"), cast.source("other")
    told = [(monitor, 1, "each shell"), (monitor, 2, ""), (monitor, 3, "each salvo"), (other, 3, "each day"),
            (monitor, 4, "each salvo")]  # fmt: skip
    for number, (origin, day, rule) in enumerate(told, start=10):
        tally = cast.claim(northland, number, origin)
        Report.objects.filter(pk=tally.pk).update(
            kind="tally", counting_rule=rule, period_from=dt.date(2020, 3, day), period_to=dt.date(2020, 3, day)
        )
    tallies = page(northland, dt.date(2020, 3, 5))["tallies"]
    breaks = {(row.origin_key, row.period_to.day): row.former_rule for row in tallies if row.former_rule}
    assert breaks == {("monitor", 3): "each shell"}


def test_a_monitors_count_says_who_is_accused(client, northland):
    tally = {"kind": "tally", "count": 6, "region": northland.spoken_regions[0], "known_at": cast.EFFECT}
    report = Report.objects.create(
        agreement=northland, origin=cast.source("monitor"), origin_key="monitor", external_id="tally", step="done",
        period_from=DAY, period_to=DAY, **tally,
    )  # fmt: skip
    for key in ("north", "south"):
        report.sides.create(party=Party.objects.create(key=key, name=key.title(), kind="rebel_group"), side="accused")
    page = client.get(f"/agreements/northland/regions/NL-A/?day={DAY}").content.decode()
    assert "<td>North and 1 more</td>" in page
    reports = " ".join(client.get("/agreements/northland/reports/?f=1").content.decode().split())
    assert "A count of 6, Alder; accused: North and 1 more." in reports


def test_a_possible_state_that_is_kept_is_not_said_to_be_the_rules(client, northland):
    RegionStatus.objects.filter(day=DAY).update(
        state="strained", possible_state="violated", raw_possible="strained", raw_state="strained"
    )
    page = client.get(f"/agreements/northland/regions/NL-A/?day={DAY}").content.decode()
    assert "the day’s rule alone says Strained; “possibly Violated” stays from the days before" in page
    assert "the rule says Violated" not in page


@pytest.mark.parametrize(("day", "is_said"), [("2020-03-03", False), ("2020-02-31", True), ("2031-01-01", True)])
def test_another_day_than_the_one_asked_for_is_said(client, northland, day, is_said):
    page = client.get(f"/agreements/northland/regions/NL-A/?day={day}").content.decode()
    assert ("There is no status of the day asked for" in page) == is_said


def test_a_moment_that_makes_no_sense_is_said(client, northland):
    page = client.get("/agreements/northland/regions/NL-A/?known=31.02.2020").content.decode()
    assert "“31.02.2020” is no moment" in page
