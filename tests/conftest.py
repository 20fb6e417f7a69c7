"""What every test may ask for: a browser and its page, a broker, and the whole tracker as processes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests import browser, stack
from tracker.management import valkey as embedded
from tracker.management.processes import Crew

# The folders whose files take longest, with a browser or with processes of their own.
LONG = ("browsing", "platform", "commands")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files come first: one that begins last would be waited for by all but one of the workers."""
    items.sort(key=lambda item: item.path.parent.name not in LONG)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a file. Its driver runs an event loop in the thread of the tests, in which Django's
    test client would refuse to work: so it ends before other tests begin.
    """
    with browser.started() as chromium:
        yield chromium


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page, signed in nowhere; an error that its scripts do not catch fails the test."""
    errors: list[str] = []
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, errors


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Lists the accessibility barriers of a page: `assert axe(page) == []`."""
    return browser.barriers


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real broker at settings.REDIS_URL, for the rest of the run from the first test that asks for it."""
    address = urlsplit(settings.REDIS_URL)
    server = embedded.Embedded(tmp_path_factory.mktemp("valkey"), address.port, address.password)
    with Crew(["valkey"]) as crew:
        crew.start("valkey", server.command, environment={}, stdin=server.configuration, quiet=True)
        crew.wait_until(lambda: embedded.answers(server.url), what="Valkey", seconds=10)
        yield server.url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows; copy it, never write to it."""

    def migrate(folder: Path) -> None:
        stack.manage(stack.environment(folder), "migrate", "--verbosity", "0")

    # The write-ahead log is folded in when the last connection closes, so the file is whole.
    return stack.made_once(tmp_path_factory, "migrated", migrate) / "tracker.sqlite3"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[stack.Stack]:
    """The tracker as processes of its own, for the tests of one file: `served.base_url`, `served.run("…")`."""
    with stack.started(tmp_path_factory.mktemp("served"), migrated_file) as running:
        yield running
