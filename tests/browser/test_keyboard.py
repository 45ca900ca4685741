"""Booking with a keyboard alone: everything is reached, and one always sees where one is."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK
from tests.making.browser import findable_mentor

LINE = "My cello squeaks on the C string. What do I change first?"
MOST_TABS = 60

# the ring is drawn by what has the focus, or around it: by the label of a radio that cannot be
# seen, by the box of a question
IS_SEEN = """focused => [focused, focused.closest('label, .ask')].some(element => {
  if (!element) return false
  const { outlineStyle, outlineWidth } = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
    && box.bottom > 0 && box.top < innerHeight && box.width > 1 })"""


@pytest.fixture
def page(product, open_browser) -> Page:
    def make_people(make) -> str:
        topics = ["Why a cello squeaks"]
        about = {"name": "Clara Bow", "time_zone": "Europe/Lisbon", "topics": topics}
        findable_mentor(make, "clara", lengths=(10, 20, 30), **about)
        return make.person(name="Kim Key", time_zone="Europe/Berlin").handle

    return open_browser(DESK, person=product.write(make_people))


def test_a_talk_is_booked_by_tab_enter_and_arrows(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    assert is_seen(page)
    page.keyboard.press("Enter")
    find_clara(page)
    choose_a_time(page)
    write_the_brief(page)
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()


def find_clara(page: Page) -> None:
    tab_to(page, "textarea[name=q]")
    page.keyboard.type(LINE)
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="who know")).to_be_visible()
    expect(page.get_by_role("button", name="Find somebody")).to_be_focused()
    tab_to(page, "main a[href^='/mentors/clara']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Clara Bow")


def choose_a_time(page: Page) -> None:
    """After each swap one is where one was."""
    tab_to(page, "#length-10")
    page.keyboard.press("Enter")
    expect(page.locator("#length-10[aria-current]")).to_be_focused()
    tab_to(page, ".day:nth-child(2)")
    page.keyboard.press("Enter")
    expect(page.locator(".day:nth-child(2)[aria-current]")).to_be_focused()
    tab_to(page, "input[name=slot]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=slot]:checked")).to_be_focused()
    assert is_seen(page)
    tab_to(page, ".dock button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your brief for Clara")


def write_the_brief(page: Page) -> None:
    """Forget the question first: the refusal has the focus, and its link leads to the field."""
    question = page.get_by_label("My one question")
    tab_to(page, "#question")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    tab_to(page, ".dock button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    tab_to(page, "[role=alert] a")
    page.keyboard.press("Enter")
    expect(question).to_be_focused()
    page.keyboard.type(LINE)
    tab_to(page, ".dock button")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/bookings/[\w-]+$"))


def tab_to(page: Page, selector: str, *, key: str = "Tab") -> None:
    """Press Tab until it has the focus; on the way each stop must be seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press(key)
        assert is_seen(page), f"the focus is lost on {page.evaluate(WHERE)}"
        if page.locator(":focus").evaluate(
            "(element, selector) => element.matches(selector)", selector
        ):
            return
    raise AssertionError(f"{MOST_TABS} tabs do not lead to {selector}")


WHERE = "document.activeElement.outerHTML.slice(0, 120)"


def is_seen(page: Page) -> bool:
    return page.evaluate(f"({IS_SEEN})(document.activeElement)")
