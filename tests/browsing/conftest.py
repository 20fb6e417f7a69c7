"""The example in a running tracker, and the way in."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import stack


@pytest.fixture(scope="session")
def loaded(tmp_path_factory, migrated_file) -> tuple[Path, dict[str, str]]:
    """A SQLite file with the example in it, and the passwords of its accounts; copy it, never write to it."""

    def load(folder: Path) -> None:
        shutil.copy(migrated_file, folder)
        stack.manage(stack.environment(folder), "demo", "--verbosity", "0")

    folder = stack.made_once(tmp_path_factory, "loaded", load)
    lines = (folder / "example-passwords.txt").read_text(encoding="utf-8").splitlines()
    return folder / "tracker.sqlite3", dict(line.split("\t") for line in lines if "\t" in line)


@pytest.fixture(scope="module")
def served(tmp_path_factory, loaded) -> Iterator[stack.Stack]:
    """The tracker with the example, as processes of its own, for the tests of one file."""
    with stack.started(tmp_path_factory.mktemp("served"), loaded[0]) as running:
        yield running


@pytest.fixture(scope="session")
def example(loaded) -> dict[str, str]:
    """The passwords of the example's accounts, by name."""
    return loaded[1]


@pytest.fixture
def sign_in(served, example) -> Callable[[Page, str], None]:
    """`sign_in(page, "editor")` leaves the page on the first page, signed in."""

    def enter(page: Page, name: str) -> None:
        page.goto(f"{served.base_url}/accounts/login/")
        page.fill("[name=username]", name)
        page.fill("[name=password]", example[name])
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{served.base_url}/")

    return enter
