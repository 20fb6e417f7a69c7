"""The fixtures that the other tests rest on do what they say."""

import socket
import urllib.request

import pytest


def test_no_test_reaches_the_network():
    # pytest-socket warns before it raises, and here a warning is an error.
    with pytest.raises(UserWarning, match="tried to use socket"), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))


def test_axe_finds_a_picture_without_a_text(page, axe):
    page.set_content("<html lang=en><title>A page</title><main><h1>A page</h1><img src='data:,'></main></html>")
    assert [line.split(":")[0] for line in axe(page)] == ["image-alt"]


def test_axe_is_content_with_a_plain_page(page, axe):
    page.set_content("<html lang=en><title>A page</title><main><h1>A page</h1></main></html>")
    assert axe(page) == []


def test_the_whole_stack_serves_and_keeps_a_database_of_its_own(served):
    with urllib.request.urlopen(f"{served.base_url}/healthz", timeout=10) as response:  # noqa: S310
        assert response.read().strip() == b"ok"
    assert served.run("Account.objects.create(username='ann'); print(Account.objects.count())") == "1\n"
    served.crew.check()
