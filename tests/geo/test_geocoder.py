"""The gazetteer behind geopy's interface."""

import pytest
from geopy.geocoders.base import Geocoder

from tracker.geo import offline
from tracker.geo.geocoder import GazetteerGeocoder

SYRIA = GazetteerGeocoder(offline.names_of("SY"), ("SY",))


def test_it_is_a_geocoder_of_geopy():
    assert isinstance(SYRIA, Geocoder)


def test_a_name_gives_its_point_its_score_and_its_reasons():
    found = SYRIA.geocode("Atshan")
    assert (round(found.latitude, 2), round(found.longitude, 2)) == (35.41, 36.82)
    assert found.raw["region"] == "SY-HM"
    assert found.raw["reasons"]
    assert 0 < found.raw["score"] <= 1


def test_a_name_of_two_villages_gives_both_the_likelier_first():
    both = SYRIA.geocode("Skeik", exactly_one=False, region="SY-QU")
    assert [place.raw["region"] for place in both[:2]] == ["SY-QU", "SY-ID"]


def test_a_place_nearby_decides_between_villages():
    near_idlib = SYRIA.geocode("Skeik", near=[(35.4, 36.8)])
    assert near_idlib.raw["region"] == "SY-ID"


def test_no_more_than_asked_for_are_given():
    assert len(SYRIA.geocode("Skeik", exactly_one=False, limit=1)) == 1


@pytest.mark.parametrize("exactly_one", [True, False])
def test_an_unknown_name_is_none(exactly_one):
    assert SYRIA.geocode("Qwertyville", exactly_one=exactly_one) is None


def test_it_says_that_it_knows_no_way_back():
    with pytest.raises(NotImplementedError, match="RegionShapes"):
        SYRIA.reverse((35, 36))
