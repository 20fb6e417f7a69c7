"""The map and the chart as files: they hold what the filter shows, stand alone, and keep hostile words harmless."""

import re

import pytest
from django.utils import timezone
from lxml import etree

from tests.views import cast
from tracker.actions import lists, status
from tracker.models import Agreement, Breach, Region
from tracker.outputs.drawing import points
from tracker.vocab import Group

pytestmark = pytest.mark.django_db
NORTHLAND = "/agreements/northland/"
SVG = {"s": "http://www.w3.org/2000/svg"}
HOSTILE = '<script>alert("x")</script> & \x0b "North"'
ALL = "?f=1"


@pytest.fixture
def northland():
    """Seven breaches: two confirmed, two at one spot, one known by its region alone, one without a day."""
    agreement = cast.agreement()
    for number in range(1, 8):
        cast.breach(agreement, number, cast.source(f"voice-{number}"))
    Breach.objects.filter(number__in=(1, 2)).update(verification="confirmed")
    Breach.objects.filter(number=4).update(lat=10.55, lon=11, geo_precision=2, radius_km=25)
    Breach.objects.filter(number=5).update(lat=10.55, lon=11)
    Breach.objects.filter(number=6).update(cell=None, lat=None, lon=None)
    Breach.objects.filter(number=7).update(date_from=None, date_to=None)
    status.recompute(agreement=agreement, now=timezone.now())
    return agreement


