"""The example in a running tracker, and the way in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page


@pytest.fixture(scope="module")
def example(served):
    """The example loaded into the stack, with the passwords of its accounts."""
    served.manage("demo", "--verbosity", "0")
    lines = Path(served.environment["VAR_DIR"], "example-passwords.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if "\t" in line)


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
