"""What the map draws in a viewport."""

import pytest
from django.utils import timezone

from tests.views import cast
from tracker.geo import morton
from tracker.models import Agreement, Breach, Party
from tracker.outputs.board import board
from tracker.outputs.features import Viewport, map_features
from tracker.outputs.filters import Filters

WORLD = Viewport(-180, -85, 180, 85, 2)
NEAR = Viewport(9, 9, 13, 13, 14)


@pytest.mark.parametrize(
    ("bbox", "zoom"),
    [
        ("", ""),
        ("1,2,3", "5"),
        ("1,2,3,4,5", "5"),
        ("a,b,c,d", "5"),
        ("nan,1,2,3", "5"),
        ("-inf,1,inf,3", "5"),
        ("3,1,2,4", "5"),
        ("1,4,2,3", "5"),
        ("200,10,300,20", "5"),
        ("1,86,2,89", "5"),
        ("1,2,3,4", "close"),
        ("1,2,3,4", "9" * 5000),
    ],
)
def test_a_viewport_that_makes_no_sense_is_the_whole_world(bbox, zoom):
    assert Viewport.parse(bbox, zoom) == WORLD


def test_a_viewport_is_cut_to_the_map_and_its_zooms():
    assert Viewport.parse("-200,-90,10,90", "99") == Viewport(-180, -85, 10, 85, 18)
    assert Viewport.parse("1.5,2,3,4", "-7") == Viewport(1.5, 2, 3, 4, 0)


@pytest.fixture
def northland(db) -> Agreement:
    cast.agreement()
    return Agreement.objects.with_terms().get()


def draw(agreement: Agreement, view: Viewport, **chosen) -> dict:
    rows = board(agreement, agreement.default_day)
    return map_features(agreement, Filters(agreement, **chosen), view, agreement.default_day, rows, 7)


def test_far_away_breaches_are_one_cluster_and_near_by_they_are_points(northland):
    for number in range(1, 5):
        cast.breach(northland, number)
    Breach.objects.filter(number=1).update(verification="confirmed")
    far, near = draw(northland, WORLD), draw(northland, NEAR)
    (cluster,) = far["clusters"]
    assert (cluster["n"], cluster["by"], far["points"]) == (4, {"confirmed": 1, "unconfirmed": 3}, [])
    (south, west), (north, east) = cluster["bounds"]
    assert south <= cluster["lat"] <= north and west <= cluster["lon"] <= east
    assert (near["clusters"], len(near["points"]), near["cursor"]) == ([], 4, 7)


def test_a_breach_alone_is_a_point_at_any_zoom_with_what_its_mark_says(northland):
    breach = cast.breach(northland)
    (point,) = draw(northland, WORLD)["points"]
    assert (point["id"], point["label"], point["title"]) == (1, "B-0001", "Shelling, Village 1")
    assert (point["lat"], point["lon"], point["precision"]) == (breach.lat, breach.lon, 1)
    assert (point["verification"], point["scope"], point["when"]) == ("unconfirmed", "breach", "2 Mar 2020")
    assert (point["reports"], point["origins"]) == (1, 1)
    assert point["url"] == "/agreements/northland/breaches/1/"


def test_two_voices_of_one_side_are_one_origin_as_in_a_file(northland):
    army = Party.objects.get(key="army")
    breach = cast.breach(northland)
    for number, key in ((91, "radio"), (92, "gazette")):
        report = cast.claim(northland, number, cast.source(key, side=army))
        cast.breaches.attach(report=report, breach=breach, now=timezone.now())
    (point,) = draw(northland, NEAR)["points"]
    assert (point["reports"], point["origins"]) == (3, 2)


def test_two_relays_of_one_origin_are_two_reports_and_one_origin(northland):
    breach = cast.breach(northland)
    cast.breaches.attach(report=cast.claim(northland, 2, cast.source()), breach=breach, now=breach.known_at)
    (point,) = draw(northland, NEAR)["points"]
    assert (point["reports"], point["origins"]) == (2, 1)


def test_what_lies_outside_the_viewport_is_counted_and_not_drawn(northland):
    cast.breach(northland)
    answer = draw(northland, Viewport(40, 40, 41, 41, 14))
    assert (answer["shown"], answer["on_map"], answer["points"], answer["clusters"]) == (1, 1, [], [])


def test_a_breach_known_by_its_region_alone_is_on_the_region_and_no_point(northland):
    cast.breach(northland)
    Breach.objects.update(cell=None, lat=None, lon=None)
    answer = draw(northland, WORLD)
    assert (answer["points"], answer["clusters"], answer["not_on_map"]) == ([], [], 1)
    assert answer["regions"]["NL-A"]["region_only"] == 1
    assert draw(northland, WORLD, verification=("confirmed",))["regions"]["NL-A"]["region_only"] == 0


def test_a_region_without_a_result_is_drawn_as_no_information(northland):
    region = draw(northland, WORLD)["regions"]["NL-A"]
    assert (region["name"], region["state"], region["possible"]) == ("Alder", "no_information", "no_information")
    assert region["url"] == "/agreements/northland/regions/NL-A/?day=2020-03-05"


def test_where_there_are_too_many_for_points_the_fullest_cells_stay_clusters(northland, monkeypatch):
    monkeypatch.setattr("tracker.outputs.features.MOST_POINTS", 3)
    for number, lat in enumerate((10.5, 10.5, 10.5, 11.2, 11.6), start=1):
        cast.breach(northland, number)
        Breach.objects.filter(number=number).update(lat=lat, lon=11, cell=morton.cell(lat, 11))
    drawn = draw(northland, NEAR)
    assert sorted(point["id"] for point in drawn["points"]) == [4, 5]
    assert [cluster["n"] for cluster in drawn["clusters"]] == [3]
