"""What all adapters have in common."""

import pytest

from tracker.sources import adapters, fetching
from tracker.vocab import Adapter


def test_a_secret_is_not_sent_on_to_where_an_address_redirects(server, loopback_counts_as_public):
    other = server.address.replace("127.0.0.1", "localhost")
    server.says("/a", b"", status=302, Location=f"{other}/b")
    server.says("/b", b"x")
    fetching.get(f"{server.address}/a", allow_private=True, headers={"Authorization": "Bearer tok"})
    assert ["Authorization" in asked for asked in server.asked] == [True, False]


@pytest.mark.parametrize(
    ("adapter", "address", "is_good"),
    [
        (Adapter.FEED, "https://example.org/feed", True),
        (Adapter.FEED, "file:///etc/passwd", False),
        (Adapter.MAIL, "maildir:monitors", True),
        (Adapter.MAIL, "imaps://me@example.org/INBOX", True),
        (Adapter.MAIL, "https://example.org", False),
    ],
)
def test_an_address_fits_its_adapter(adapter, address, is_good):
    assert (adapters.fault_of_address(adapter, address) == "") is is_good
