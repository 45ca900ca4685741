"""Three people in a group hour see and hear each other, each sending small pictures."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_sharing import share
from tests.browser.waiting import wait_until
from tests.making.browser import talk_in
from webapp.booking.group_models import GroupHour
from webapp.booking.lifecycle import Part
from webapp.booking.seats import seat_of

pytestmark = pytest.mark.long

RECEIVED = """async () => Promise.all(room.talk.calls.map(async call => {
  let frames = 0, width = 0
  for (const r of (await call.link.connection.getStats()).values())
    if (r.type === 'inbound-rtp' && r.kind === 'video')
      [frames, width] = [r.framesDecoded, r.frameWidth]
  return [frames, width] }))"""
SENT = """() => room.talk.calls.map(({ link }) => {
  const sender = link.connection.getSenders().find(({ track }) => track?.kind === 'video')
  const { maxBitrate, scaleResolutionDownBy, maxFramerate } = sender.getParameters().encodings[0]
  return [maxBitrate, scaleResolutionDownBy, maxFramerate] })"""
NAMES = ("Gala Prat", "Hugo Lindgren-Vasquez", "Imani Otieno")


@pytest.fixture
def group(product):
    """Address of the room, and the handles of a mentor and two mentees."""

    def make_hour(make):
        gala, hugo, imani = (make.person(name=name, is_mentor=name == NAMES[0]) for name in NAMES)
        talk = talk_in(make, 5, lasts=20, mentor=gala, mentee=hugo)
        third = seat_of(talk, imani, Part.MENTEE)
        third.booking_id = talk.id
        make.save(third, GroupHour(booking_id=talk.id, topic="Reading a lease", places=3))
        return f"/room/{talk.public_id}", *(person.handle for person in (gala, hugo, imani))

    return product.write(make_hour)


def join(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Camera is off").click()
    page.get_by_role("button", name="Join").click()


def see(page: Page, others: int) -> None:
    """Wait until a picture of each of the others comes in, and goes on coming in."""
    seen = "all.every(([frames]) => frames > 10)"
    received = f"async () => {{ const all = await ({RECEIVED})(); return {seen} && all.length"
    wait_until(page, f"{received} === {others} }}")


def test_a_group_of_three_meets_and_one_leaves(open_browser, group):
    address, *handles = group
    desk, phone, tablet = (
        open_browser(device, person=handle)
        for device, handle in zip((DESK, PHONE, PHONE), handles, strict=True)
    )
    join(phone, address)
    expect(phone.get_by_text("Nobody else is here yet")).to_be_visible()
    join(tablet, address)
    see(phone, 1)
    expect(phone.locator("[data-inside] [data-clock-words]")).to_contain_text("until it starts")
    join(desk, address)
    for page in (desk, phone, tablet):
        see(page, 2)
        expect(page.locator("[data-inside] [data-clock-words]")).to_contain_text("Open")
    assert all(width <= 320 for _frames, width in phone.evaluate(RECEIVED))
    assert phone.evaluate(SENT) == [[200_000, 2, 15]] * 2
    hear_who_is_muted(phone, desk)
    share(desk)
    gala = phone.get_by_role("listitem").filter(has_text="Gala")
    expect(gala).to_contain_text("shares a screen")
    wait_until(phone, f"async () => (await ({RECEIVED})()).some(([, width]) => width > 640)")
    assert barriers(phone) == []
    desk.get_by_role("button", name="Stop sharing").click()
    expect(gala.get_by_text("shares a screen")).to_be_hidden()

    tablet.get_by_role("button", name="Leave").click()
    expect(desk.get_by_role("listitem").filter(has_text="Imani")).to_be_hidden()
    expect(phone.get_by_role("listitem").filter(has_text="Gala")).to_be_visible()
    see(phone, 1)


def hear_who_is_muted(phone: Page, desk: Page) -> None:
    phone.get_by_role("button", name="Turn microphone off").click()
    expect(desk.get_by_role("listitem").filter(has_text="Hugo")).to_contain_text("Muted")
    phone.get_by_role("button", name="Microphone is off").click()
    expect(desk.get_by_role("listitem").filter(has_text="Hugo").get_by_text("Muted")).to_be_hidden()