def drawn(client, name: str, query: str = ALL):
    answer = client.get(f"{NORTHLAND}{name}{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    return etree.fromstring(answer.content)


def text_of(tree) -> str:
    return " ".join(" ".join(tree.itertext()).split())


@pytest.mark.parametrize("query", [ALL, "?f=1&verification=confirmed", "?f=1&to=2020-03-01", "?f=1&q=village 4"])
def test_the_map_has_a_circle_for_each_breach_that_the_filter_shows_at_a_place(client, northland, query):
    shown = client.get(NORTHLAND + query).context["result"]
    circles = drawn(client, "map.svg", query).xpath("//s:g[starts-with(@class, 'breach ')]//s:circle", namespaces=SVG)
    assert len(circles) == shown["on_map"]


def test_two_breaches_at_one_spot_do_not_hide_each_other(client, northland):
    tree = drawn(client, "map.svg")
    circles = tree.xpath("//s:g[starts-with(@class, 'breach ')]//s:circle", namespaces=SVG)
    assert len({(one.get("cx"), one.get("cy")) for one in circles}) == len(circles) == 6


def test_the_map_says_what_it_shows_until_when_and_how_to_cite_it(client, settings, northland):
    settings.SITE_URL = "https://tracker.example"
    text = text_of(drawn(client, "map.svg", "?f=1&to=2020-03-05&verification=confirmed"))
    for part in (
        "Northland ceasefire",
        "States of 5 Mar 2020, day 5 (UTC).",
        "2 breaches, 2 at a place.",
        "Filter: until 5 Mar 2020; Confirmed",
        "Data cut-off",
        "Cite as: Ceasefire Tracker, Northland ceasefire",
        "https://tracker.example/agreements/northland/?f=1&to=2020-03-05&verification=confirmed",
        "Boundaries: Natural Earth",
        "Alder",
    ):
        assert part in text, part


def test_a_breach_known_by_its_region_alone_is_a_note_at_its_name(client, northland):
    Region.objects.update(label_lat=11.5, label_lon=11)
    assert "+1 region only" in text_of(drawn(client, "map.svg"))


def test_states_are_told_without_colour(client, northland):
    tree = drawn(client, "map.svg", "?f=1&to=2020-03-19")
    (region,) = tree.xpath("//s:g[starts-with(@class, 'region')]", namespaces=SVG)
    assert region.get("class").split()[1] in region.find("s:title", SVG).text.lower().replace(" ", "_")
    assert tree.xpath("//s:g[@class='key']//s:text[starts-with(., 'No information')]", namespaces=SVG)


def test_very_many_breaches_become_circles_with_a_number_that_add_up(client, northland, monkeypatch):
    monkeypatch.setattr(points, "MOST_SINGLE", 3)
    tree = drawn(client, "map.svg")
    assert not tree.xpath("//s:g[starts-with(@class, 'breach ')]", namespaces=SVG)
    numbers = tree.xpath("//s:g[@class='breaches']/s:text/text()", namespaces=SVG)
    assert sum(map(int, numbers)) == 6
    assert "A circle with a number stands for so many" in text_of(tree)


def test_a_breach_beyond_the_edge_is_said(client, northland):
    Breach.objects.filter(number=1).update(lat=40, lon=40)
    text = text_of(drawn(client, "map.svg"))
    assert "1 of them lie beyond the edge" in text


def test_the_bars_of_the_chart_add_up_to_the_dated_breaches(client, northland):
    titles = drawn(client, "timeline.svg").xpath("//s:g[@class='day']/s:title/text()", namespaces=SVG)
    assert sum(int(title.rsplit(": ", 1)[1]) for title in titles) == 6
    assert "2 Mar 2020: 6" in titles


def test_the_chart_has_axes_a_key_and_the_day_of_effect(client, northland):
    text = text_of(drawn(client, "timeline.svg", "?f=1&from=2020-03-02&to=2020-03-05"))
    for part in ("Breaches a day", "Ceasefire in effect, 1 Mar 2020", "The chosen days are shaded", "Corroborated",
                 "Filter: 2–5 Mar 2020", "Cite as"):  # fmt: skip
        assert part in text, part
    assert re.search(r"\b0\b.*\b5\b", text)


def test_a_chart_without_bars_says_that_this_is_not_calm(client, northland):
    assert "not the same as calm" in text_of(drawn(client, "timeline.svg", "?f=1&event_type=battles"))


@pytest.mark.parametrize("name", ["map.svg", "timeline.svg"])
def test_hostile_words_stay_words(client, northland, name):
    Agreement.objects.update(name=HOSTILE)
    Region.objects.update(name=HOSTILE)
    tree = drawn(client, name, "?f=1&q=%3Cscript%3E%22%26")
    assert not tree.xpath("//s:script | //s:image | //s:style | //s:foreignObject", namespaces=SVG)
    assert not tree.xpath("//@*[starts-with(name(), 'on')]")
    assert '<script>alert("x")</script>' in text_of(tree)


@pytest.mark.parametrize("name", ["map.svg", "timeline.svg"])
def test_a_file_stands_alone(client, northland, name):
    answer = client.get(NORTHLAND + name)
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert not re.search(rb"url\(|href=|@import|class=\"[^\"]*\bplot", answer.content)


@pytest.mark.parametrize("name", ["map.png", "timeline.png"])
def test_a_picture_is_there_as_png_at_twice_its_size(client, northland, name):
    answer = client.get(NORTHLAND + name)
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert int.from_bytes(answer.content[16:20]) == 2000


@pytest.mark.parametrize("name", ["map.gif", "timeline.pdf", "map.", "timeline.svgz"])
def test_another_format_is_not_there(client, northland, name):
    assert client.get(NORTHLAND + name).status_code == 404


def test_an_agreement_without_regions_still_has_its_pictures(client, northland):
    northland.coverage.all().delete()
    assert "Northland" in text_of(drawn(client, "map.svg"))
    assert "Northland" in text_of(drawn(client, "timeline.svg"))


@pytest.mark.parametrize("role", [None, Group.ANALYST, Group.EDITOR])
def test_no_picture_names_a_protected_source(client, northland, role):
    source = cast.source("voice-1")
    source.name, source.is_protected = "Quiet voice", True
    lists.save(row=source, by=cast.account(Group.ADMIN), now=timezone.now())
    if role:
        client.force_login(cast.account(role))
    assert "Quiet voice" not in text_of(drawn(client, "map.svg", "?f=1&source=voice-1")) or role == Group.EDITOR


def test_a_picture_says_which_filter_was_left_out(client):
    cast.agreement()
    assert "NOPE" in client.get("/agreements/northland/map.svg?f=1&region=NOPE").content.decode()
