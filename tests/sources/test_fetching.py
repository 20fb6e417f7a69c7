import datetime as dt
import gzip
import socket
import time

import pytest

from tracker.sources import fetching
from tracker.sources.fetching import Limits, get
from tracker.sources.items import NotReadable, RateLimited, Refused, TooLarge, TooSlow, Unreachable

NOW = dt.datetime(2017, 1, 1, 12, tzinfo=dt.UTC)


def drip(request, head: bytes, every: float = 0.02, pieces: int = 200):
    request.wfile.write(head)
    for _ in range(pieces):
        request.wfile.write(b"x")
        request.wfile.flush()
        time.sleep(every)


def test_it_works(server):
    address = server.says("/a", "déjà".encode("cp1252"), Content_Type='text/html; Charset="windows-1252"')
    answer = get(address + "#part", allow_private=True)
    assert (answer.status, answer.body, answer.charset) == (200, "déjà".encode("cp1252"), "windows-1252")
    assert answer.content_type == "text/html"
    assert answer.url.startswith(address)
    assert server.asked[0]["User-Agent"] == "CeasefireTracker"
    assert server.asked[0]["Host"] == server.address.removeprefix("http://")


def test_the_proxies_of_the_environment_are_not_used(server, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert get(server.says("/a", b"x"), allow_private=True).body == b"x"


def test_an_inner_address_is_refused_before_anything_is_sent(server):
    address = server.says("/a", b"secret")
    with pytest.raises(Refused, match="this machine itself"):
        get(address)
    assert server.asked == []


def test_a_public_name_that_leads_to_loopback_is_refused(server, monkeypatch):
    port = int(server.address.rpartition(":")[2])
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    server.says("/a", b"secret")
    with pytest.raises(Refused, match=r"news\.example"):
        get(f"http://news.example:{port}/a")
    assert server.asked == []


def test_the_connection_goes_to_the_address_that_was_checked(server, monkeypatch, loopback_counts_as_public):
    """A name server that answers differently the second time gets no second question."""
    port = int(server.address.rpartition(":")[2])
    answers = iter(["127.0.0.1", "10.0.0.1"])
    asked = []

    def changing(host, *args, **kwargs):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    really = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: changing(host) if host == "news.example" else really(host, *a, **k)
    )
    server.says("/a", b"x")
    assert get(f"http://news.example:{port}/a").body == b"x"
    assert asked == ["news.example"]
    assert server.asked[0]["Host"] == f"news.example:{port}"


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/admin", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "//192.168.0.1/"]
)
def test_a_redirect_into_an_inner_network_is_refused(server, loopback_counts_as_public, target):
    address = server.says("/a", status=302, Location=target)
    with pytest.raises(Refused, match="is not asked"):
        get(address)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "gopher://x/"])
def test_a_redirect_to_another_protocol_is_refused(server, target):
    with pytest.raises(Refused, match="http"):
        get(server.says("/a", status=302, Location=target), allow_private=True)


@pytest.mark.parametrize(
    "address", ["", "news.example", "file:///etc/passwd", "http://", "http://a:port/", "http://a\nb/"]
)
def test_what_is_no_web_address_is_said_to_be_none(address):
    with pytest.raises(Refused, match="address"):
        get(address)


def test_an_address_with_a_password_is_not_read():
    with pytest.raises(Refused, match="password"):
        get("http://anna:secret@news.example/")


def test_redirects_are_followed_to_the_fifth(server):
    for step in range(5):
        server.says(f"/{step}", status=301, Location=f"/{step + 1}")
    server.says("/5", b"there")
    answer = get(server.address + "/0", allow_private=True)
    assert (answer.body, answer.url) == (b"there", server.address + "/5")


def test_a_redirect_in_a_circle_ends(server):
    server.says("/a", status=302, Location="/b")
    server.says("/b", status=302, Location="/a")
    with pytest.raises(Refused, match="more than 5 times"):
        get(server.address + "/a", allow_private=True)
    assert len(server.asked) == 6


def test_a_redirect_to_an_address_in_arabic_letters_is_followed(server):
    server.says("/%D8%AD%D9%85%D8%A7%D8%A9", b"Hama")
    address = server.says("/a", status=302, Location="/حماة".encode().decode("latin-1"))
    assert get(address, allow_private=True).body == b"Hama"


def test_a_redirect_in_western_letters_is_followed(server):
    server.says("/d%C3%A9j%C3%A0", b"there")
    assert get(server.says("/a", status=302, Location="/déjà"), allow_private=True).body == b"there"


