"""A board lived: marks, a contradiction, a decision, an action, on paper and as a file."""

import io
import re
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, PHONE
from tests.making.boards import AND, HERS, HIS, LINE, make_board

pytestmark = pytest.mark.long

_serial = count(1)
DECISION, REASON = "I tell him. His lead joins later.", "he asked me twice"


@pytest.fixture
def open_board(product, open_browser):
    """Return a maker of pages that show a fresh board: `open_board(PHONE)`."""

    def open_board(device, **options) -> Page:
        handle = f"gil{next(_serial)}"
        places = product.write(lambda make: make_board(make, handle))
        page = open_browser(device, person=handle, **options)
        page.goto(f"/goals/{places['goal']}")
        return page

    return open_board


def told(page: Page, text: str) -> Locator:
    return page.locator("article", has=page.locator("p.quote", has_text=text))


def contradict(page: Page) -> None:
    told(page, HIS).get_by_role("radio", name="Contradicts").click()
    told(page, HIS).get_by_label("What does it contradict?").select_option(label=f"Iris: {HERS}")
    expect(page.get_by_text("They disagree")).to_be_visible()


def decide(page: Page, text: str, reason: str, button: str) -> None:
    page.get_by_role("textbox", name="What you decide").fill(text)
    page.get_by_role("textbox", name="Because").fill(reason)
    page.get_by_role("button", name=button).click()
    expect(page.locator(".decision")).to_contain_text(text)


def test_contradictions_are_marked_a_decision_is_made_and_an_action_of_it(open_board):
    page = open_board(PHONE)
    told(page, HERS).get_by_role("radio", name="Agree").click()
    expect(told(page, HERS).get_by_role("radio", name="Agree")).to_be_checked()
    contradict(page)
    group = page.get_by_role("group", name="Iris and Otto contradict each other")
    expect(group.locator("article")).to_have_count(2)
    told(page, AND).get_by_role("radio", name="Not for me").click()
    expect(told(page, AND)).to_have_class(re.compile("set-aside"))

    decide(page, "His lead tells him.", "it is kinder", "Decide")
    page.get_by_text("Change, and keep the old one").click()
    decide(page, DECISION, REASON, "Decide this instead")
    page.get_by_text("Decided before, 1").click()
    expect(page.get_by_text("Because it is kinder")).to_be_visible()

    page.get_by_text("Make an action of your decision").click()
    page.get_by_label("When", exact=True).fill("we meet on Friday")
    page.get_by_label("I will", exact=True).fill("tell him")
    page.get_by_role("button", name="Keep this action").click()
    kept = page.get_by_text("When we meet on Friday, I will tell him.")
    expect(kept.first).to_be_visible()
    assert barriers(page) == []


def test_marks_are_set_by_keyboard_and_the_focus_stays(open_board):
    page = open_board(DESK)
    told(page, HERS).get_by_role("radio", name="Agree").focus()
    with page.expect_response("**/mark"):
        page.keyboard.press("Space")
    agree = told(page, HERS).get_by_role("radio", name="Agree")
    expect(agree).to_be_checked()
    expect(agree).to_be_focused()

    with page.expect_response("**/mark"):
        page.keyboard.press("ArrowRight")
    contradicts = told(page, HERS).get_by_role("radio", name="Contradicts")
    expect(page.get_by_text("They disagree")).to_be_visible()
    expect(contradicts).to_be_checked()
    expect(contradicts).to_be_focused()


def test_without_a_script_every_mark_is_a_form(open_board):
    page = open_board(PHONE, java_script_enabled=False)
    told(page, HERS).get_by_role("radio", name="Agree").click()
    told(page, HERS).get_by_role("button", name="Keep this mark").click()
    expect(told(page, HERS).get_by_role("radio", name="Agree")).to_be_checked()

    told(page, HIS).get_by_role("radio", name="Contradicts").click()
    told(page, HIS).get_by_role("button", name="Keep this mark").click()
    told(page, HIS).get_by_label("What does it contradict?").select_option(label=f"Iris: {HERS}")
    told(page, HIS).get_by_role("button", name="Keep this mark").click()
    expect(page.get_by_text("They disagree")).to_be_visible()
    decide(page, DECISION, REASON, "Decide")


def test_on_paper_stands_what_was_said_and_decided_and_nothing_to_press(open_board):
    page = open_board(DESK)
    contradict(page)
    decide(page, "His lead tells him.", "it is kinder", "Decide")
    page.get_by_text("Change, and keep the old one").click()
    decide(page, DECISION, REASON, "Decide this instead")

    sheet = PdfReader(io.BytesIO(page.pdf(format="A4")))
    words = " ".join(" ".join(leaf.extract_text() for leaf in sheet.pages).split())

    for said in (LINE, HERS, HIS, AND, "They disagree", "Contradicts", DECISION, REASON):
        assert said in words, said
    assert "His lead tells him." in words  # what was decided before, though it was folded
    for pressed in ("Ask somebody else", "Decide this instead", "Not for me", "Keep it on the"):
        assert pressed not in words, pressed
    assert len(sheet.pages) <= 3


def test_the_export_is_downloaded_and_read(open_board):
    page = open_board(PHONE)
    contradict(page)
    decide(page, DECISION, REASON, "Decide")

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Export as Markdown").click()
    text = waiting.value.path().read_text()

    assert waiting.value.suggested_filename.endswith(".md")
    lines = text.splitlines()
    assert lines[0] == f"# {LINE}"
    assert "## They disagree" in lines and f"> {DECISION}" in lines
    assert f"Because {REASON}" in text and HIS in text


def test_a_goal_is_begun_closed_and_opened_again(open_board):
    page = open_board(PHONE)
    page.get_by_role("link", name="Goals").click()
    page.get_by_label("What do you want to be able to do or decide?").fill("Ask for the budget")
    page.get_by_role("button", name="Start this goal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask for the budget")

    page.get_by_text("Change or close this goal").click()
    page.get_by_label("Why you drop it").fill("There is no budget.")
    page.get_by_role("button", name="I drop it").click()
    expect(page.get_by_text("There is no budget.").first).to_be_visible()
    page.get_by_role("button", name="Open this goal again").click()
    expect(page.get_by_text("Change or close this goal")).to_be_visible()
    assert barriers(page) == []
