"""The notes of a talk: on a bad network, as a page with boxes, into actions, on paper."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_bad_network import NETWORK, away_from_network
from tests.browser.waiting import wait_until
from tests.making.browser import talk_in
from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.followup.models import Action
from webapp.live.models import LiveSession
from webapp.live.note_models import PrivatePad

pytestmark = pytest.mark.long

KEPT = """async () => { const asked = indexedDB.open('notes')
  const db = await new Promise(done => { asked.onsuccess = () => done(asked.result) })
  const count = db.transaction('unsent').objectStore('unsent').count()
  const n = await new Promise(done => { count.onsuccess = () => done(count.result) })
  const marks = Object.keys(localStorage).filter(key => key.startsWith('notes unsent'))
  db.close(); return [n, marks.length] }"""


@pytest.fixture
def talk(product):
    """A talk that goes on: its room's id, and what the mentor and the mentee are called."""

    def make_talk(make):
        mentor = make.mentor(name="Petra Novak", time_zone="Europe/Lisbon")
        mentee = make.person(name="Emil Sand", time_zone="Europe/Berlin")
        talk = talk_in(make, -2, lasts=20, mentor=mentor, mentee=mentee)
        return talk.public_id, mentor.handle, mentee.handle

    return product.write(make_talk)


def join(page: Page, talk: str) -> None:
    page.goto(f"/room/{talk}")
    come_in(page)


def come_in(page: Page) -> None:
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("timer", name="Time left")).to_be_visible()


def notes(page: Page):
    return page.get_by_label("Shared notes")


def write_at_the_end(page: Page, words: str) -> None:
    notes(page).press("Control+End")
    notes(page).press_sequentially(words)


def end(product, talk: str) -> None:
    """Let the talk have ended half an hour ago."""

    def end(make):
        of_talk = sa.select(LiveSession).join(LiveSession.booking).where(Booking.public_id == talk)
        session, over = db.session.scalars(of_talk).one(), make.now - timedelta(minutes=30)
        with transaction():
            for row in (session, session.booking, *session.booking.seats):
                row.starts_at, row.ends_at = over - timedelta(minutes=20), over

    product.write(end)


def test_what_is_written_offline_survives_a_reload_and_even_the_end(product, open_browser, talk):
    talk_id, mentor, mentee = talk
    desk, phone = open_browser(DESK, person=mentor), open_browser(PHONE, person=mentee)
    phone.add_init_script(NETWORK)
    for page in (desk, phone):
        join(page, talk_id)
    phone.get_by_role("button", name="Notes", exact=True).click()
    notes(desk).press_sequentially("Both of us. ")
    expect(notes(phone)).to_have_value("Both of us. ")
    with away_from_network(phone):
        write_at_the_end(phone, "In the tunnel. ")
        expect(phone.get_by_text("Kept on this device")).to_be_visible()
        assert phone.evaluate(KEPT) == [15, 1]
        phone.context.set_offline(True)
        phone.reload()
        expect(phone.get_by_role("heading")).to_contain_text("connection")
        phone.context.set_offline(False)
        expect(phone.get_by_role("button", name="Join")).to_be_visible()  # it comes by itself
    come_in(phone)
    expect(notes(desk)).to_have_value("Both of us. In the tunnel. ")
    wait_until(phone, f"async () => String(await ({KEPT})()) === '0,0'")
    write_until_the_end(product, phone, talk_id)
    expect(
        phone.get_by_text("What you wrote without a connection is in the notes now.")
    ).to_be_visible()
    assert phone.evaluate(KEPT) == [0, 0]
    desk.goto(f"/bookings/{talk_id}")
    expect(desk.get_by_role("main")).to_contain_text("Both of us. In the tunnel. Too late.")


def write_until_the_end(product, phone: Page, talk_id: str) -> None:
    phone.get_by_role("button", name="Notes", exact=True).click()
    with away_from_network(phone):
        write_at_the_end(phone, "Too late.")
        expect(phone.get_by_text("Kept on this device")).to_be_visible()
        end(product, talk_id)
        phone.goto(f"/bookings/{talk_id}")


TEXT = """## Jonas

- [ ] ask Mira to keep nine free @friday
- [ ] write to **Ada**
"""


