from dataclasses import replace
from datetime import date

import pytest

from tracker.extract import mentioned
from tracker.extract.sets import NO_AGREEMENT
from tracker.extract.types import RegionNames

DAY = date(2017, 1, 2)


def read(text: str) -> mentioned.Mentioned:
    return mentioned.read(text, DAY, NO_AGREEMENT)


def test_places_are_named_and_regions_and_first_words_are_kept_apart():
    found = read("Violent clashes went on near Khan Tuman, and shells fell on the town of Harasta.")
    assert found.names == ("Khan Tuman", "Harasta")
    assert found.openings in ((), ("Violent",))


def test_a_first_word_may_be_a_name():
    assert read("Harasta was shelled.").openings == ("Harasta",)


def test_numbers_and_codes_are_no_names_and_scripts_are_parted():
    found = read("It happened near الطبقة Tabaqa, entry S532.")
    assert "Tabaqa" in found.names
    assert not any(char.isdigit() for name in found.names for char in name)


def test_days_are_told():
    assert read("On 1 January 2017 shells fell on Harasta.").days == (date(2017, 1, 1),)


def test_nothing_is_found_in_nothing():
    assert read("") == mentioned.Mentioned((), (), ())


def test_a_region_told_in_words_and_a_named_group_are_no_places():
    found = read("Shells of the Green Falcon group fell on Harasta in Northmark governorate.")
    assert found.names == ("Harasta",)


def test_regions_are_told_however_they_are_parted():
    region = RegionNames("SY-DY", ("Deir ez-Zor",))
    found = mentioned.read("Ten were killed in Deir Ezzor city.", DAY, replace(NO_AGREEMENT, regions=(region,)))
    assert found.regions == ("SY-DY",)
    assert found.names == ("Deir Ezzor",)


def test_an_adjective_of_a_people_or_of_a_fight_is_no_place():
    assert read("Israeli warplanes struck Masyaf.").names == ("Masyaf",)
    assert read("Continued clashes went on near Harasta.").openings == ()


NORTHMARK = replace(NO_AGREEMENT, regions=(RegionNames("NM", ("Northmark",)),))


@pytest.mark.parametrize(
    ("text", "names", "openings"),
    [
        ("Ten were killed in Northmark.", (), ("Northmark",)),
        ("Ten were killed in the city of Northmark.", ("Northmark",), ()),
        ("Ten were killed in the countryside of Northmark.", (), ()),
        ("Ten were killed in the Northmark countryside.", (), ()),
        ("Ten were killed in Northmark province.", (), ()),
        ("Ten were killed in Harasta, Northmark.", ("Harasta",), ()),
        ("Ten were killed in Harasta, Northmark, Northmark province.", ("Harasta", "Northmark"), ()),
    ],
)
def test_a_region_may_be_the_city_of_its_name(text, names, openings):
    found = mentioned.read(text, DAY, NORTHMARK)
    assert found.regions == ("NM",)
    assert (found.names, found.openings) == (names, openings)


def test_a_place_that_only_says_where_another_lies_is_a_name_if_the_other_text_says_so():
    assert read("Shells fell on Kafr Zita, north of Harasta.").names == ("Kafr Zita",)
    assert read("Shells fell on Kafr Zita, north of Harasta.").openings == ("Harasta",)
    assert read("Shells fell north of Harasta.").names == ("Harasta",)


def test_a_common_noun_with_a_capital_is_no_place():
    assert read("Oakham mourns after the Massacre of Harasta.").names == ("Harasta",)