def test_a_server_that_drips_its_body_is_cut_off(server):
    address = server.does("/a", lambda request: drip(request, b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"))
    with pytest.raises(TooSlow, match=r"not answer in full within 0\.3 seconds"):
        get(address, limits=Limits(total_seconds=0.3), allow_private=True)


def test_a_server_that_drips_its_header_is_cut_off_too(server):
    address = server.does("/a", lambda request: drip(request, b"HTTP/1.1 200 OK\r\nX-Long: "))
    with pytest.raises(TooSlow, match="not answer in full"):
        get(address, limits=Limits(total_seconds=0.3), allow_private=True)


def test_a_silent_server_is_given_up_before_the_total_time(server):
    address = server.does("/a", lambda _: time.sleep(0.6))
    with pytest.raises(TooSlow, match=r"silent for 0\.1 seconds") as caught:
        get(address, limits=Limits(total_seconds=5, read_seconds=0.1), allow_private=True)
    assert caught.value.is_temporary


def test_redirects_do_not_win_time(server):
    def slowly(request):
        time.sleep(0.15)
        request.send_response(302)
        request.send_header("Location", "/a")
        request.end_headers()

    with pytest.raises(TooSlow):
        get(server.does("/a", slowly), limits=Limits(total_seconds=0.4, redirects=99), allow_private=True)


def test_a_body_that_is_announced_as_huge_is_not_read(server):
    address = server.does("/a", lambda request: drip(request, b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"))
    with pytest.raises(TooLarge, match="10 MB"):
        get(address, allow_private=True)


def test_a_body_that_turns_out_huge_is_stopped(server):
    def endless(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            request.wfile.write(b"x" * 10_000)

    with pytest.raises(TooLarge, match="50,000 bytes"):
        get(server.does("/a", endless), limits=Limits(max_bytes=50_000), allow_private=True)


def test_a_gzip_bomb_is_stopped(server):
    address = server.says("/a", gzip.compress(b"0" * 30_000_000), Content_Encoding="gzip")
    with pytest.raises(TooLarge):
        get(address, allow_private=True)


def test_a_body_that_breaks_off_is_not_taken_for_the_whole(server):
    address = server.says("/a", b"half", Content_Length="400")
    with pytest.raises(Unreachable, match="broke off"):
        get(address, allow_private=True)


def test_what_is_no_http_server_is_said_to_be_none(server):
    address = server.does("/a", lambda request: request.wfile.write(b"220 mail ready\r\n"))
    with pytest.raises(Unreachable, match="does not speak HTTP"):
        get(address, allow_private=True)


def test_a_closed_port_is_unreachable():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(Unreachable, match="does not take up connections"):
            get(f"http://127.0.0.1:{taken.getsockname()[1]}/", allow_private=True)


def test_the_second_of_two_addresses_is_tried(server, monkeypatch):
    port = int(server.address.rpartition(":")[2])
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in ("::1", "127.0.0.1")]
    really = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: found if host == "news.example" else really(host, *a, **k)
    )
    server.says("/a", b"x")
    assert get(f"http://news.example:{port}/a", allow_private=True).body == b"x"


def test_an_encrypted_address_of_a_plain_server_does_not_hold(server):
    server.says("/a", b"x")
    with pytest.raises(Unreachable, match="encryption"):
        get(server.address.replace("http:", "https:") + "/a", allow_private=True)


def test_the_second_request_is_conditional(server):
    address = server.says("/a", b"x", ETag='"v1"', Last_Modified="Fri, 30 Dec 2016 10:00:00 GMT")
    state = get(address, allow_private=True).state
    server.says("/a", status=304)
    answer = get(address, state=state, allow_private=True)
    assert answer.not_modified
    assert server.asked[1]["If-None-Match"] == '"v1"'
    assert server.asked[1]["If-Modified-Since"] == "Fri, 30 Dec 2016 10:00:00 GMT"


def test_the_state_of_another_address_is_not_sent(server):
    state = get(server.says("/a", b"x", ETag='"v1"'), allow_private=True).state
    get(server.says("/b", b"x"), state=state, allow_private=True)
    assert "If-None-Match" not in server.asked[1]


def test_not_modified_without_a_condition_is_no_content(server):
    with pytest.raises(NotReadable, match="304"):
        get(server.says("/a", status=304), allow_private=True)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_rest_gets_it(server, status):
    with pytest.raises(RateLimited, match="left alone for 2 minutes") as caught:
        get(server.says("/a", status=status, Retry_After="120"), allow_private=True)
    assert (caught.value.retry_after_seconds, caught.value.is_temporary) == (120, True)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("0", 1),
        ("30", 30),
        ("9999999999", 86400),
        ("Sun, 01 Jan 2017 12:05:00 GMT", 300),
        ("Sun, 01 Jan 2017 11:00:00 GMT", 1),
        ("soon", 900),
        ("-5", 900),
        ("", 900),
    ],
)
def test_retry_after_is_read_in_both_forms(written, seconds):
    assert fetching.rest_seconds(written, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "error", "is_temporary"),
    [
        (401, Refused, False),
        (403, Refused, False),
        (404, Unreachable, False),
        (410, Unreachable, False),
        (418, NotReadable, False),
        (500, Unreachable, True),
        (503, Unreachable, True),
    ],
)
def test_a_status_becomes_a_sentence(server, status, error, is_temporary):
    with pytest.raises(error, match=str(status)) as caught:
        get(server.says("/a", b"x", status=status), allow_private=True)
    assert type(caught.value) is error
    assert caught.value.is_temporary is is_temporary
    assert caught.value.message.endswith(".")
