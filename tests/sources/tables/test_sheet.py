"""Tables as people save them: encodings, delimiters, titles above the header, HXL tags, XLSX."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from tracker.sources.items import NotReadable, TooLarge
from tracker.sources.tables import sheet


def book(*rows) -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def lines(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return list(sheet.read(data).rows())


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(sign):
    table = sheet.read(sign.join(["date", "place"]).encode() + b"\n" + sign.join(["2017-01-02", "Hill"]).encode())
    assert (table.delimiter, table.header) == (sign, ("date", "place"))
    assert list(table.rows()) == [(2, ("2017-01-02", "Hill"))]


def test_a_decimal_comma_is_no_delimiter():
    table = sheet.read(b"date;lat;lon\n2017-01-02;35,4;36,8\n2017-01-03;35,5;36,9\n")
    assert table.delimiter == ";"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("\ufeffdate,Ort\n2017-01-02,Köln\n".encode(), "utf-8"),
        ("date,Ort\n2017-01-02,Köln\n".encode("cp1252"), "cp1252"),
        ("date,المكان\n2017-01-02,ريف حماة الشمالي، قصف مدفعي على اللطامنة وكفرزيتا\n".encode("cp1256"), "cp1256"),
    ],
)
def test_the_encoding_is_found(data, encoding):
    table = sheet.read(data)
    assert table.encoding == encoding
    assert table.header[0] == "date"


def test_titles_above_the_header_are_passed_over():
    table = sheet.read(b"Monthly table,,\nof a partner,,\ndate,place,killed\n2017-01-02,Hill,3\n")
    assert (table.header_line, table.header) == (3, ("date", "place", "killed"))
    assert [line for line, _ in table.rows()] == [4]


def test_hxl_tags_are_no_data():
    table = sheet.read(b"Tag,Ort\n#date+start,#loc+name\n2017-01-02,Hill\n")
    assert table.tags == ("#date+start", "#loc+name")
    assert [line for line, _ in table.rows()] == [3]


def test_lines_are_those_of_the_file_also_after_a_cell_of_two_lines():
    assert [line for line, _ in lines(b'date,note\n2017-01-02,"a\nb"\n2017-01-03,c\n')] == [2, 4]


def test_ragged_and_empty_rows():
    assert lines(b"date,place,killed\n2017-01-02\n,,\n\n2017-01-03,Hill,1,extra\n") == [
        (2, ("2017-01-02",)),
        (5, ("2017-01-03", "Hill", "1", "extra")),
    ]


def test_a_workbook_gives_its_first_sheet():
    assert lines(book(["date", "place"], ["2017-01-02", "Hill"], [None, None])) == [(2, ("2017-01-02", "Hill"))]


def test_it_can_be_read_again():
    table = sheet.read(b"date,place\n2017-01-02,Hill\n")
    assert list(table.rows()) == list(table.rows()) != []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"%PDF\x00\x01\x02", "no table"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"1,2,3\n4,5,6\n", "column names"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, said):
    with pytest.raises(NotReadable, match=said):
        sheet.read(data)


def test_a_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(TooLarge, match="unpacks to more"):
        sheet.read(out.getvalue())


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(sheet, "MOST_ROWS", 12)
    with pytest.raises(TooLarge, match="in parts"):
        lines(b"date,place\n" + b"2017-01-02,Hill\n" * 20)
