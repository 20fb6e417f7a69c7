"""The dashboard's filters under a mouse, a finger and the keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

DASHBOARD = "/agreements/syria-2016-12-30/?f=1"


def drag(page: Page, first: float, last: float) -> None:
    """Drag over the chart between two shares of its width."""
    plot = page.locator("svg[data-first]")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    y = box["y"] + 80
    page.mouse.move(box["x"] + first * box["width"], y)
    page.mouse.down()
    page.mouse.move(box["x"] + last * box["width"], y, steps=4)
    page.mouse.up()


def test_dragging_over_the_timeline_chooses_its_days(served, example, page):
    """The chart begins on 16 December and holds 72 days."""
    page.goto(served.base_url + DASHBOARD)
    drag(page, 14.5 / 72, 20.5 / 72)
    expect(page.locator("#id_from")).to_have_value("2016-12-30")
    expect(page.locator("#id_to")).to_have_value("2017-01-05")
    expect(page.locator("#chips")).to_contain_text("30 Dec 2016 – 5 Jan 2017")
    expect(page).to_have_url(re.compile("from=2016-12-30&to=2017-01-05"))
    drag(page, 20.5 / 72, 14.5 / 72)  # the chart was drawn anew; from right to left is the same
    expect(page.locator("#id_from")).to_have_value("2016-12-30")


def test_escape_gives_up_a_drag(served, example, page):
    page.goto(served.base_url + DASHBOARD)
    plot = page.locator("svg[data-first]")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    page.mouse.move(box["x"] + 50, box["y"] + 80)
    page.mouse.down()
    expect(page.locator("svg[data-first] .brush")).to_have_count(1)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator("svg[data-first] .brush")).to_have_count(0)
    expect(page.locator("#id_from")).to_have_value("")


def test_a_finger_scrolls_the_chart_until_it_is_told_to_choose(served, example, chromium: Browser):
    context = chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(served.base_url + DASHBOARD)
    button = page.get_by_role("button", name="Choose days by dragging")
    press = """plot => plot.dispatchEvent(new PointerEvent("pointerdown",
      {bubbles: true, isPrimary: true, pointerType: "touch", clientX: 200, button: 0, pointerId: 1}))"""
    plot = page.locator("svg[data-first]")
    plot.evaluate("plot => { plot.setPointerCapture = () => {}; }")
    plot.evaluate(press)
    expect(plot.locator(".brush")).to_have_count(0)
    button.tap()
    expect(button).to_have_attribute("aria-pressed", "true")
    plot.evaluate(press)
    expect(plot.locator(".brush")).to_have_count(1)
    context.close()


def test_a_stack_is_chosen_without_a_new_page_and_goes_along_with_the_filter(served, example, page):
    page.goto(served.base_url + DASHBOARD)
    page.evaluate("window.same = true")
    page.locator("#by-accused").click()
    expect(page.locator("#timeline .chartlegend")).to_contain_text("Syrian army")
    page.locator("#id_q").fill("Hama")
    expect(page).to_have_url(re.compile("by=accused.*q=Hama|q=Hama.*by=accused"))
    expect(page.locator("#by-accused")).to_have_attribute("aria-current", "true")
    assert page.evaluate("window.same")


def test_a_filter_that_was_changed_on_the_open_page_is_saved_as_it_is_now(served, sign_in, page):
    sign_in(page, "analyst")
    page.goto(served.base_url + DASHBOARD)
    page.locator("#id_q").fill("Hama")
    expect(page.locator("#chips")).to_contain_text("“Hama”")
    page.locator("#saved summary").click()
    page.get_by_label("Save what is shown now as").fill("Around Hama")
    page.locator("#saved").get_by_role("button", name="Save").click()
    expect(page.locator("#notices")).to_contain_text("Saved as “Around Hama”.")
    expect(page).to_have_url(re.compile("q=Hama"))
    page.locator("#saved summary").click()
    expect(page.locator("#saved").get_by_role("link", name="Around Hama")).to_have_attribute(
        "href", re.compile("q=Hama")
    )


@pytest.mark.parametrize("query", ["&severity=3&by=accused", "&by=source"])
def test_the_page_has_no_barriers_with_its_further_filters_open(served, example, page, axe, query):
    page.goto(served.base_url + DASHBOARD + query)
    assert axe(page) == []
