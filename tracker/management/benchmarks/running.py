"""What a person waits for: the start, a change on an open page, the first load. Measured on a scratch installation."""

import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from django.conf import settings

from tracker.management import ports
from tracker.management.benchmarks import ROUNDS, timed_ms

CHROMIUM = Path("/usr/bin/chromium")
DASHBOARD, CROWD = "/agreements/syria-2016-12-30/", "/agreements/crowd/"
CHANGES_SHOWN = f"{DASHBOARD}?f=1&from=2016-12-30&to=2017-01-05"
# Resolves with the moment, in Unix milliseconds, at which the words first stand in the element.
WHEN_SHOWN = """
([where, words]) => new Promise((done) => {
  const look = () => document.querySelector(where)?.textContent.includes(words) && done(Date.now());
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
})
"""


# Ticks or unticks the box; resolves with the milliseconds until the board, the chart, the list and the map have been
# drawn anew and the browser has painted them.
UNTIL_REDRAWN = """
(box) => new Promise((done) => {
  const started = performance.now(), waiting = new Set(["#board", "#timeline", "#latest"]);
  const frame = document.querySelector("[data-map]").closest(".map");
  let asked = false, drawn = false;
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === 1)
      for (const part of waiting) if (node.matches(part) || node.querySelector(part)) waiting.delete(part);
    const loads = frame.classList.contains("loading-data");
    drawn ||= asked && !loads;
    asked ||= loads;
    if (waiting.size || !drawn) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - started)));
  });
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  document.querySelector(box).click();
})
"""
BOXES = [
    f'#filters input[name="{name}"][value="{value}"]'
    for name, value in (("event_type", "battles"), ("scope", "permitted"), ("verification", "refuted"))
]


