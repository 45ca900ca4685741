"""The whole job: from a question on a phone to an action that both can read."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import records
from tests.browser.conftest import DESK, PHONE
from tests.browser.meeting import (
    enter_room,
    hear_who_is_muted,
    leave,
    see_each_other,
    share_the_clock,
    write_at_once,
)
from tests.browser.walking import give_name, instant, next_slot, read_mail, sign_in_by_mail
from tests.making.browser import findable_mentor
from webapp.core.clock import SystemClock

LINE = "My landlord wants a fifth more rent. What do I answer him?"
MIRA = "mira@example.test"
NOOR = "noor@example.test"
SENTENCE = "When the next letter comes, I will answer within a week."

now = SystemClock().now


@pytest.fixture
def mira(product):
    """A mentor across the ocean, with a slot of ten minutes within minutes."""
    topics = ["Answering a landlord about rent", "Reading a rental contract"]
    mentor = {"name": "Mira Okafor", "time_zone": "America/New_York", "topics": topics}
    product.write(lambda make: findable_mentor(make, "mira", **mentor).id)
    return "mira"


def test_two_people_go_from_a_question_to_an_action(product, open_browser, mira):
    phone = open_browser(PHONE)
    desk = open_browser(DESK, person=mira, timezone_id="America/New_York")

    find_mira(phone)
    take_the_next_slot(phone)
    write_the_brief(phone)
    booking = phone.url.rsplit("/", 1)[1]
    open_from_invitation(desk, booking)

    for page in (phone, desk):
        enter_room(page)
    see_each_other(phone, desk)
    share_the_clock(phone, desk)
    write_at_once(phone, desk)
    hear_who_is_muted(phone, desk)
    leave(phone, desk)

    close_with_an_action(phone)
    close_without_one(desk)
    read_what_came_of_it(phone, booking)
    assert_the_database_agrees(product, booking)


def find_mira(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("textbox", name="What are you stuck on?").fill(LINE)
    phone.get_by_role("button", name="Find somebody").click()
    expect(phone.get_by_role("heading", name="who know this")).to_be_visible()
    people = phone.locator("#three li.match")
    assert 1 <= people.count() <= 3
    expect(people.first.locator(".quote mark").first).to_be_visible()
    people.filter(has_text="Mira Okafor").get_by_role("link", name="Mira Okafor").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mira Okafor")


def take_the_next_slot(phone: Page) -> None:
    """Choose it, come in as somebody new, and find it still chosen."""
    slot = next_slot(phone)
    chosen = slot.input_value()
    assert instant(chosen) - now() <= timedelta(minutes=12)
    slot.check()
    expect(phone.locator("[data-chosen]")).to_contain_text("for Mira")
    phone.get_by_role("button", name="Hold this time").click()

    sign_in_by_mail(phone, NOOR)
    give_name(phone, "Noor Haddad")
    expect(phone.locator("input[name=slot]:checked")).to_have_value(chosen)
    phone.get_by_role("button", name="Hold this time").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your brief for Mira")


def write_the_brief(phone: Page) -> None:
    expect(phone.get_by_role("group", name="Held time")).to_contain_text("for Mira, New York")
    expect(phone.get_by_label("My one question")).to_have_value(LINE)
    phone.get_by_label("Where I am").fill("Two rooms, eight years, the letter came on Monday.")
    phone.get_by_label("What I tried").fill("Read the rent index.")
    phone.get_by_label("What “done” looks like").fill("I know my first sentence.")
    expect(phone.locator("#saved")).to_contain_text("Saved at")
    phone.get_by_role("button", name="Send and book").click()
    expect(phone.get_by_text("Confirmed", exact=True)).to_be_visible()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("10 minutes with Mira Okafor")


def open_from_invitation(desk: Page, booking: str) -> None:
    """The mentor comes by the mail, as somebody who has no time to look for it."""
    mail = read_mail(desk, MIRA, "10 minutes with Noor Haddad")
    expect(mail.locator("summary")).to_contain_text("with a calendar file")
    expect(mail).to_contain_text(LINE)
    mail.get_by_role("link", name=re.compile(rf"\Wbookings\W{booking}$")).click()
    expect(desk.get_by_role("heading", name="What Noor brings")).to_be_visible()


def close_with_an_action(phone: Page) -> None:
    expect(phone.get_by_role("heading", level=2)).to_have_text("Did you get what you came for?")
    phone.get_by_role("button", name="Yes").click()
    phone.get_by_label("When").fill("when the next letter comes")
    phone.get_by_label("I will").fill("answer within a week")
    phone.get_by_label("By").fill(f"{in_three_days():%Y-%m-%d}")
    phone.get_by_role("button", name="Keep this action").click()
    phone.get_by_role("button", name="More", exact=True).click()
    expect(phone.get_by_role("heading", level=2)).to_contain_text("That is all.")


def close_without_one(desk: Page) -> None:
    expect(desk.get_by_role("heading", level=2)).to_have_text("Did Noor get what they came for?")
    desk.get_by_role("button", name="Partly").click()
    desk.get_by_role("button", name="None needed").click()
    desk.get_by_role("button", name="As I expected").click()
    expect(desk.get_by_role("heading", level=2)).to_contain_text("That is all.")


def read_what_came_of_it(phone: Page, booking: str) -> None:
    phone.get_by_role("link", name="Open this talk’s page").click()
    main = phone.get_by_role("main")
    for words in (LINE, "say no to the fifth", "in writing", "minute together", SENTENCE):
        expect(main).to_contain_text(words)
    phone.goto("/actions")
    action = phone.get_by_role("listitem").filter(has_text=SENTENCE)
    expect(action.get_by_role("link", name="10 minutes with Mira")).to_have_attribute(
        "href", f"/bookings/{booking}"
    )


def assert_the_database_agrees(product, talk: str) -> None:
    there_and_back = [("joined", 1), ("left", 1)]
    assert records.people_of(product, talk) == [("mentor", "mira"), ("mentee", "noor-haddad")]
    assert records.brief_of(product, talk) == [("confirmed", LINE, "Read the rent index.")]
    assert records.attendance_of(product, talk, "mira") == there_and_back
    assert records.attendance_of(product, talk, "noor-haddad") == there_and_back
    assert records.closings_of(product, talk) == [
        ("mira", "partly", True, 0),
        ("noor-haddad", "yes", False, 1),
    ]
    assert records.actions_of(product, talk) == [
        ("the next letter comes", "answer within a week", in_three_days(), "open")
    ]
    [(to, due_at, sent_at)] = records.checks_of(product, talk)
    assert (to, sent_at) == (NOOR, None)
    assert round((due_at - now()) / timedelta(days=1)) == 7


def in_three_days() -> date:
    return (now() + timedelta(days=3)).date()
