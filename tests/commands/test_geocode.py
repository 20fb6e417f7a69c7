"""`manage.py geocode` and `manage.py evaluate_places`, as a person runs them."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def run(*arguments) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def geocode(*arguments) -> list[dict]:
    return [json.loads(line) for line in run("geocode", *arguments, "--json").splitlines()]


@pytest.mark.parametrize("name", ["al-Lataminah", "Latamneh", "Lataminah", "اللطامنة"])
def test_each_spelling_finds_the_town(name):
    (found,) = geocode(name)
    assert (round(found["lat"], 2), round(found["lon"], 2), found["region"]) == (35.32, 36.62, "Hama")


def test_two_villages_of_one_name_are_both_shown_and_neither_is_taken():
    (found,) = geocode("Skeik")
    assert found["lat"] is None
    assert [candidate["region"] for candidate in found["candidates"]] == ["Idlib", "Quneitra"]


def test_the_region_decides_between_them():
    (found,) = geocode("Skeik", "--region", "Idlib")
    assert (found["region"], round(found["lat"], 1)) == ("Idlib", 35.4)


def test_a_valley_has_a_radius_and_is_not_exact():
    (found,) = geocode("Wadi Barada")
    assert found["radius_km"] > 3
    assert found["precision"] == 2


def test_another_country_works_without_being_loaded():
    names = geocode("Hodeidah", "Al Hudaydah", "الحديدة", "--country", "YE")
    assert [round(found["lat"], 1) for found in names] == [14.8, 14.8, 14.8]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Atshan", "--country", "XX"], "No country has the code"),
        (["Atshan", "--region", "Bavaria"], r"SY has no region “Bavaria”\. It has: .*Aleppo"),
        (["Atshan", "--near", "here"], "is no point"),
        (["Atshan", "--near", "136.8,35"], "not on Earth"),
    ],
)
def test_what_makes_no_sense_is_said(arguments, words):
    with pytest.raises(CommandError, match=words):
        run("geocode", *arguments)


def table(path, *lines):
    path.write_text("name,lat,lon,admin1,several_places\n" + "\n".join(lines), encoding="utf-8")
    return str(path)


def test_a_table_is_measured_with_the_region_and_without(tmp_path):
    path = table(
        tmp_path / "places.csv",
        "Atshan village,35.4058,36.8233,Hama,false",
        "Qwertyville,35.0,36.0,Hama,false",
        "Skeik,35.43,36.77,Idlib,false",
        "Twice,0,0,Hama,true",
    )
    told = json.loads(run("evaluate_places", path, "--json"))
    with_region = told["with the region"]
    assert (with_region["rows"], round(with_region["within_5_km"], 2), with_region["wrong_region_of_precise"]) == (
        3,
        0.67,
        0,
    )
    assert round(told["by the name alone"]["within_5_km"], 2) == 0.33


@pytest.mark.parametrize(
    ("line", "words"), [("Atshan,north,36.8,Hama,false", "line 2: its coordinates are no numbers")]
)
def test_a_row_that_cannot_be_read_is_named(tmp_path, line, words):
    with pytest.raises(CommandError, match=words):
        run("evaluate_places", table(tmp_path / "places.csv", line))


def test_a_table_without_a_column_is_named(tmp_path):
    path = tmp_path / "places.csv"
    path.write_text("name,lat\nAtshan,35\n", encoding="utf-8")
    with pytest.raises(CommandError, match="no column “lon”"):
        run("evaluate_places", str(path))


def test_in_words_a_radius_stands_once():
    assert "Hama, within 6 km" not in run("geocode", "Hama")
    assert "in Rif Dimashq, within 6 km\n" in run("geocode", "Wadi Barada")


def test_toponyms_of_the_world_need_the_whole_gazetteer(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text('{"text": "In Paris.", "toponyms": []}\n', encoding="utf-8")
    with pytest.raises(CommandError, match="import_gazetteer packaged"):
        run("evaluate_places", str(path))
