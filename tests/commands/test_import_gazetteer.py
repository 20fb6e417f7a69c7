"""`manage.py import_gazetteer`: files as partners send them, good rows stored and bad ones named."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from tracker.models import Place, PlaceName

pytestmark = pytest.mark.django_db


def geonames_row(number, name, lat, lon, *, others="", kind="PPL", feature="P", admin1="10", people=0) -> str:
    cells = [number, name, name, others, lat, lon, feature, kind, "SY", "", admin1, "", "", "", people, "", "", "", ""]
    return "\t".join(map(str, cells))


GOOD = [
    geonames_row(900001, "Qalat Maksura", 35.2, 36.5, others="قلعة مكسورة,Kalaat Maksoura"),
    geonames_row(900002, "Wadi Tajriba", 35.3, 36.6, kind="VAL", feature="T"),
    geonames_row(900003, "Some road", 35.3, 36.6, kind="RD", feature="R"),
]


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("import_gazetteer", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def a_file(tmp_path, *lines, name="SY.txt", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def mine():
    return Place.objects.filter(external_id__startswith="9000")


def test_a_country_file_gives_its_places_with_all_names_and_their_region(tmp_path):
    assert "Places: 2 added, 0 changed, 0 as they were, 0 lines left out." in run(
        a_file(tmp_path, *GOOD), "--country", "SY"
    )
    place = mine().get(external_id="900001")
    assert (place.layer, place.region.code) == ("country_file", "SY-HM")
    assert set(place.names.values_list("text", flat=True)) == {"Qalat Maksura", "قلعة مكسورة", "Kalaat Maksoura"}
    assert mine().get(external_id="900002").kind == "valley"


def test_a_second_run_adds_nothing_and_brings_up_to_date(tmp_path):
    run(a_file(tmp_path, *GOOD))
    moved = geonames_row(900001, "Qalat Maksura", 35.25, 36.5)
    assert "0 added, 1 changed, 1 as they were" in run(a_file(tmp_path, moved, *GOOD[1:]))
    assert mine().get(external_id="900001").lat == 35.25
    assert PlaceName.objects.filter(place__external_id="900001").count() == 3


def test_a_zip_is_read_as_the_file_in_it(tmp_path):
    path = tmp_path / "SY.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello\n" * 1000)
        archive.writestr("SY.txt", "\n".join(GOOD))
    assert "2 added" in run(path)


def test_bad_rows_are_named_by_line_and_the_rest_is_stored(tmp_path):
    rows = [
        GOOD[0],
        "three\tcolumns\tonly",
        geonames_row(900004, "Nowhere", "north", 36),
        geonames_row(900005, "Off Earth", 135.2, 36),
        geonames_row("x", "No id", 35.2, 36.5),
        GOOD[0],
        geonames_row(900006, "Exchanged", 36.6, 35.2),
        GOOD[1],
    ]
    said = run(a_file(tmp_path, *rows), "--country", "SY")
    assert "2 added" in said
    assert "line 2: it has 3 columns instead of 19" in said
    assert "line 3: its coordinates are no numbers" in said
    assert "line 4: its point is not on Earth" in said
    assert "line 5: its id is no number" in said
    assert "the id 900001 stands there twice" in said
    assert set(mine().values_list("external_id", flat=True)) >= {"900001", "900002"}


def test_latitude_and_longitude_exchanged_are_noticed_and_not_repaired(tmp_path):
    said = run(a_file(tmp_path, geonames_row(900007, "Mirror", 40.5, 35.5)), "--country", "SY")
    assert "the latitude and longitude of Mirror seem to be exchanged" in said
    assert not mine().filter(external_id="900007").exists()


def test_a_name_in_another_encoding_is_named(tmp_path):
    said = run(a_file(tmp_path, geonames_row(900008, "Câfé", 35.2, 36.5), name="SY.txt", encoding="cp1252"))
    assert "line 1: its name is not UTF-8" in said


def test_further_names_come_from_their_own_file(tmp_path):
    names = a_file(
        tmp_path,
        "1\t900001\tar\tقلعة المكسورة\t\t\t\t\t\t",
        "2\t900001\tlink\thttps://example.org\t\t\t\t\t\t",
        "3\t123\ten\tElsewhere\t\t\t\t\t\t",
        "4\tbroken",
        name="alternateNamesV2.txt",
    )
    said = run(a_file(tmp_path, *GOOD), "--names", names)
    assert "Names: 1 for places that are there; 1 lines left out." in said
    assert PlaceName.objects.filter(place__external_id="900001", text="قلعة المكسورة").exists()


SETTLEMENTS = [
    "admin1Pcode,admin1Name_en,admin4Pcode,admin4Name_en,admin4Name_ar,Latitude_y,Longitude_x",
    "#adm1+code,#adm1+name,#adm4+code,#adm4+name,#adm4+name+ar,#geo+lat,#geo+lon",
    "SY05,Hama,C9001,Tajriba,تجربة,35.2,36.5",
    "SY05,Hama,C9002,No point,,,",
]


def pcoded():
    return Place.objects.get(external_id="C9001")


def test_a_settlement_table_gives_its_places_with_their_codes(tmp_path):
    said = run(a_file(tmp_path, *SETTLEMENTS, name="syr_settlements.csv"), "--country", "SY")
    assert "1 added" in said
    assert "line 4: its coordinates are no numbers" in said
    place = pcoded()
    assert (place.layer, place.name, place.region.code) == ("pcode", "Tajriba", "SY-HM")
    assert place.names.filter(text="تجربة").exists()


def test_a_workbook_is_read_like_a_table(tmp_path):
    book = Workbook()
    for line in SETTLEMENTS[:3]:
        book.active.append(line.split(","))
    book.save(tmp_path / "settlements.xlsx")
    assert "1 added" in run(tmp_path / "settlements.xlsx", "--country", "SY")
    assert pcoded().lat == 35.2


def test_a_table_with_semicolons_in_windows_letters_is_read(tmp_path):
    lines = [line.replace(",", ";") for line in SETTLEMENTS[:3]]
    assert "1 added" in run(a_file(tmp_path, *lines, name="s.csv", encoding="cp1256"), "--country", "SY")
    assert pcoded().names.filter(text="تجربة").exists()


@pytest.mark.parametrize(
    ("name", "lines", "arguments", "words"),
    [
        ("s.csv", ["name,lat,lon", "A,1,2"], ["--country", "SY"], "no column for “pcode”"),
        ("s.csv", SETTLEMENTS, [], "Say with --country"),
        ("s.csv", SETTLEMENTS, ["--country", "XX"], "No country has the code “XX”"),
        ("s.xlsx", ["no workbook"], ["--country", "SY"], "is no workbook"),
        ("s.csv", [""], ["--country", "SY"], "is empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(tmp_path, name, lines, arguments, words):
    with pytest.raises(CommandError, match=words):
        run(a_file(tmp_path, *lines, name=name), *arguments)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "none.txt")


def test_the_packaged_cities_of_further_countries_are_loaded_once():
    assert "added of 2 countries" in run("packaged", "--country", "CY,MT")
    assert set(Place.objects.filter(layer="cities", country__in=["CY", "MT"]).values_list("country", flat=True)) == {
        "CY",
        "MT",
    }
    assert "Places: 0 added" in run("packaged", "--country", "CY,MT")
