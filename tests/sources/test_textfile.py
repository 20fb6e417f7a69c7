import pytest

from tracker.sources import textfile
from tracker.sources.items import NotReadable, TooLarge

TEXT = "Clashes in Hama\n\nTwo civilians were hurt, a monitor said."


def test_a_text_file_becomes_a_document():
    item = textfile.from_bytes(TEXT.encode(), "clashes.txt")
    assert (item.title, item.text, item.url, item.published_at) == ("Clashes in Hama", TEXT, "", None)


def test_the_same_file_under_another_name_is_the_same_document():
    first, second = (textfile.from_bytes(TEXT.encode(), name) for name in ("a.txt", "b.txt"))
    assert first.external_id == second.external_id


def test_a_file_from_a_western_windows_machine_is_legible_with_a_warning():
    item = textfile.from_bytes("L’aube à Alep".encode("cp1252"), "aube.txt")
    assert item.text == "L’aube à Alep"
    assert "cp1252" in item.warnings[0]


def test_a_saved_web_page_is_read_as_a_page():
    page = f"<html><head><title>Clashes</title></head><body><article><p>{TEXT}</p></article></body></html>"
    assert "<" not in textfile.from_bytes(page.encode(), "page.html").text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.4 x", "“a.bin” is a PDF file"),
        (b"\xd0\xcf\x11\xe0", "office document"),
        (b"\x89PNG\r\n", "an image"),
        (b"\x00\x01\x02" * 50, "not text"),
        (b"<rss version='2.0'>", "a feed"),
        (b'{"a": 1}', "JSON"),
        (b"", "“a” is empty"),
        (b" \n ", "“a” is empty"),
    ],
)
def test_what_is_not_text_is_refused_by_its_name(data, said):
    with pytest.raises(NotReadable, match=said):
        textfile.from_bytes(data, "a.bin")


def test_a_large_file_is_refused_before_it_is_looked_at():
    with pytest.raises(TooLarge, match="100 bytes"):
        textfile.from_bytes(b"x" * 101, "a.txt", max_bytes=100)
