"""What somebody taps and types after a talk, and on a board."""

from playwright.sync_api import Locator, Page, expect


def close(phone: Page, goal: str, rating: str) -> None:
    for answer in (goal, "None needed", rating):
        phone.get_by_role("button", name=answer, exact=True).click()
    expect(phone.get_by_role("heading", level=2)).to_have_text("That is all.")


def act(phone: Page, when: str, will: str, by: str) -> None:
    phone.get_by_label("When", exact=True).fill(when)
    phone.get_by_label("I will").fill(will)
    phone.get_by_label("By", exact=True).fill(by)
    phone.get_by_role("button", name="Keep this action").click()
    expect(phone.get_by_text(f"When {when}, I will {will}.").first).to_be_visible()


def keep_insight(phone: Page, text: str) -> None:
    phone.get_by_label("What did you learn?").fill(text)
    phone.get_by_role("button", name="Keep this insight").click()
    expect(phone.get_by_text(text, exact=True)).to_be_visible()


def send_line(phone: Page, line: str) -> None:
    phone.get_by_label("One line to Ada").fill(line)
    phone.get_by_role("button", name="Send to Ada").click()
    expect(phone.get_by_text(line)).to_be_visible()


def told(page: Page, text: str) -> Locator:
    return page.locator("article", has=page.locator("p.quote", has_text=text))
