"""A language model of our own on loopback, which answers as each test wants."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from tests.loopback import QuietHandler, serving
from tracker.llm import Endpoint


@dataclass
class FakeModel:
    """`answers` are given in turn, the last one for ever: a dict or text as the message, a number as an HTTP status."""

    port: int
    answers: list = field(default_factory=list)
    asked: list[dict] = field(default_factory=list)
    delay: float = 0.0

    @property
    def endpoint(self) -> Endpoint:
        return Endpoint(f"http://127.0.0.1:{self.port}/v1", "small", "secret", timeout_seconds=0.5)

    def next(self):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def model() -> Iterator[FakeModel]:
    class Handler(QuietHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            here.asked.append({"path": self.path, "key": self.headers.get("Authorization"), **body})
            time.sleep(here.delay)
            answer = here.next()
            status = answer if isinstance(answer, int) else 200
            content = answer if isinstance(answer, str) else json.dumps(answer)
            told = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            try:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(told if status == 200 else b"no")
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    with serving(Handler) as port:
        here = FakeModel(port)
        yield here


class OpenGate:
    """Lets everything through, and counts."""

    def __init__(self, closed: Callable[[], str | None] = lambda: None):
        self.closed, self.good, self.bad = closed, 0, 0

    def answered(self):
        self.good += 1

    def failed(self):
        self.bad += 1
