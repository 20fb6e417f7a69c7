"""The map's slider moves the days, or what was known, and everything on the page follows."""

import re

from playwright.sync_api import expect

DASHBOARD = "/agreements/syria-2016-12-30/?f=1&from=2016-12-30&to=2017-01-05"
SET = "(slider, day) => { slider.value = day; slider.dispatchEvent(new Event('input', { bubbles: true })); }"


def shown(page) -> int:
    return int(re.search(r"(\d+) breach", page.locator(".res").inner_text())[1])


def test_sliding_to_another_day_moves_dates_states_counts_and_address(served, example, page):
    page.goto(served.base_url + DASHBOARD)
    page.wait_for_selector(".map.ready")
    before = shown(page)
    page.locator("#clock input").evaluate(SET, 1)
    expect(page.locator("#clock output")).to_have_text("31 Dec 2016, day 2")
    expect(page).to_have_url(re.compile("from=2016-12-25&to=2016-12-31"))
    expect(page.locator("#board header")).to_contain_text("31 Dec 2016")
    assert 0 < shown(page) < before
    page.go_back()
    assert not page.url.startswith(served.base_url + "/agreements"), "sliding fills no history"


def test_what_was_known_on_the_first_day_is_less_than_what_is_known_of_it(served, example, page):
    page.goto(served.base_url + DASHBOARD)
    page.wait_for_selector(".map.ready")
    before = shown(page)
    page.get_by_role("button", name="As known on").click()
    page.locator("#clock input").evaluate(SET, 0)
    expect(page).to_have_url(re.compile("known=2016-12-30"))
    expect(page.locator("#chips")).to_contain_text("as known on 30 Dec 2016")
    assert shown(page) < before
    page.get_by_role("button", name="As it happened").click()
    expect(page.locator("#chips")).not_to_contain_text("as known on")


def test_playing_goes_day_by_day_and_stops_at_a_press(served, example, page):
    page.goto(served.base_url + DASHBOARD)
    page.wait_for_selector(".map.ready")
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#clock output")).to_have_text("7 Jan 2017, day 9", timeout=10_000)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
