import gzip
import tracemalloc
import zlib

import pytest

from tracker.sources.compression import unpacked
from tracker.sources.items import NotReadable, TooLarge, Unreachable

TEXT = b"Shelling was heard in Skeik. " * 50


def in_pieces(data, size):
    return [data[at : at + size] for at in range(0, len(data), size)]


@pytest.mark.parametrize("size", [1, 7, 10_000])
@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT, mtime=0)),
        ("X-GZIP", gzip.compress(TEXT, mtime=0)),
        ("gzip", gzip.compress(TEXT[:700], mtime=0) + gzip.compress(TEXT[700:], mtime=0)),
        ("gzip", gzip.compress(TEXT, mtime=0) + b"\x00\x00\x00"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
    ],
)
def test_what_was_packed_comes_out_whole(coding, packed, size):
    assert unpacked(in_pieces(packed, size), coding, 10_000) == TEXT


def test_a_bomb_stops_at_the_limit_and_not_after_unpacking():
    bomb = gzip.compress(b"\x00" * 50_000_000, mtime=0)
    pieces = iter(in_pieces(bomb, 1000))
    with pytest.raises(TooLarge, match="larger than 1 MB"):
        unpacked(pieces, "gzip", 1_000_000)
    assert len(list(pieces)) > 40  # the rest of the bomb was never looked at


def test_a_bomb_in_one_piece_never_fills_the_memory():
    bomb = gzip.compress(b"\x00" * 50_000_000, mtime=0)
    tracemalloc.start()
    with pytest.raises(TooLarge):
        unpacked([bomb], "gzip", 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_body_of_just_the_limit_is_taken_and_one_byte_more_is_not():
    assert len(unpacked([b"x" * 100], "", 100)) == 100
    assert len(unpacked([gzip.compress(b"x" * 100, mtime=0)], "gzip", 100)) == 100
    with pytest.raises(TooLarge):
        unpacked([b"x" * 101], "", 100)
    with pytest.raises(TooLarge):
        unpacked([gzip.compress(b"x" * 101, mtime=0)], "gzip", 100)


def test_many_empty_members_do_not_go_on_for_ever():
    with pytest.raises(TooLarge):
        unpacked(in_pieces(gzip.compress(b"", mtime=0) * 1000, 500), "gzip", 1000)


def test_an_answer_that_breaks_off_is_not_taken_for_the_whole():
    with pytest.raises(Unreachable, match="breaks off"):
        unpacked([gzip.compress(TEXT, mtime=0)[:-10]], "gzip", 10_000)


def test_a_packing_that_was_not_asked_for_is_named():
    with pytest.raises(NotReadable, match="“br”"):
        unpacked([b"xx"], "br", 100)


def test_what_only_claims_to_be_packed_is_said_to_be_broken():
    with pytest.raises(NotReadable, match="cannot be unpacked"):
        unpacked([b"<html>plain</html>"], "gzip", 100)
