import gzip
import io
import zipfile

import pytest

from tracker.sources import kinds
from tracker.sources.kinds import Kind


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Kind.EMPTY),
        (b" \r\n\t", Kind.EMPTY),
        (b"\xef\xbb\xbf", Kind.EMPTY),
        (b"<!DOCTYPE html><html>", Kind.HTML),
        (b"\n<!-- x --><HTML><body>", Kind.HTML),
        (b"<p>Hello</p>", Kind.HTML),
        ("<html><body>".encode("utf-16"), Kind.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', Kind.HTML),
        (b'<html><head><link type="application/rss+xml"></head><p>an <rss > feed', Kind.HTML),
        (b'<?xml version="1.0"?><rss version="2.0">', Kind.FEED),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', Kind.FEED),
        (b'<a:feed xmlns:a="http://www.w3.org/2005/Atom">', Kind.FEED),
        (b"<?xml version='1.0'?><rdf:RDF xmlns='x'>", Kind.FEED),
        (b"<br />Warning: something\n<?xml version='1.0'?><rss>", Kind.FEED),
        ('<?xml version="1.0"?><rss>'.encode("utf-16"), Kind.FEED),
        (b"<?xml version='1.0'?><data/>", Kind.XML),
        (b'{"a": 1}', Kind.JSON),
        (b'[{"a": 1}]\n', Kind.JSON),
        (b"[Beirut] Clashes were heard [end]", Kind.TEXT),
        (b"%PDF-1.7", Kind.PDF),
        (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
        (b"\xff\xd8\xff\xe0", Kind.IMAGE),
        (b"GIF89a", Kind.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Kind.IMAGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", Kind.IMAGE),
        (b"\x00\x00\x00\x18ftypmp42", Kind.MEDIA),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OFFICE),
        (zipped("[Content_Types].xml", "word/document.xml"), Kind.OFFICE),
        (zipped("notes.txt"), Kind.ARCHIVE),
        (gzip.compress(b"x", mtime=0), Kind.ARCHIVE),
        (b"\x00\x01\x02\x03" * 100, Kind.BINARY),
        (b"\x01\x02\x03\x04" * 100, Kind.BINARY),
        (b"Clashes in Hama.", Kind.TEXT),
        ("اشتباكات في حماة".encode(), Kind.TEXT),
        ("اشتباكات في حماة".encode("cp1256"), Kind.TEXT),
        ("Clashes in Hama".encode("utf-16"), Kind.TEXT),
        ("Clashes in Hama".encode("utf-16-le"), Kind.TEXT),
    ],
)
def test_the_first_bytes_tell_what_came(data, kind):
    assert kinds.of(data) == kind


def test_many_comments_do_not_hold_it_up():
    assert kinds.of(b"<!---->" * 580) == Kind.HTML
