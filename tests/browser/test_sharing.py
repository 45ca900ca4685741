"""A screen is shared in a pair and in a group, with a camera and without; and a picture floats."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_lobby import NO_DEVICES
from tests.browser.waiting import wait_until
from tests.making.browser import talk_in

pytestmark = pytest.mark.long

PLAN = "<title>A plan to share</title><h1>Two tables</h1>"
WIDTH = """async () => { for (const r of (await room.pc.getStats()).values())
  if (r.type === 'inbound-rtp' && r.kind === 'video' && r.framesPerSecond > 0) return r.frameWidth
  return 0 }"""
OFFERS = """const { setLocalDescription } = RTCPeerConnection.prototype; window.offers = 0
RTCPeerConnection.prototype.setLocalDescription = function(...given) {
  window.offers++; return setLocalDescription.apply(this, given) }"""


@pytest.fixture
def talk(product):
    def make_talk(make):
        mentor, mentee = make.mentor(name="Sven Screen"), make.person(name="Pia Phone")
        talk = talk_in(make, 1, mentor=mentor, mentee=mentee)
        return f"/room/{talk.public_id}", mentor.handle, mentee.handle

    return product.write(make_talk)


def meet(desk: Page, phone: Page, address: str) -> None:
    for page in (desk, phone):
        page.add_init_script(OFFERS)
        page.goto(address)
        page.locator("[data-join]").click()
    desk.wait_for_function("() => room.talk.calls[0].state.flow === 'flowing'")


def share(desk: Page) -> Page:
    """Share a tab that is open beside, and return it."""
    plan = desk.context.new_page()
    plan.goto("about:blank")
    plan.set_content(PLAN)
    desk.bring_to_front()
    if desk.get_by_role("button", name="Share your screen").is_hidden():
        desk.get_by_role("button", name="More", exact=True).click()
    desk.get_by_role("button", name="Share your screen").click()
    expect(desk.get_by_role("button", name="Stop sharing")).to_be_focused()
    return plan


def test_a_screen_is_shared_and_ended_here_or_by_the_browser(open_browser, talk):
    address, mentor, mentee = talk
    desk, phone = open_browser(DESK, person=mentor), open_browser(PHONE, person=mentee)
    meet(desk, phone, address)
    expect(phone.get_by_text("Camera is off", exact=True)).to_be_visible()
    offers = desk.evaluate("offers")

    share(desk)
    expect(phone.locator("#status")).to_contain_text("Sven shares a screen.")
    expect(phone.locator("[data-name-plate]")).to_contain_text("shares a screen")
    expect(phone.get_by_text("Camera is off", exact=True)).to_be_hidden()
    wait_until(phone, f"async () => await ({WIDTH})() > 640")
    desk.get_by_role("button", name="Stop sharing").click()
    expect(phone.locator("#status")).to_contain_text("Sven does not share a screen any more.")
    expect(phone.get_by_text("Camera is off", exact=True)).to_be_visible()
    expect(desk.get_by_role("button", name="More", exact=True)).to_be_focused()

    share(desk).close()
    expect(desk.get_by_role("button", name="Stop sharing")).to_be_hidden()
    expect(phone.get_by_text("Camera is off", exact=True)).to_be_visible()
    assert desk.evaluate("offers") == offers  # nothing had to be agreed on anew
    float_the_picture(desk, phone)


def float_the_picture(desk: Page, phone: Page) -> None:
    phone.get_by_role("button", name="Camera is off").click()
    wait_until(desk, f"async () => await ({WIDTH})() > 0")
    desk.get_by_role("button", name="Picture above other windows").click()
    desk.wait_for_function("() => document.pictureInPictureElement?.matches('[data-them]')")
    desk.get_by_role("button", name="Put the picture back here").click()
    desk.wait_for_function("() => !document.pictureInPictureElement")


def lower_edge(element: Locator) -> float:
    box = element.bounding_box()
    return box["y"] + box["height"]


def test_who_has_chosen_sound_only_is_told_that_nobody_sees_the_screen(open_browser, talk):
    address, mentor, mentee = talk
    desk, phone = open_browser(DESK, person=mentor), open_browser(PHONE, person=mentee)
    meet(desk, phone, address)
    desk.get_by_role("button", name="More", exact=True).click()
    choice = desk.get_by_role("switch", name=re.compile("Sound only"))
    choice.check()
    share(desk)
    toast = desk.locator(".toast").filter(has_text="Nobody sees your screen while “Sound only”")
    assert toast.bounding_box()["y"] >= lower_edge(desk.locator("[data-sharing]"))
    choice.uncheck()
    wait_until(phone, f"async () => await ({WIDTH})() > 640")


def test_who_has_no_camera_shares_as_well(open_browser, talk):
    address, mentor, mentee = talk
    desk, phone = open_browser(DESK, person=mentor), open_browser(PHONE, person=mentee)
    for page in (desk, phone):
        page.add_init_script(NO_DEVICES)
    meet(desk, phone, address)
    share(desk)
    wait_until(phone, f"async () => await ({WIDTH})() > 640")
    desk.get_by_role("button", name="Leave").click()
    expect(phone.get_by_text("Sven has left").locator("visible=true").first).to_be_visible()
    expect(phone.locator("[data-name-plate]")).to_be_hidden()
