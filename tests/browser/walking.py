"""What people do in more than one walk: read a mail, sign in by it, choose a time."""

import re
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from webapp.core.clock import SystemClock

MAIL_TAKES = 15  # seconds at most, with a worker that looks once a second
TOO_CLOSE = timedelta(seconds=30)  # to be held before it has begun


def read_mail(page: Page, to: str, subject: str | re.Pattern) -> Locator:
    """Look into somebody's mail until it is there, and open it."""
    deadline = time.monotonic() + MAIL_TAKES
    mail = page.locator("details").filter(has_text=subject).first
    while time.monotonic() < deadline:
        page.goto(f"/demo/mail?{urlencode({'to': to})}")
        if mail.count():
            return mail
    raise AssertionError(f"no mail to {to} with {subject}: {page.locator('main').inner_text()}")


def sign_in_by_mail(page: Page, email: str) -> None:
    """Ask for a code, read it in another tab, and type it."""
    ask_for_code(page, email)
    tab = page.context.new_page()
    code = code_for(tab, email)
    tab.close()
    type_code(page, code)


def ask_for_code(page: Page, email: str) -> None:
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Six digits, and you are in")


def code_for(tab: Page, email: str) -> str:
    mail = read_mail(tab, email, re.compile(r"\d{6} is your Momentor code"))
    return re.search(r"\d{6}", mail.locator("summary").inner_text()).group()


def type_code(page: Page, code: str) -> None:
    page.get_by_label("Code from the mail").fill(code)
    page.get_by_role("button", name="Sign in").click()


def give_name(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("What do people call you?")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Make my account").click()


def next_slot(page: Page) -> Locator:
    """The first time on the page that is not about to begin."""
    slots = page.locator("input[name=slot]")
    expect(slots.first).to_be_attached()
    starts = slots.evaluate_all("slots => slots.map(slot => slot.value)")
    soon = SystemClock().now() + TOO_CLOSE
    return slots.nth(next(n for n, start in enumerate(starts) if instant(start) > soon))


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
