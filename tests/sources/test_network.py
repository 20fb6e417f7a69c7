import socket
import threading

import pytest

from tracker.sources import network
from tracker.sources.items import Refused, TooSlow, Unreachable


def leads_to(monkeypatch, *addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
    ],
)
def test_an_inner_address_is_in_trouble(address):
    assert network.trouble_with(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808"])
def test_a_public_address_is_not(address):
    assert network.trouble_with(address) is None


def test_the_metadata_address_is_said_to_be_one():
    assert "metadata" in network.trouble_with("169.254.169.254")


def test_a_name_with_one_public_and_one_inner_address_is_refused(monkeypatch):
    leads_to(monkeypatch, "93.184.215.14", "10.0.0.5")
    with pytest.raises(Refused, match=r"news\.example is not asked: it leads to a private address \(10\.0\.0\.5\)"):
        network.resolve("news.example", 80, seconds=1)


def test_the_addresses_of_a_public_name_come_once_each(monkeypatch):
    leads_to(monkeypatch, "93.184.215.14", "93.184.215.15", "93.184.215.14")
    assert network.resolve("news.example", 80, seconds=1) == ["93.184.215.14", "93.184.215.15"]


@pytest.mark.parametrize("written", ["2130706433", "0x7f.1", "127.1"])
def test_another_way_of_writing_loopback_is_seen_through(written):
    with pytest.raises(Refused, match="this machine itself"):
        network.resolve(written, 80, seconds=1)


def test_a_name_that_nobody_has_is_a_typing_error(monkeypatch):
    def fails(*args, **kwargs):
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    with pytest.raises(Unreachable, match="no host of the name") as caught:
        network.resolve("nwes.example", 80, seconds=1)
    assert caught.value.is_temporary


def test_a_name_server_that_hangs_is_left_behind(monkeypatch):
    forever = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: forever.wait(5))
    with pytest.raises(TooSlow):
        network.resolve("news.example", 80, seconds=0.05)
    forever.set()
