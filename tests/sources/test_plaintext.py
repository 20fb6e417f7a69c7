import pytest

from tracker.sources import plaintext
from tracker.sources.items import NotReadable


def test_the_first_line_is_the_title_and_stays_in_the_text():
    item = plaintext.read(b"Clashes in Hama\n\n\n\nTwo dead.", external_id="x", name="a")
    assert (item.title, item.text) == ("Clashes in Hama", "Clashes in Hama\n\nTwo dead.")


def test_a_file_without_a_headline_is_called_by_its_name():
    assert plaintext.read(b"Two dead. " * 50, external_id="x", name="notes").title == "notes"


def test_a_declared_encoding_is_heeded():
    assert plaintext.read("حماة".encode("cp1256"), external_id="x", declared="windows-1256").text == "حماة"


def test_invisible_letters_are_nothing():
    with pytest.raises(NotReadable, match="“a” is empty"):
        plaintext.read("\u200b \u200b".encode(), external_id="x", name="a")