class Installation:
    """A tracker of its own in `folder`, on a free port."""

    def __init__(self, folder: Path):
        self.port = ports.free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "BENCH_POSTGRES_URL") if name in os.environ}
        self.environment = kept | {"VAR_DIR": str(folder), "PORT": str(self.port)}

    @contextmanager
    def running(self) -> Iterator[float]:
        """The tracker runs within; gives the seconds from the command until it said that it runs."""
        started = time.perf_counter()
        command = [sys.executable, "manage.py", "runall", "--leave-with-parent"]
        child = subprocess.Popen(  # noqa: S603 - this project's own command
            command, cwd=settings.BASE_DIR, env=self.environment, stdout=subprocess.PIPE, text=True
        )
        try:
            for line in child.stdout:
                if "runs at" in line:
                    break
            else:
                raise RuntimeError(f"It did not start (exit code {child.wait()}).")
            yield time.perf_counter() - started
        finally:
            child.send_signal(signal.SIGINT)
            child.wait(timeout=60)

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(  # noqa: S603 - this project's own command
            command, cwd=settings.BASE_DIR, env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def signed_in(self, name: str) -> httpx.Client:
        """A client signed in as one of the example's accounts."""
        lines = (self.folder / "example-passwords.txt").read_text(encoding="utf-8").splitlines()
        password = dict(line.split("\t") for line in lines if "\t" in line)[name]
        client = httpx.Client(base_url=self.address, timeout=30)
        client.get("/accounts/login/")
        form = {"username": name, "password": password, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        if client.post("/accounts/login/", data=form).status_code != httpx.codes.FOUND:
            raise RuntimeError(f"The account {name} could not sign in.")
        return client


def measure(installation: Installation) -> Iterator[str]:
    bare = timed_ms(lambda: installation.manage("check")) / 1000
    with installation.running() as first:
        pass
    with installation.running() as second:
        yield (
            f"First start with the example: {first:.1f} s; second start: {second:.1f} s; "
            f"`manage.py check` alone: {bare:.1f} s; ratio of the second {second / bare:.1f}."
        )
        yield from _with_browser(installation, _first_load, _live)


def measure_filters(installation: Installation) -> Iterator[str]:
    """A filter change in the browser, once the scratch installation holds the crowd."""
    with installation.running():
        yield from _with_browser(installation, _filters)


def _with_browser(installation: Installation, *measures: Callable[[Any, Installation], str]) -> Iterator[str]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        yield "What a browser shows: left out, Playwright is not installed (`make lint` installs it)."
        return
    if not CHROMIUM.exists():
        yield f"What a browser shows: left out, there is no {CHROMIUM}."
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        for one in measures:
            yield one(browser, installation)
        browser.close()


def _first_load(browser, installation: Installation) -> str:
    """Bytes over the wire, headers of answers included, as the browser counts them, with an empty cache."""
    page = browser.new_context().new_page()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[float] = []
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(installation.address + DASHBOARD)
    # The live stream never ends, so the network never falls idle; the map is the last to come.
    page.wait_for_timeout(2_000)
    shown = page.evaluate("performance.getEntriesByType('resource').reduce((sum, e) => sum + e.decodedBodySize, 0)")
    page.context.close()
    total = sum(sizes)
    return (
        f"First load: {total / 1000:.0f} kB over the wire in {len(sizes)} answers; "
        f"its parts unpacked {shown / 1000:.0f} kB; ratio {total / shown:.2f}."
    )


def _filters(browser, installation: Installation) -> str:
    """From a tick in a filter to the redrawn parts, with 100,000 breaches; beside the example with its few."""
    many, few = (_redrawn(browser, installation.address + path) for path in (CROWD, DASHBOARD))
    return (
        f"A filter changed in the browser, with 100,000 breaches: median {statistics.median(many):.0f} ms until board, "
        f"map, chart and list are redrawn, 95th of 100 {statistics.quantiles(many, n=20)[-1]:.0f} ms; with the "
        f"example's: {statistics.median(few):.0f} ms; ratio {statistics.median(many) / statistics.median(few):.1f}."
    )


def _redrawn(browser, address: str) -> list[float]:
    page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    page.goto(address)
    page.wait_for_timeout(2_000)
    page.evaluate("for (const part of document.querySelectorAll('#filters details')) part.open = true")
    times = []
    for turn in range(ROUNDS + 1):
        times.append(page.evaluate(UNTIL_REDRAWN, BOXES[turn % len(BOXES)]))
        page.wait_for_timeout(500)
    page.context.close()
    return times[1:]


def _live(browser, installation: Installation) -> str:
    """From a pasted text to the claim on a dashboard that is open in a browser; beside fetching that page's parts."""
    page = browser.new_context().new_page()
    page.goto(installation.address + CHANGES_SHOWN)
    page.wait_for_timeout(1_000)
    client = installation.signed_in("analyst")
    form = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/documents/new/").text)
    waited = []
    for turn in range(ROUNDS):
        name = f"Bench {chr(65 + turn)} Wire"
        fields = {
            "text": f"Mortar shells hit the village of Morek in Hama province on Sunday, {name} residents said.",
            "source_name": name,
            "published_at": "2017-01-01",
            "agreement": "syria-2016-12-30",
            "csrfmiddlewaretoken": form[1],
        }
        clicked = time.time()
        if client.post("/documents/new/", data=fields).status_code >= httpx.codes.BAD_REQUEST:
            raise RuntimeError("The text was not taken.")
        waited.append(page.evaluate(WHEN_SHOWN, ["#latest", name]) - 1000 * clicked)
        page.wait_for_timeout(500)
    parts = statistics.median(
        timed_ms(lambda: client.get(CHANGES_SHOWN, headers={"HX-Request": "true"})) for _ in range(ROUNDS)
    )
    page.context.close()
    median = statistics.median(waited)
    return (
        f"A pasted text on an open dashboard: median {median:.0f} ms, slowest of {ROUNDS} {max(waited):.0f} ms; "
        f"fetching the parts of the page alone: {parts:.0f} ms; ratio {median / parts:.1f}."
    )
