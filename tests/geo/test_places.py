"""Names to points: with their doubt, and never to a false pin."""

import pytest

from tracker.geo import morton, world
from tracker.geo.keys import fold
from tracker.geo.locate import locate
from tracker.geo.lookup import Query, find
from tracker.geo.memory import MemoryNames
from tracker.geo.overlay import overlay_places
from tracker.geo.regions import RegionShapes
from tracker.vocab import GeoPrecision

UNITS = world.admin1("SY")
NAMES = MemoryNames(overlay_places())
SHAPES = RegionShapes(
    [(unit["code"], unit["geometry"]) for unit in UNITS],
    {unit["code"]: [unit["name"], *unit["names"].values(), *unit["other_names"]] for unit in UNITS},
)


def place(text: str, region: str | None = None, role: str = "at"):
    return locate(text, region, role, Query(name=text, countries=("SY",)), NAMES, SHAPES)


def test_syria_has_fourteen_governorates():
    assert len(UNITS) == 14


def test_the_region_that_the_source_names_and_the_one_it_lies_in_are_both_kept():
    found = place("Atshan", "Idlib province")
    assert (found.region_id, found.source_region_id, found.mismatch) == ("SY-HM", "SY-ID", True)


def test_a_region_alone_gets_no_pin():
    found = place("", "Idlib province")
    assert (found.lat, found.precision, found.region_id) == (None, GeoPrecision.REGION, "SY-ID")


def test_an_unknown_village_gets_no_pin():
    found = place("Qwertyville", "Idlib province")
    assert (found.lat, found.region_id) == (None, "SY-ID")


@pytest.mark.parametrize("name", ["al-Lataminah", "Latamneh", "Lataminah", "اللطامنة"])
def test_one_town_is_found_under_each_of_its_spellings(name):
    found = place(name)
    assert (round(found.lat, 2), round(found.lon, 2)) == (35.32, 36.62)


@pytest.mark.parametrize(("one", "other"), [("Ma'arrat an-Nu'man", "Maarat al-Numan"), ("Al-Hajib", "Hajib")])
def test_spellings_of_one_name_share_a_key(one, other):
    assert fold(one) == fold(other) != fold("Idlib")


def test_a_cell_lies_in_the_ranges_of_a_viewport_around_it_and_not_in_another():
    cell = morton.cell(35.4, 36.8)

    def within(ranges):
        return any(first <= cell <= last for first, last in ranges)

    assert within(morton.ranges(35, 36, 36, 37))
    assert not within(morton.ranges(10, 10, 11, 11))


def test_a_town_that_gave_its_name_to_an_airport_is_not_the_airport_itself():
    town, airport = place("Morek"), place("Morek airport")
    assert (airport.lat, airport.lon) == (town.lat, town.lon)
    assert (town.precision, airport.precision) == (GeoPrecision.EXACT, GeoPrecision.NEAR)


@pytest.mark.parametrize("written", ["Latmaneh", "Latamnheh", "Lataxneh", "Latmneh"])
def test_a_candidate_is_found_with_one_wrong_letter(written):
    found = find(Query(name=written, countries=("SY",)), NAMES)
    assert "atam" in found[0].candidate.name


def test_a_short_name_with_one_wrong_letter_is_shown_and_gets_no_pin():
    found = place("Skeim")
    assert found.lat is None
    assert any("Skeik" in each.candidate.name for each in found.candidates)


def test_a_place_across_the_border_is_said_to_lie_there():
    found = locate("Atshan", None, "at", Query(name="Atshan", countries=("TR",)), NAMES, SHAPES)
    assert (found.lat, found.reasons[0]) == (None, "the place lies outside the agreement's countries")
