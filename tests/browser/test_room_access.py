"""The room in every state: no barrier, light or dark, on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE
from tests.making.browser import talk_in

BO, ADELE = "bo", "adele"


@pytest.fixture
def room(product) -> str:
    """A talk of Bo with his mentor Adele that has just begun."""

    def make_talk(make) -> str:
        mentor = make.mentor(handle=ADELE, name="Adele Sørensen", time_zone="Europe/Lisbon")
        mentee = make.person(handle=BO, name="Bo Nakamura", time_zone="Europe/Berlin")
        return talk_in(make, 0, mentor=mentor, mentee=mentee).public_id

    return f"/room/{product.write(make_talk)}"


def test_no_state_of_the_room_keeps_anybody_out(open_browser, room):
    found = {name: barriers(page) for name, page in states_of(room, open_browser)}
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert len(found) == 12


def states_of(room: str, open_browser) -> Iterator[tuple[str, Page]]:
    yield from states_of_the_lobby(room, open_browser)
    phone, other = (open_browser(PHONE, person=person) for person in (BO, ADELE))
    for page in (phone, other):
        page.goto(room)
        page.get_by_role("button", name="Camera is off").click()
    yield from states_of_a_talk(phone, other)
    yield from states_of_trouble(room, phone, other, open_browser)


def states_of_the_lobby(room: str, open_browser) -> Iterator[tuple[str, Page]]:
    denied = open_browser(PHONE, person=BO, allows=())
    denied.goto(room)
    expect(denied.get_by_role("button", name="Join without microphone")).to_be_visible()
    expect(denied.get_by_role("region", name="Microphone")).to_contain_text("does not let us")
    yield "denied", denied
    denied.get_by_text("Another phone or browser").click()
    yield "the steps for others", denied
    denied.context.close()
    lobby = open_browser(PHONE, person=BO)
    lobby.goto(room)
    expect(lobby.get_by_text("Good for video")).to_be_visible()
    yield "lobby", lobby
    lobby.get_by_role("button", name="Camera is off").click()
    yield "lobby with a picture", lobby
    lobby.context.close()


def states_of_a_talk(phone: Page, other: Page) -> Iterator[tuple[str, Page]]:
    phone.get_by_role("button", name="Join").click()
    expect(phone.get_by_text("Adele is not here yet")).to_be_visible()
    yield "alone", phone
    other.get_by_role("button", name="Join").click()
    phone.wait_for_selector("body[data-live]")
    yield "live", phone
    other.get_by_role("button", name="Turn camera off").click()
    other.get_by_role("button", name="Turn microphone off").click()
    expect(phone.get_by_text("Camera is off", exact=True)).to_be_visible()
    yield "no picture and no sound from them", phone
    other.get_by_role("button", name="Camera is off").click()
    phone.get_by_role("button", name="Notes").click()
    yield "notes", phone
    phone.get_by_role("button", name="Larger").click()
    yield "large notes", phone
    phone.get_by_role("link", name="Brief").click()
    yield "brief", phone
    phone.get_by_role("button", name="Close notes").click()


def states_of_trouble(room, phone, other, open_browser) -> Iterator[tuple[str, Page]]:
    other.close()
    expect(phone.get_by_text("Adele’s connection dropped", exact=True)).to_be_visible()
    yield "reconnecting", phone
    second = open_browser(PHONE, person=BO)
    second.goto(room)
    second.get_by_role("button", name="Join").click()
    expect(second.get_by_role("button", name="Take over here")).to_be_focused()
    second.get_by_role("button", name="Take over here").click()
    expect(phone.get_by_role("button", name="Take over here")).to_be_visible()
    yield "taken over", phone
