"""A small web server on this machine whose pages each test writes itself."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.loopback import QuietHandler, serving
from tracker.sources import network


class Server:
    """`pages`: path -> what answers it; one without a query answers every query.

    `asked`: the headers of each request that came, in order; `paths`: their paths; `posted`: the forms that were sent,
    `bodies`: as they came.
    """

    def __init__(self, port: int):
        self.address = f"http://127.0.0.1:{port}"
        self.pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.posted: list[dict[str, str]] = []
        self.bodies: list[bytes] = []

    def says(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Answer that path so; returns its address. A header's name is written with underscores."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in {"Content_Length": str(len(body)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            request.wfile.write(body)

        return self.does(path, answer)

    def does(self, path: str, answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        self.pages[path] = answer
        return self.address + path


@pytest.fixture
def server() -> Iterator[Server]:
    class Handler(QuietHandler):
        def do_GET(self):
            here.asked.append(dict(self.headers.items()))
            here.paths.append(self.path)
            answer = here.pages.get(self.path) or here.pages.get(urlsplit(self.path).path)
            try:
                answer(self) if answer else self.send_error(404)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the asker had enough, which is what some tests are about

        def do_POST(self):
            here.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            here.posted.append(dict(parse_qsl(here.bodies[-1].decode())))
            self.do_GET()

    with serving(Handler) as port:
        here = Server(port)
        yield here


@pytest.fixture
def loopback_counts_as_public(monkeypatch):
    """So that the test server can be asked while every other inner address stays refused."""
    really = network.trouble_with
    monkeypatch.setattr(network, "trouble_with", lambda address: None if address == "127.0.0.1" else really(address))
