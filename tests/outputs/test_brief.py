"""The brief: every figure leads to the list that it counts, and what is not known is said."""

import re

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.actions import breaches, status
from tracker.models import Breach
from tracker.vocab import Scope, Verification

pytestmark = pytest.mark.django_db
BRIEF = "/agreements/northland/brief/"


@pytest.fixture
def northland():
    agreement = cast.agreement()
    for number in range(1, 5):
        cast.breach(agreement, number, cast.source(f"voice-{number}"))
    one = Breach.objects.get(number=1)
    breaches.attach(report=cast.claim(agreement, 9, cast.source("second")), breach=one, now=timezone.now())
    Breach.objects.filter(number=1).update(
        verification=Verification.CONFIRMED.value, severity=3, severity_is_override=True, fatalities_best=2
    )
    Breach.objects.filter(number=3).update(scope=Scope.BEFORE_EFFECT.value, scope_is_override=True)
    Breach.objects.filter(number=4).update(verification=Verification.REFUTED.value)
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


def test_each_figure_leads_to_the_list_that_it_counts(client, northland):
    page = client.get(f"{BRIEF}?day=2020-03-05")
    links = re.findall(r'<dd><a href="([^"]+)">(\d+)</a></dd>', page.content.decode())
    assert [int(count) for _, count in links] == [1, 1, 1]
    for address, count in links:
        assert client.get(address.replace("&amp;", "&")).context["result"]["shown"] == int(count)


def test_the_table_and_the_gravest_breaches_stand_in_it(client, northland):
    page = " ".join(client.get(f"{BRIEF}?day=2020-03-05").content.decode().split())
    for part in (
        "Day 5",
        "Alder",
        "Violated",
        "B-0001",
        "deaths: 2",
        "2 independent origins",
        "Second, Voice-1",
        "UTC",
    ):
        assert part in page, part
    assert "Breaches in 1 of 1 region" in page


def test_what_is_not_known_is_said(client, northland):
    page = client.get(f"{BRIEF}?day=2020-03-18").content.decode()
    assert "What is not known" in page
    assert "No information" in page or "stands over" in page


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2020-02-31", "is no day"),
        ("<script>", "is no day"),
        ("2031-01-01", "nearest day"),
        ("1999-01-01", "nearest day"),
    ],
)
def test_a_day_that_makes_no_sense_is_said(client, northland, day, said):
    page = client.get(BRIEF, {"day": day})
    assert page.status_code == 200
    assert said in page.content.decode()
    assert "<script>" not in page.content.decode().split("<main")[1].split("</main")[0]


def test_a_data_cut_off_is_left_out_and_said(client, northland):
    assert "the data cut-off was left out" in client.get(f"{BRIEF}?day=2020-03-05&known=2020-03-02").content.decode()


def test_a_breach_without_a_day_is_in_the_figure_and_in_the_list_behind_it(client, northland):
    Breach.objects.filter(number=2).update(date_from=None, date_to=None)
    page = client.get(f"{BRIEF}?day=2020-03-05")
    (other,) = [one for one in page.context["key_figures"] if one["name"] == "other"]
    shown = client.get(f"/agreements/northland/breaches/?{other['query']}").context["result"]["shown"]
    assert other["value"] == shown == 1
    assert "Of 1 breach the day is not known; it is counted in every week." in page.context["unknown"]


def test_an_agreement_without_regions_has_a_brief(client, northland):
    northland.coverage.all().delete()
    assert "names no region yet" in client.get(BRIEF).content.decode()


def pictures(page) -> list[str]:
    return re.findall(r'<svg class="picture".*?</svg>', page.content.decode(), re.DOTALL)


def test_the_map_and_the_days_are_drawn_in_it_and_read_aloud_as_words(client, northland):
    region = northland.coverage.get().region
    type(region).objects.filter(pk=region.pk).update(name='<b>"Alder"')
    states, days = pictures(client.get(f"{BRIEF}?day=2020-03-05"))
    assert 'aria-label="Map of states. 1 region: 1 Violated.' in states
    assert '<g class="region violated"><title>&lt;b&gt;"Alder": Violated' in states
    assert "<b>" not in states
    assert 'aria-label="Breaches a day by verification: 2 in 5 days, at most 2 on one."' in days
    assert days.count('<g class="day">') == 5


def test_without_a_dated_breach_words_stand_in_place_of_the_days(client, northland):
    Breach.objects.update(date_from=None, date_to=None)
    page = client.get(f"{BRIEF}?day=2020-03-05")
    assert len(pictures(page)) == 1
    assert "That is not the same as calm." in page.content.decode()


def test_a_region_of_which_breaches_are_claimed_is_not_said_to_be_silent(client, northland):
    Breach.objects.update(verification=Verification.UNCONFIRMED.value)
    status.recompute(agreement=northland, now=timezone.now())
    told = client.get(f"{BRIEF}?day=2020-03-05").context
    assert "Breaches are claimed and none is confirmed, so no state is named, for: Alder." in told["unknown"]
    assert told["headline"].startswith("Breaches in 1 of 1 region")


def test_one_of_a_kind_is_said_in_the_singular(client, northland):
    Breach.objects.filter(number=1).update(scope=Scope.CONTESTED.value)
    unknown = client.get(f"{BRIEF}?day=2020-03-05").context["unknown"]
    assert "Of 1 act it is disputed whether it breaks the ceasefire." in unknown