def test_boxes_are_tapped_become_actions_and_go_on_paper(product, open_browser, talk):
    talk_id, mentor, mentee = talk
    phone, desk = open_browser(PHONE, person=mentor), open_browser(DESK, person=mentee)
    for page in (desk, phone):
        join(page, talk_id)
    phone.get_by_role("button", name="Notes", exact=True).click()
    notes(phone).fill(TEXT)
    for page in (desk, phone):
        page.get_by_role("button", name="Preview").click()
        expect(page.get_by_role("checkbox", name="ask Mira")).not_to_be_checked()
    assert barriers(phone) == []
    tap_and_see(phone, desk)
    make_an_action(product, phone)
    write_for_oneself(product, phone, desk)
    for page in (desk, phone):
        page.goto("/bookings")  # the room would lead to the closing form by itself
    end(product, talk_id)
    read_afterwards(phone, desk, talk_id)
    print_it(phone, talk_id)


def tap_and_see(phone: Page, desk: Page) -> None:
    ada = phone.get_by_role("checkbox", name="write to")
    ada.focus()
    phone.keyboard.press("Space")
    expect(ada).to_be_checked()
    expect(ada).to_be_focused()
    expect(desk.get_by_role("checkbox", name="write to")).to_be_checked()
    desk.get_by_role("button", name="Write", exact=True).click()
    expect(notes(desk)).to_have_value(TEXT.replace("[ ] write", "[x] write"))


def make_an_action(product, phone: Page) -> None:
    phone.get_by_label("Preview of the notes").get_by_role("button", name="Action").click()
    phone.get_by_role("button", name="I will", exact=True).dblclick()
    expect(phone.get_by_text("Your action")).to_be_visible()
    assert barriers(phone) == []
    said = product.rows(sa.select(Action.will_text).where(Action.noted_key.is_not(None)))
    assert said == [("ask Mira to keep nine free",)]


def write_for_oneself(product, phone: Page, desk: Page) -> None:
    expect(desk.get_by_role("button", name="Only for me")).to_have_count(0)
    phone.get_by_role("link", name="Notes", exact=True).click()
    phone.get_by_role("button", name="Only for me").click()
    pad = phone.get_by_label("For you alone")
    pad.press_sequentially("Seems tired.", delay=30)
    expect(phone.get_by_text("Kept", exact=True)).to_be_visible()
    assert barriers(phone) == []
    phone.context.set_offline(True)
    pad.press_sequentially(" Ask why.")
    expect(phone.get_by_text("Kept on this device until the connection is back")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.get_by_text("Kept", exact=True)).to_be_visible()
    assert product.rows(sa.select(PrivatePad.text)) == [("Seems tired. Ask why.",)]


def read_afterwards(phone: Page, desk: Page, talk_id: str) -> None:
    desk.goto(f"/bookings/{talk_id}")
    desk.get_by_role("checkbox", name="ask Mira").click()
    expect(desk.get_by_role("checkbox", name="ask Mira")).to_be_checked()
    expect(desk.get_by_text("Seems tired.")).to_have_count(0)
    phone.goto(f"/bookings/{talk_id}")
    expect(phone.get_by_role("checkbox", name="ask Mira")).to_be_checked()
    expect(phone.get_by_label("For you alone")).to_have_value("Seems tired. Ask why.")
    assert barriers(phone) == []
    phone.goto("/notes")
    phone.get_by_label("Words in your notes").fill("jona")
    phone.get_by_role("button", name="Search").click()
    expect(phone.locator("mark")).to_have_text("Jona")
    assert barriers(phone) == []


def print_it(page: Page, talk_id: str) -> None:
    """As the browser's print does it; the mentor's own pad is not for paper that is handed on."""
    page.goto(f"/bookings/{talk_id}")
    page.get_by_role("link", name="Write on, print or export").click()
    expect(page.get_by_role("heading", name="Notes: Talk with Emil Sand")).to_be_visible()
    assert barriers(page) == []
    sheet = PdfReader(io.BytesIO(page.pdf(format="A4")))
    words = " ".join(" ".join(part.extract_text().split()) for part in sheet.pages)
    assert len(sheet.pages) == 1
    for said in ("Notes: Talk with Emil Sand", "Jonas", "keep nine free", "write to Ada"):
        assert said in words
    for unsaid in ("Print it", "Export", "Write on", "Bookings", "[ ]", "Seems tired"):
        assert unsaid not in words
