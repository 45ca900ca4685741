"""The room in every state: no barrier, light or dark, on a phone; and what is read aloud there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, PHONE, close
from tests.making.browser import talk_in
from webapp.booking.models import BookingStatus
from webapp.people.models import Person

pytestmark = pytest.mark.long

BO, ADELE = "bo", "adele"
CONTROLS = """
  - navigation "Call controls":
    - button "Turn microphone off"
    - button "Turn camera off"
    - button "Notes"
    - button "More"
    - button "Leave"
"""
# what a screen reader finds, in its order; there may be more between
SPOKEN = {
    "lobby": """
- heading "Ready for Adele" [level=1]
- group "Microphone and camera":
  - button "Turn microphone off"
  - button "Camera is off" [pressed]
- list:
  - listitem:
    - paragraph: Microphone
    - img /heard/
    - button /Change/
  - listitem:
    - paragraph: Connection
    - paragraph: /Good for video/
- complementary "Join and brief":
  - button "Join"
  - region "Your one question":
    - heading "Your one question" [level=2]
""",
    "denied": """
- heading "Ready for Adele" [level=1]
- group "Microphone and camera":
  - button "No microphone" [disabled] [pressed]
  - button "No camera" [disabled] [pressed]
- region "Microphone":
  - paragraph: Chrome does not let us use the microphone
  - list:
    - listitem:
      - paragraph: /two sliders/
    - listitem:
      - paragraph: /Microphone on/
    - listitem:
      - paragraph: /Come back here/
- complementary "Join and brief":
  - button "Join without microphone"
""",
    "alone": """
- region "Talk with Adele Sørensen":
  - heading "Talk with Adele Sørensen" [level=1]
  - region "Video":
    - paragraph: Adele is not here yet
    - paragraph: The clock starts when you are both there.
    - timer "Time left"
"""
    + CONTROLS,
    "live": """
- region "Talk with Adele Sørensen":
  - heading "Talk with Adele Sørensen" [level=1]
  - region "Video":
    - timer "Time left"
    - paragraph: Adele, Lisbon
"""
    + CONTROLS,
    "asked for more time": """
- region "Talk with Adele Sørensen":
  - region "Video":
    - timer "Time left"
    - dialog "5 more minutes?":
      - paragraph: 5 more minutes?
      - button "Yes, 5 more"
      - button /^End at/
"""
    + CONTROLS,
    "reconnecting": """
- region "Talk with Adele Sørensen":
  - region "Video":
    - timer "Time left"
    - paragraph: Adele’s connection dropped
    - paragraph: /Reconnecting/
"""
    + CONTROLS,
    "ended": """
- heading "This talk is over" [level=1]
- paragraph: /The notes, the action/
- link "Say how it was"
""",
}


@pytest.fixture
def room(product) -> str:
    """A talk of Bo with his mentor Adele that has just begun."""

    def make_talk(make) -> str:
        mentor = make.mentor(handle=ADELE, name="Adele Sørensen", time_zone="Europe/Lisbon")
        mentee = make.person(handle=BO, name="Bo Nakamura", time_zone="Europe/Berlin")
        return talk_in(make, 0, mentor=mentor, mentee=mentee).public_id

    return f"/room/{product.write(make_talk)}"


@pytest.fixture
def ended(product, room) -> str:
    """An earlier talk of the two."""

    def make_talk(make) -> str:
        mentor, mentee = (Person.query.filter_by(handle=handle).one() for handle in (ADELE, BO))
        past = {"mentor": mentor, "mentee": mentee, "status": BookingStatus.ENDED}
        return talk_in(make, -90, **past).public_id

    return f"/room/{product.write(make_talk)}"


def test_no_state_of_the_room_keeps_anybody_out(open_browser, room, ended):
    found = {}
    for name, page in states_of(room, ended, open_browser):
        found[name] = barriers(page)
        if name in SPOKEN:
            expect(page.get_by_role("main")).to_match_aria_snapshot(SPOKEN[name])
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert found.keys() >= SPOKEN.keys()
    assert len(found) == 14


def states_of(room: str, ended: str, open_browser) -> Iterator[tuple[str, Page]]:
    over = open_browser(PHONE, person=BO)
    over.goto(ended)
    yield "ended", over
    close(over.context)
    yield from states_of_the_lobby(room, open_browser)
    phone, other = open_browser(PHONE, person=BO), open_browser(DESK, person=ADELE)
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
    close(denied.context)
    lobby = open_browser(PHONE, person=BO)
    lobby.goto(room)
    expect(lobby.get_by_text("Good for video")).to_be_visible()
    yield "lobby", lobby
    lobby.get_by_role("button", name="Camera is off").click()
    yield "lobby with a picture", lobby
    close(lobby.context)


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
    phone.get_by_role("button", name="More").click()
    phone.get_by_role("button", name="5 more minutes").click()
    expect(phone.get_by_role("dialog", name="5 more minutes?")).to_be_visible()
    phone.get_by_role("button", name="Close notes").click()
    yield "asked for more time", phone
    phone.get_by_role("button", name="End at").click()
    expect(phone.get_by_role("dialog")).to_be_hidden()
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
