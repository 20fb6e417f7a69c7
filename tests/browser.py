"""The browser of the tests: where it is, how it is started, and what accessibility means to them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@contextmanager
def started() -> Iterator[Browser]:
    """A running Chromium. Skips the test where there is none, or fails it where REQUIRE_BROWSER=1 is set."""
    if not CHROMIUM.exists():
        reason = f"There is no {CHROMIUM}; `make chromium` as root installs it."
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def barriers(page: Page) -> list[str]:
    """What axe finds on the page as it stands: a line for each rule broken, with the elements that break it."""
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: " + ", ".join(" ".join(map(str, node["target"])) for node in rule["nodes"])
        for rule in found
    ]
