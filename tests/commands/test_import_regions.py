"""`manage.py import_regions`: boundaries as they are published, refused in words where they cannot be used."""

import io
import json
import zipfile

import pytest
import shapefile
from django.core.management import CommandError, call_command

from tracker.models import Region

pytestmark = pytest.mark.django_db


def square(west, south, size=0.1):
    return [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]


def feature(properties, ring):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}


OLD = {"ADM1_EN": "Hama", "ADM1_AR": "حماة", "ADM1_PCODE": "SY05", "ADM2_EN": "As-Salamiyeh", "ADM2_PCODE": "SY0502"}
NEW = {"adm1_name": "Hama", "adm1_name1": "حماة", "adm1_pcode": "SY05"}
GEOBOUNDARIES = {"shapeName": "Hama", "shapeISO": "SY-HM", "shapeID": "1B2", "shapeGroup": "SYR", "shapeType": "ADM1"}


def a_file(tmp_path, *features, name="regions.geojson", **more):
    path = tmp_path / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}), encoding="utf-8")
    return path


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("import_regions", *map(str, arguments), "--country", "SY", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("columns", [OLD, NEW, GEOBOUNDARIES], ids=["COD old", "COD new", "geoBoundaries"])
def test_a_first_level_region_that_is_there_keeps_its_code_and_gets_the_polygon(tmp_path, columns):
    said = run(a_file(tmp_path, feature(columns, square(36.5, 35.2))), "--origin", "COD-AB 2024")
    assert "0 added, 1 brought up to date" in said
    region = Region.objects.get(code="SY-HM")
    assert (region.bbox, region.origin) == ([36.5, 35.2, 36.6, 35.3], "COD-AB 2024")
    assert "حماة" in region.all_names or columns is GEOBOUNDARIES


def test_a_second_level_hangs_under_the_region_that_its_code_names_or_that_holds_it(tmp_path):
    run(a_file(tmp_path, feature(OLD, square(36.5, 35.2, 0.5))))
    held = {"ADM2_EN": "Muhradah", "ADM2_PCODE": "SY0503"}
    rows = [feature(OLD, square(36.5, 35.2)), feature(held, square(36.7, 35.4))]
    assert "2 added" in run(a_file(tmp_path, *rows), "--level", "2", "--valid-from", "2017-01-01")
    below = Region.objects.filter(level=2)
    assert {region.code: region.parent.code for region in below} == {"SY0502": "SY-HM", "SY0503": "SY-HM"}
    assert {str(region.valid_from) for region in below} == {"2017-01-01"}


def test_a_second_import_adds_nothing(tmp_path):
    path = a_file(tmp_path, feature(OLD, square(36.5, 35.2)))
    run(path, "--level", "2")
    assert "0 added, 1 brought up to date" in run(path, "--level", "2")


def test_an_outline_that_crosses_itself_is_repaired_and_said(tmp_path):
    bow = [[36.5, 35.2], [36.6, 35.3], [36.6, 35.2], [36.5, 35.3], [36.5, 35.2]]
    assert "Hama: its outline crossed itself and was repaired" in run(a_file(tmp_path, feature(OLD, bow)))


def test_a_topology_is_put_together(tmp_path):
    path = tmp_path / "regions.topojson"
    arcs = [[[0, 0], [100, 0], [0, 100]], [[100, 100], [-100, 0], [0, -100]]]
    geometry = {"type": "Polygon", "arcs": [[0, 1]], "properties": GEOBOUNDARIES}
    told = {
        "type": "Topology",
        "transform": {"scale": [0.001, 0.001], "translate": [36.5, 35.2]},
        "arcs": arcs,
        "objects": {"regions": {"type": "GeometryCollection", "geometries": [geometry]}},
    }
    path.write_text(json.dumps(told))
    run(path)
    assert Region.objects.get(code="SY-HM").bbox == [36.5, 35.2, 36.6, 35.3]


def a_shapefile(tmp_path, projection='GEOGCS["GCS_WGS_1984"]'):
    parts = {kind: io.BytesIO() for kind in ("shp", "shx", "dbf")}
    with shapefile.Writer(**parts) as writer:
        for column in ("ADM1_EN", "ADM1_PCODE"):
            writer.field(column, "C", 40)
        writer.poly([square(36.5, 35.2)[::-1]])
        writer.record("Hama", "SY05")
    path = tmp_path / "regions.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for kind, content in parts.items():
            archive.writestr(f"syr_admin1.{kind}", content.getvalue())
        archive.writestr("syr_admin1.prj", projection)
    return path


def test_a_zipped_shapefile_is_read(tmp_path):
    run(a_shapefile(tmp_path))
    assert Region.objects.get(code="SY-HM").bbox == [36.5, 35.2, 36.6, 35.3]


@pytest.mark.parametrize("projection", ['PROJCS["WGS_1984_UTM_Zone_37N"]', 'GEOGCS["GCS_Deir_ez_Zor"]'])
def test_a_shapefile_in_another_system_is_refused(tmp_path, projection):
    with pytest.raises(CommandError, match="not in WGS84"):
        run(a_shapefile(tmp_path, projection))


def test_metres_are_no_degrees(tmp_path):
    said = run(a_file(tmp_path, feature(OLD, square(300_000, 3_900_000, 1000))))
    assert "line 1: Hama does not lie in degrees: the file is not in WGS84" in said


def test_a_file_that_names_another_system_is_refused(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}
    with pytest.raises(CommandError, match="not in WGS84"):
        run(a_file(tmp_path, feature(OLD, square(36.5, 35.2)), crs=crs))


def test_a_row_without_a_code_is_left_out_and_named(tmp_path):
    said = run(a_file(tmp_path, feature({"ADM1_EN": "Nameless"}, square(36.5, 35.2)), feature(OLD, square(36.5, 35.2))))
    assert "1 left out" in said
    assert "line 1: it has no code of level 1" in said


@pytest.mark.parametrize(
    ("content", "words"), [("not json", "neither JSON nor a zipped"), ('{"type": "Point"}', "no FeatureCollection")]
)
def test_a_file_of_another_kind_is_refused(tmp_path, content, words):
    path = tmp_path / "regions.geojson"
    path.write_text(content)
    with pytest.raises(CommandError, match=words):
        run(path)


def test_a_level_needs_the_one_above(tmp_path):
    with pytest.raises(CommandError, match="no region of level 2 in SY yet"):
        run(a_file(tmp_path, feature(OLD, square(36.5, 35.2))), "--level", "3")
