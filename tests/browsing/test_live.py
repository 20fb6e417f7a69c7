"""A text is pasted, and a page that is open elsewhere shows it; an editor decides, and it changes again."""

import re

import pytest
from playwright.sync_api import Browser, expect

DASHBOARD = "/agreements/syria-2016-12-30/?f=1&from=2016-12-30&to=2017-01-05"
TEXT = (
    "Government forces shelled the village of Morek in Hama province on Sunday, "
    "the Syrian Observatory for Human Rights said."
)


def test_a_pasted_text_shows_on_an_open_dashboard_within_two_seconds(served, sign_in, page, chromium: Browser):
    watching = chromium.new_context().new_page()
    watching.goto(served.base_url + DASHBOARD)
    expect(watching.locator(".live")).to_be_visible()
    before = int(re.search(r"(\d+) breaches", watching.locator(".res").inner_text())[1])
    sign_in(page, "analyst")
    page.goto(f"{served.base_url}/documents/new/")
    page.fill("[name=text]", TEXT)
    page.fill("[name=source_name]", "Northern Wire")
    page.fill("[name=published_at]", "2017-01-01")
    page.select_option("[name=agreement]", "syria-2016-12-30")
    page.get_by_role("button", name="Store and read").click()
    expect(watching.locator(".res")).to_contain_text(f"{before + 1} breaches", timeout=2_000)
    expect(watching.locator("#latest")).to_contain_text("Morek", timeout=2_000)
    watching.context.close()


def test_a_decision_moves_the_count_on_an_open_page(served, sign_in, page, chromium: Browser):
    watching = chromium.new_context().new_page()
    watching.goto(f"{served.base_url}/agreements/syria-2016-12-30/breaches/5/")
    expect(watching.get_by_text("Unconfirmed").first).to_be_visible()
    sign_in(page, "editor")
    page.goto(f"{served.base_url}/agreements/syria-2016-12-30/breaches/5/")
    page.fill("[name=reason]", "The army gives another account.")
    page.get_by_label("Accounts differ").check()
    page.get_by_role("button", name=re.compile("Contest")).click()
    expect(watching.get_by_text("Contested").first).to_be_visible(timeout=2_000)
    watching.context.close()


def test_what_is_open_stays_open_and_in_focus_when_the_page_follows_a_change(served, sign_in, page, chromium: Browser):
    watching = chromium.new_context().new_page()
    watching.goto(served.base_url + DASHBOARD)
    watching.locator("#days-table summary").click()
    watching.locator("#out-files-head").click()
    watching.locator("#out-atom").focus()
    watching.evaluate("document.getElementById('chips').dataset.former = 'yes'")
    sign_in(page, "editor")
    page.goto(f"{served.base_url}/agreements/syria-2016-12-30/breaches/6/")
    page.fill("[name=reason]", "The army gives another account.")
    page.get_by_label("Accounts differ").check()
    page.get_by_role("button", name=re.compile("Contest")).click()
    expect(watching.locator("#chips")).not_to_have_attribute("data-former", "yes", timeout=2_000)
    expect(watching.locator("#out-atom")).to_be_focused()
    expect(watching.locator("#days-table table")).to_be_visible()
    watching.context.close()


@pytest.mark.parametrize(
    "address",
    [
        "/",
        DASHBOARD,
        "/agreements/syria-2016-12-30/regions/SY-HM/",
        "/agreements/syria-2016-12-30/breaches/",
        "/agreements/syria-2016-12-30/breaches/4/",
        "/agreements/syria-2016-12-30/brief/?day=2017-01-12",
        "/agreements/syria-2016-12-30/embed/?f=1&to=2017-01-12",
        "/sources/",
        "/parties/",
        "/method/",
        "/accounts/login/",
        "/documents/new/",
        "/review/",
        "/review/syria-2016-12-30/4/",
        "/review/leads/",
        "/review/names/",
        "/review/changes/",
        "/corrections/",
        "/places/",
        "/sources/health/",
        "/imports/",
    ],
)
def test_a_page_has_no_accessibility_barrier_and_asks_no_foreign_host(served, sign_in, page, axe, address):
    foreign: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(served.base_url) else foreign.append(request.url))
    if address.startswith(("/documents/new/", "/review/", "/places/", "/sources/health/", "/imports/")):
        sign_in(page, "editor")
    page.goto(served.base_url + address)
    page.wait_for_timeout(500)
    assert axe(page) == []
    assert [url for url in foreign if not url.startswith("data:")] == []
