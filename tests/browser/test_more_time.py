"""The last minutes of a talk: five more, chat, and going on in the agenda."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, PHONE
from tests.making.browser import talk_in
from webapp.live.models import LiveSession

pytestmark = pytest.mark.long


@pytest.fixture
def talk(product):
    """A talk that has run for a while: who comes now is soon asked for more time."""

    def make_talk(make):
        mentor = make.mentor(name="Lupe Ferrer", time_zone="Europe/Lisbon")
        mentee = make.person(name="Otto Brandt", time_zone="Europe/Berlin")
        talk = talk_in(make, -10, lasts=15, mentor=mentor, mentee=mentee)
        ends_at = make.now + timedelta(minutes=2, seconds=12)
        times = {"starts_at": talk.starts_at, "ends_at": ends_at, "opened_at": talk.starts_at}
        make.save(LiveSession(booking_id=talk.id, rev=1, **times))
        return talk.public_id, mentor.handle, mentee.handle

    return product.write(make_talk)


def join(page: Page, talk: str) -> None:
    page.goto(f"/room/{talk}")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("timer", name="Time left")).to_be_visible()


def open_pad(page: Page, tab: str) -> None:
    notes = page.get_by_role("button", name="Notes", exact=True)
    if notes.is_visible() and notes.get_attribute("aria-expanded") == "false":
        notes.click()
    page.get_by_role("link", name=tab, exact=True).click()


def test_two_people_agree_to_five_more_minutes(product, open_browser, talk):
    talk_id, mentor, mentee = talk
    desk, phone = open_browser(DESK, person=mentor), open_browser(PHONE, person=mentee)
    for page in (desk, phone):
        join(page, talk_id)
    for page in (desk, phone):
        prompt = page.get_by_role("dialog", name="5 more minutes?")
        expect(prompt).to_be_visible()
        expect(prompt.get_by_role("button", name="Yes, 5 more")).to_be_focused()
    assert barriers(phone) == []
    phone.get_by_role("button", name="Yes, 5 more").click()
    expect(phone.get_by_role("dialog", name="You said yes.")).to_be_visible()
    expect(desk.get_by_role("dialog")).to_contain_text("Otto says yes.")
    desk.get_by_role("button", name="Yes, 5 more").click()
    for page in (desk, phone):
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(page.get_by_role("status")).to_contain_text("5 more minutes, until")
    talk_and_lead(desk, phone)


def talk_and_lead(desk: Page, phone: Page) -> None:
    open_pad(phone, "Chat")
    phone.get_by_role("textbox", name="Message").fill("Your sound is gone. I can read.")
    phone.get_by_role("button", name="Send").click()
    expect(desk.get_by_role("status")).to_contain_text("Otto: Your sound is gone. I can read.")
    open_pad(desk, "Chat")
    expect(desk.get_by_role("list", name="Messages")).to_contain_text("Your sound is gone")
    desk.get_by_role("button", name="More").click()
    desk.get_by_role("button", name="Decide").click()
    expect(phone.locator("[data-inside] [data-clock-words]")).to_contain_text("Decide")
    change_the_agenda(desk, phone)
    phone.get_by_role("button", name="More").click()
    phone.get_by_role("button", name="Slower, please").click()
    expect(desk.get_by_role("status")).to_contain_text("Otto asks: slower, please.")
    assert barriers(phone) == []


def change_the_agenda(desk: Page, phone: Page) -> None:
    """What is over stays; the phase that is on has another name for both."""
    desk.get_by_text("Change the agenda").click()
    names = desk.get_by_role("textbox", name="Name")
    minutes = desk.get_by_role("spinbutton", name="Minutes")
    expect(names).to_have_count(5)
    expect(names.nth(3)).to_have_value("Decide")
    assert [minutes.nth(n).is_disabled() for n in range(5)] == [True, True, True, False, False]
    names.nth(3).fill("")
    desk.get_by_role("button", name="Keep this agenda").click()
    expect(desk.get_by_text("Give each phase a name.")).to_be_focused()
    assert barriers(desk) == []
    names.nth(3).fill("Choose <one>")
    minutes.nth(4).fill("0")
    desk.get_by_role("button", name="Keep this agenda").click()
    expect(desk.get_by_role("status")).to_contain_text("The agenda is changed")
    expect(phone.locator("[data-inside] [data-clock-words]")).to_contain_text("Choose <one>")
    expect(desk.get_by_role("button", name="Choose <one>")).to_have_attribute(
        "aria-current", "step"
    )
    expect(desk.get_by_role("button", name="Commit")).to_be_hidden()
    hide_the_clock(desk)


def hide_the_clock(desk: Page) -> None:
    desk.get_by_role("switch", name="Hide the clock").check()
    expect(desk.get_by_role("timer", name="Time left")).to_be_hidden()
    expect(desk).to_have_title("Talk with Otto · Momentor")
    desk.get_by_role("switch", name="Hide the clock").uncheck()
    expect(desk).to_have_title(re.compile(r"^\d+:\d\d left with Otto"))


def say_the_action(phone: Page) -> None:
    """The form opens by itself, and what is kept in the room is what the closing shows."""
    expect(phone.get_by_role("heading", name="Before you go: one thing")).to_be_visible()
    phone.get_by_label("When", exact=True).fill("I meet Jonas on Thursday")
    phone.get_by_label("I will").fill("tell him first")
    phone.get_by_role("button", name="Keep this action").click()
    expect(phone.get_by_role("heading", name="Kept: your one thing")).to_be_visible()
    assert barriers(phone) == []


def test_a_no_is_said_in_words(open_browser, talk):
    talk_id, mentor, mentee = talk
    desk, phone = open_browser(DESK, person=mentor), open_browser(PHONE, person=mentee)
    for page in (desk, phone):
        join(page, talk_id)
    desk.get_by_role("button", name=re.compile("^End at")).click()
    expect(phone.get_by_role("status")).to_contain_text(re.compile("Lupe would like to end at"))
    say_the_action(phone)
    for page in (desk, phone):
        expect(page.get_by_role("dialog")).to_be_hidden()
    hear_a_no_that_came_while_away(desk, phone)


def hear_a_no_that_came_while_away(desk: Page, phone: Page) -> None:
    """Asked again, by a tap; the answer is said to who comes back to it too."""
    desk.get_by_role("button", name="More").click()
    desk.get_by_role("button", name="5 more minutes", exact=True).click()
    expect(phone.get_by_role("dialog", name="5 more minutes?")).to_be_visible()
    phone.evaluate("room.channel.disconnect()")
    desk.get_by_role("button", name=re.compile("^End at")).click()
    expect(desk.get_by_role("dialog")).to_be_hidden()
    phone.evaluate("room.socket.refresh()")
    expect(phone.get_by_role("dialog")).to_be_hidden()
    expect(phone.get_by_role("status")).to_contain_text("The talk ends at")
