"""Is a port free, and does something answer there?"""

import socket
from contextlib import closing

import pytest

from tracker.management import ports


def test_a_free_port_is_free_and_silent():
    port = ports.free_port()
    assert ports.why_not("127.0.0.1", port) is None
    assert not ports.answers("127.0.0.1", port)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_taken_port_is_said_with_a_way_out(host):
    with closing(socket.create_server((host, 0))) as server:
        port = server.getsockname()[1]
        assert f"choose another one, for example PORT={port + 1}" in ports.why_not(host, port)
        assert ports.answers(host, port)


def test_an_address_of_another_machine_is_said():
    assert ports.why_not("192.0.2.1", 8000) == "Cannot listen on 192.0.2.1:8000: Cannot assign requested address."


def test_a_port_out_of_range_is_said():
    assert ports.why_not("127.0.0.1", 70000) == "PORT is 70000; a port is a number from 1 to 65535."


def test_a_host_that_is_no_name_is_said():
    assert ports.why_not("999.1.1.1", 8000) == "999.1.1.1:8000 is no address of this machine."
