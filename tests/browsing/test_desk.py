"""An editor's ten minutes at the desk, without a mouse where it says so."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

AGREEMENT = "syria-2016-12-30"
TEXT = (
    "Government forces shelled the village of Morek in Hama province on Sunday, the Syrian Observatory for Human "
    "Rights said. Residents of Khan Shaykhun told Northern Wire that three people were wounded there."
)


def label(page: Page) -> str:
    return page.locator("#desk h2 + .badges a").inner_text()


def test_the_editor_reads_a_new_text_sets_its_place_right_and_decides(served, sign_in, page):
    # A text comes in; its claims wait in the queue.
    sign_in(page, "editor")
    page.goto(f"{served.base_url}/documents/new/")
    page.fill("[name=text]", TEXT)
    page.fill("[name=source_name]", "Northern Wire")
    page.fill("[name=published_at]", "2017-01-01")
    page.select_option("[name=agreement]", AGREEMENT)
    page.get_by_role("button", name="Store and read").click()
    page.get_by_role("link", name=re.compile(r"B-\d+")).first.click(timeout=10_000)
    page.get_by_role("link", name="Open at the desk").click()
    page.wait_for_url(re.compile(r"/review/"))

    # The words that a field rests on light up when one enters it.
    place = page.get_by_role("textbox", name="Place", exact=True)
    place.focus()
    expect(page.locator("#source-text mark.ev-where.on").first).to_be_visible()

    # Selected words go into a field.
    page.evaluate("""() => {
      const walk = document.createTreeWalker(document.getElementById("source-text"), NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.data.indexOf("Morek");
        if (at >= 0) { getSelection().setBaseAndExtent(node, at, node, at + 5); return; }
      }
    }""")
    page.locator(".pick-bar").get_by_role("button", name="Place").click()
    expect(place).to_have_value("Morek")

    # A pin by hand; the map follows, what was typed survives a reload, and it is saved.
    page.fill("[name=lat]", "35.38")
    page.fill("[name=lon]", "36.69")
    page.fill("[name=injured]", "5")
    page.reload()
    expect(page.locator("[name=injured]")).to_have_value("5")
    page.get_by_role("button", name="Save the fields").click()
    expect(page.get_by_text("was corrected").first).to_be_visible()
    expect(page.locator(".log")).to_contain_text("injured")

    # A mistake is said in words, and nothing that was typed is lost.
    page.fill("[name=fatalities_low]", "9")
    page.fill("[name=fatalities_best]", "2")
    page.get_by_role("button", name="Save the fields").click()
    expect(page.get_by_role("alert")).to_contain_text("low cannot be above best")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("[name=fatalities_low]")).to_have_value("9")

    # The correction is taken back.
    page.locator("[data-undo]").first.click()
    expect(page.get_by_text("Taken back.").first).to_be_visible()
    expect(page.locator("[name=injured]")).not_to_have_value("5")


def test_fifty_claims_are_decided_without_a_mouse(served, sign_in, page):
    sign_in(page, "editor")
    page.goto(f"{served.base_url}/review/")
    with page.expect_navigation(wait_until="domcontentloaded"):  # before that no key is heard
        page.keyboard.press("s")
    page.wait_for_selector("#desk")
    decided = []
    for _ in range(50):
        decided.append(label(page))
        page.keyboard.press("u")  # park as unverifiable …
        with page.expect_navigation(wait_until="domcontentloaded"):
            page.keyboard.press("s")  # … one origin only; the next one is shown
    assert len(set(decided)) == 50
    expect(page.get_by_text("is unverifiable").first).to_be_visible()


def test_keys_are_told_and_the_queue_is_walked(served, sign_in, page):
    sign_in(page, "editor")
    page.goto(f"{served.base_url}/review/next/")
    first = label(page)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press("j")
    assert label(page) != first
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.keyboard.press("k")
    assert label(page) == first


def test_two_editors_at_one_breach_see_each_other_and_the_slower_one_is_told(served, sign_in, page, chromium: Browser):
    address = f"{served.base_url}/review/next/?agreement={AGREEMENT}"
    other = chromium.new_context().new_page()
    sign_in(other, "admin")
    other.goto(address)
    sign_in(page, "editor")
    page.goto(other.url)
    expect(page.locator("#others")).to_contain_text("admin has this breach open")
    other.get_by_label("In words; public").fill("Two accounts.")
    other.get_by_role("button", name=re.compile("Contest")).click()
    expect(other.get_by_text("is contested").first).to_be_visible()
    page.get_by_label("In words; public").fill("No one can go there.")
    page.get_by_role("button", name=re.compile("Park as unverifiable")).click()
    expect(page.get_by_role("alert")).to_contain_text("in the meantime")
    expect(page.get_by_label("In words; public")).to_have_value("No one can go there.")
    other.context.close()


@pytest.mark.parametrize(("scripts", "number"), [(True, 9), (False, 12)], ids=["with scripts", "without"])
def test_a_merge_leaves_a_tombstone_that_leads_on(served, sign_in, chromium: Browser, scripts, number):
    mine = chromium.new_context(java_script_enabled=scripts).new_page()
    sign_in(mine, "editor")
    mine.goto(f"{served.base_url}/review/{AGREEMENT}/{number}/")
    mine.locator("#joining > summary").click()
    mine.get_by_label("Another breach, by its number").fill("B-0010")
    mine.get_by_role("button", name="Merge into that breach").click()
    expect(mine.get_by_text("was merged into B-0010").first).to_be_visible()
    mine.goto(f"{served.base_url}/agreements/{AGREEMENT}/breaches/{number}/")
    assert mine.url.endswith("/breaches/10/"), "the tombstone leads to the other"
    mine.goto(f"{served.base_url}/corrections/")
    expect(mine.locator(".log")).to_contain_text("was merged into B-0010")
    mine.context.close()
