"""Somebody falls out of a call for good: both still close it, each from where they are."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.records import closings_of
from tests.making.browser import findable_mentor, talk_in

pytestmark = pytest.mark.long


def make_talk(make) -> str:
    mentor = findable_mentor(make, "fay", name="Fay Unger")
    mentee = make.person(handle="fergus", name="Fergus Ott")
    return talk_in(make, -2, mentor=mentor, mentee=mentee).public_id


def join(page: Page, talk: str) -> None:
    page.goto(f"/room/{talk}")
    page.locator("[data-lobby]").get_by_role("button", name="Join").click()
    expect(page.get_by_role("timer", name="Time left")).to_be_visible()


def close(page: Page) -> None:
    for answer in ("Partly", "None needed", "As I expected"):
        page.get_by_role("button", name=answer).click()
    expect(page.get_by_role("heading", level=2)).to_have_text("That is all.")


def test_a_phone_that_dies_in_the_call_closes_it_later_from_the_bookings(open_browser, product):
    talk = product.write(make_talk)
    desk, phone = open_browser(DESK, person="fay"), open_browser(PHONE, person="fergus")
    for page in (desk, phone):
        join(page, talk)
    desk.wait_for_selector("body[data-live]")
    phone.close()  # without a word: its battery is empty
    expect(desk.get_by_text(re.compile("^Reconnecting, "))).to_be_visible()
    desk.get_by_role("button", name="Leave").click()
    expect(desk.get_by_text("1 of 3")).to_be_visible()
    close(desk)

    found_again = open_browser(PHONE, person="fergus")
    found_again.goto("/bookings")
    found_again.get_by_role("link", name="Fay Unger").click()
    found_again.get_by_role("link", name="Say how it was").click()
    close(found_again)
    answers = [("fay", "partly", True, 0), ("fergus", "partly", True, 0)]
    assert closings_of(product, talk) == answers
