"""The whole job: from a question on a phone to an action that both can read."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.walking import give_name, instant, next_slot, read_mail, sign_in_by_mail
from tests.making.browser import findable_mentor
from webapp.booking.models import Booking, Part, Seat
from webapp.core.clock import SystemClock
from webapp.core.outbox import Outbox
from webapp.followup.models import Action, Closing
from webapp.goals.models import Brief
from webapp.live.models import Attendance, LiveSession
from webapp.people.models import Person

LINE = "My landlord wants a fifth more rent. What do I answer him?"
MIRA = "mira@example.test"
NOOR = "noor@example.test"

FRAMES = """async () => { for (const r of (await room.pc.getStats()).values())
  if (r.type === 'inbound-rtp' && r.kind === 'video') return r.framesDecoded; return 0 }"""
now = SystemClock().now

TYPE = """words => { const pad = document.querySelector('[data-notes]'); pad.focus(); let at = 0
  window.typed = new Promise(done => { const keys = setInterval(() => {
    document.execCommand('insertText', false, words[at++])
    if (at === words.length) { clearInterval(keys); done() } }, 15) }) }"""
CLOCK = "document.querySelector('[data-inside] [data-clock-time]').textContent"


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
    expect(phone.get_by_text("Confirmed")).to_be_visible()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("10 minutes with Mira Okafor")


def open_from_invitation(desk: Page, booking: str) -> None:
    """The mentor comes by the mail, as somebody who has no time to look for it."""
    mail = read_mail(desk, MIRA, "10 minutes with Noor Haddad")
    expect(mail.locator("summary")).to_contain_text("with a calendar file")
    expect(mail).to_contain_text(LINE)
    mail.get_by_role("link", name=re.compile(rf"\Wbookings\W{booking}$")).click()
    expect(desk.get_by_role("heading", name="What Noor brings")).to_be_visible()


def enter_room(page: Page) -> None:
    page.get_by_role("link", name="Open the lobby").click()
    lobby = page.locator("[data-lobby]")
    expect(lobby.get_by_role("img", name=re.compile("heard|loud|quiet", re.I))).to_be_visible()
    expect(lobby.locator("[data-connection-words]")).to_contain_text("Good for video")
    expect(lobby.get_by_text("Your camera is off.")).to_be_visible()
    lobby.get_by_role("button", name="Camera is off").click()
    expect(lobby.get_by_label("Your own picture")).to_be_visible()
    lobby.get_by_role("button", name="Join").click()
    expect(page.get_by_role("timer", name="Time left")).to_be_visible()


def see_each_other(phone: Page, desk: Page) -> None:
    for page in (phone, desk):
        page.wait_for_selector("body[data-live]")
        before = page.evaluate(FRAMES)
        page.wait_for_function(f"async () => await ({FRAMES})() > {before + 10}", timeout=3000)


def share_the_clock(phone: Page, desk: Page) -> None:
    for page in (phone, desk):
        expect(page.locator("[data-inside] [data-clock-words]")).to_contain_text("until")
        expect(page.locator("[data-inside] [data-clock-time]")).to_have_text(
            re.compile(r"^[89]:\d\d$")
        )
    assert abs(seconds_left(phone) - seconds_left(desk)) <= 1


def seconds_left(page: Page) -> int:
    minutes, seconds = page.evaluate(CLOCK).split(":")
    return 60 * int(minutes) + int(seconds)


def write_at_once(phone: Page, desk: Page) -> None:
    first, second = "- [ ] say no to the fifth, yes to the index", "- ask for the letter in writing"
    phone.get_by_role("button", name="Notes").click()
    for page, words in ((phone, f"{first}\n"), (desk, f"{second}\n")):
        page.evaluate(TYPE, words)
    for page in (phone, desk):
        page.evaluate("window.typed")
    expect(phone.get_by_label("Shared notes")).to_have_value(re.compile(re.escape(second)))
    text = phone.get_by_label("Shared notes").input_value()
    expect(desk.get_by_label("Shared notes")).to_have_value(text)
    assert sorted(text.splitlines()) == sorted([first, second])
    phone.get_by_role("button", name="Close notes").click()


def hear_who_is_muted(phone: Page, desk: Page) -> None:
    phone.get_by_role("button", name="Turn microphone off").click()
    expect(desk.locator("[data-name-plate]").get_by_text("Muted")).to_be_visible()
    phone.get_by_role("button", name="Microphone is off").click()
    expect(desk.locator("[data-name-plate]").get_by_text("Muted")).to_be_hidden()


def leave(phone: Page, desk: Page) -> None:
    phone.get_by_role("button", name="Leave").click()
    expect(desk.get_by_text("Noor has left").locator("visible=true").first).to_be_visible()
    desk.get_by_role("button", name="Leave").click()
    for page in (phone, desk):
        expect(page.get_by_text("1 of 3")).to_be_visible()


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


SENTENCE = "When the next letter comes, I will answer within a week."


def assert_the_database_agrees(product, public_id: str) -> None:
    of_this = Booking.public_id == public_id
    mentor, mentee = (person_as(product, public_id, part) for part in (Part.MENTOR, Part.MENTEE))
    assert (mentor, mentee) == ("mira", "noor-haddad")
    brief = sa.select(Booking.status, Brief.question, Brief.tried).join(Brief).where(of_this)
    assert product.rows(brief) == [("confirmed", LINE, "Read the rent index.")]
    there_and_back = [("joined", 1), ("left", 1)]
    assert attendance(product, public_id, "mira") == there_and_back
    assert attendance(product, public_id, "noor-haddad") == there_and_back
    closings = sa.select(Person.handle, Closing.goal_met, Closing.none_needed, Closing.rating)
    closings = closings.join(Closing).join(Booking).where(of_this).order_by(Person.handle)
    assert product.rows(closings) == [("mira", "partly", True, 0), ("noor-haddad", "yes", False, 1)]
    action = sa.select(Action.when_text, Action.will_text, Action.due_on, Action.status)
    assert product.rows(action.join(Booking).where(of_this)) == [
        ("the next letter comes", "answer within a week", in_three_days(), "open")
    ]
    assert days_until_check(product, public_id) == 7


def person_as(product, public_id: str, part: Part) -> str:
    seats = sa.select(Person.handle).join(Seat).join(Booking)
    [(handle,)] = product.rows(seats.where(Booking.public_id == public_id, Seat.part == part))
    return handle


def attendance(product, public_id: str, handle: str) -> list[tuple[str, int]]:
    """Count the joins and leaves of one person."""
    seen = (
        sa.select(Attendance.kind, sa.func.count())
        .join(Person, Person.id == Attendance.person_id)
        .join(LiveSession, LiveSession.id == Attendance.live_session_id)
        .join(Booking, Booking.id == LiveSession.booking_id)
        .where(Booking.public_id == public_id, Person.handle == handle)
    )
    return product.rows(seen.group_by(Attendance.kind).order_by(Attendance.kind))


def days_until_check(product, public_id: str) -> int:
    action = sa.select(Action.public_id).join(Booking).where(Booking.public_id == public_id)
    [(action_id,)] = product.rows(action)
    check = sa.select(Outbox.recipient, Outbox.due_at, Outbox.sent_at)
    [(to, due_at, sent_at)] = product.rows(check.where(Outbox.key.startswith(f"check:{action_id}")))
    assert (to, sent_at) == (NOOR, None)
    return round((due_at - now()) / timedelta(days=1))


def in_three_days():
    return (now() + timedelta(days=3)).date()
