import pytest

from tracker.sources.encoding import declared_inside, decode, guess

ARABIC = "قالت مصادر محلية إن اشتباكات وقعت في ريف حماة الشمالي بعد ساعات من سريان الهدنة."
RUSSIAN = "По данным наблюдателей, обстрел произошёл в провинции Хама через два часа после вступления в силу."
FRENCH = "Les combats ont repris à l’aube près d’Alep, a déclaré l’armée."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859-6"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "cp1252"),
        (ARABIC, "utf-8"),
        (ARABIC, "utf-8-sig"),
        (ARABIC, "utf-16"),
        (FRENCH, "utf-16-be"),
        (FRENCH, "utf-16-le"),
    ],
)
@pytest.mark.parametrize("declared", [None, "utf-8", "no-such-encoding"])
def test_text_in_any_encoding_is_legible_whatever_it_is_declared_as(text, codec, declared):
    data = text.replace("ё", "е").encode(codec)
    assert decode(data, declared)[0] == text.replace("ё", "е")


def test_a_western_page_declared_as_utf8_is_read_and_the_reader_is_warned():
    text, name, warnings = decode(FRENCH.encode("cp1252"), "UTF-8")
    assert (text, name) == (FRENCH, "cp1252")
    assert warnings == ("It is declared as utf-8, but is not; it is read as cp1252. Check the letters.",)


def test_markup_does_not_drown_the_letters_of_an_arabic_page():
    page = b"<div class='a long name of a class'><p>" * 300 + ARABIC.encode("cp1256") + b"</p></div>" * 300
    assert guess(page) == "cp1256"


def test_one_wrong_byte_does_not_spoil_the_rest():
    text, name, warnings = decode(ARABIC.encode() + b" \x93Hama\x94", "utf-8")
    assert (text, name) == (ARABIC + " “Hama”", "utf-8")
    assert warnings[0].startswith("2 of its bytes")


def test_what_is_declared_as_western_but_written_in_utf8_is_read_as_utf8():
    assert decode(FRENCH.encode(), "ISO-8859-1") == (
        FRENCH,
        "utf-8",
        ("It is declared as cp1252, but is written in UTF-8.",),
    )


def test_latin1_means_the_larger_set_that_browsers_read():
    assert decode("l’aube".encode("cp1252"), "iso-8859-1") == ("l’aube", "cp1252", ())


def test_an_escaped_encoding_is_not_mistaken_for_ascii():
    assert decode("日本語".encode("iso-2022-jp"), "iso-2022-jp")[0] == "日本語"


@pytest.mark.parametrize(
    "declared", ["hex", "zlib", "rot13", "idna", "unicode_escape", "utf-7", "utf-16", "\0", "x" * 999]
)
def test_a_declared_name_that_is_no_encoding_of_texts_is_passed_over(declared):
    assert decode("déclaré".encode("cp1252"), declared)[0] == "déclaré"


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"\xfe\xff", b"\xff\xfe\x00", b"\x00", bytes(range(256)), b"\xd8\x00" * 9]
)
@pytest.mark.parametrize("declared", [None, "utf-8", "utf-16", "shift_jis", "ascii"])
def test_no_bytes_make_it_fail(data, declared):
    text, name, _ = decode(data, declared)
    assert isinstance(text, str)
    assert name


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<?xml version="1.0" encoding="windows-1256"?>', "windows-1256"),
        (b"<html><head><META CHARSET=koi8-r>", "koi8-r"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', "windows-1251"),
        (b"<p>charset=koi8-r</p>", None),
    ],
)
def test_the_encoding_that_a_head_names_is_found(head, name):
    assert declared_inside(head) == name


def test_the_head_counts_where_the_server_says_nothing():
    page = b"<meta charset=iso-8859-9><p>" + "Çatışma".encode("cp1254")
    assert decode(page)[0].endswith("Çatışma")
