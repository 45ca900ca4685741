"""The lobby: devices to choose from, or none; a browser that refuses, or an app around it."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, PHONE
from tests.browser.waiting import wait_until
from tests.making.browser import talk_in

pytestmark = pytest.mark.long

LINKEDIN = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Mobile/15E148 [LinkedInApp]/9.30"
)
NO_DEVICES = """navigator.mediaDevices.getUserMedia =
  async () => { throw new DOMException('none', 'NotFoundError') }"""
REFUSED = """navigator.mediaDevices.getUserMedia =
  async () => { throw new DOMException('Permission denied', 'NotAllowedError') }"""
ECHOES = {  # what becomes of the messages that are sent to measure the way
    "lost": "() => {}",
    "late": "function(data) { setTimeout(() => send.call(this, data), 420) }",
}
ECHO = "() => {{ const {{ send }} = RTCDataChannel.prototype; RTCDataChannel.prototype.send = {} }}"
SENT = """kind => room.pc.getSenders().find(({ track }) => track?.kind === kind).track.label"""
HEARD = """async () => { for (const r of (await room.pc.getStats()).values())
  if (r.type === 'inbound-rtp' && r.kind === 'audio') return r.packetsReceived; return 0 }"""


@pytest.fixture
def talk(product):
    """Address of a room, and the handles of mentor and mentee."""

    def make_talk(make):
        mentor, mentee = make.mentor(name="Lea Lobby"), make.person(name="Nils Novotny")
        return talk_in(make, 1, mentor=mentor, mentee=mentee), mentor, mentee

    def plain(make):
        talk, mentor, mentee = make_talk(make)
        return f"/room/{talk.public_id}", mentor.handle, mentee.handle

    return product.write(plain)


def test_devices_are_chosen_in_the_lobby_and_in_the_talk(open_browser, talk):
    address, mentor, mentee = talk
    desk, phone = open_browser(DESK, person=mentor), open_browser(PHONE, person=mentee)
    for page in (desk, phone):
        page.goto(address)
        expect(page.locator("[data-level]")).to_be_visible()
    choose_in_the_lobby(phone)
    for page in (desk, phone):
        page.get_by_role("button", name="Join").click()
    phone.wait_for_selector("body[data-live]")
    assert phone.evaluate(SENT, "audio") == "Fake Audio Input 2"
    phone.get_by_role("button", name="More").click()
    phone.get_by_role("combobox", name="Microphone").select_option(label="Fake Audio Input 1")
    phone.wait_for_function(f"() => ({SENT})('audio') === 'Fake Audio Input 1'")
    before = desk.evaluate(HEARD)
    wait_until(desk, f"async () => await ({HEARD})() > {before + 20}")

    phone.reload()  # what was chosen last is what the next visit begins with
    expect(phone.locator("[data-microphone-name]")).to_have_text("Fake Audio Input 1")


def choose_in_the_lobby(page: Page) -> None:
    page.get_by_role("button", name="Change microphone").click()
    microphone = page.get_by_role("combobox", name="Microphone")
    expect(microphone).to_be_focused()
    microphone.select_option(label="Fake Audio Input 2")
    expect(page.locator("[data-microphone-name]")).to_have_text("Fake Audio Input 2")
    page.get_by_role("combobox", name="Speaker").select_option(label="Fake Audio Output 1")
    page.wait_for_function("() => document.querySelector('[data-them]').sinkId !== ''")
    expect(page.get_by_role("combobox", name="Camera")).to_be_hidden()  # there is only one
    page.get_by_role("button", name="Hear a test sound").click()
    page.evaluate("() => scrollTo(0, 0)")
    assert barriers(page) == []


def test_nobody_needs_a_camera_or_a_microphone(open_browser, talk):
    """Neither has one: they are together all the same, and write."""
    address, mentor, mentee = talk
    desk, phone = open_browser(DESK, person=mentor), open_browser(PHONE, person=mentee)
    for page in (desk, phone):
        page.add_init_script(NO_DEVICES)
        page.goto(address)
        expect(page.get_by_role("region", name="Microphone")).to_contain_text("No microphone here")
        expect(page.get_by_role("button", name="Ask again")).to_be_visible()
        page.get_by_role("button", name="Join without microphone").click()
    for page in (desk, phone):
        expect(page.locator("[data-inside] [data-clock-words]")).to_contain_text("Open")
        expect(page.get_by_text("Camera is off", exact=True)).to_be_visible()
        expect(page.get_by_role("button", name="No microphone").first).to_be_disabled()
    phone.get_by_role("button", name="Notes").click()
    phone.get_by_role("link", name="Chat").click()
    phone.get_by_label("Message", exact=True).fill("Can you read me?")
    phone.get_by_role("button", name="Send").click()
    expect(desk.locator("#status")).to_contain_text("Nils: Can you read me?")


def test_a_browser_that_refused_asks_once_more_by_its_own_button(open_browser, talk):
    address, mentor, _mentee = talk
    page = open_browser(DESK, person=mentor)
    page.add_init_script(REFUSED)
    page.goto(address)
    steps = page.get_by_role("region", name="Microphone")
    expect(steps).to_contain_text("Chrome does not let us use the microphone")
    expect(steps.get_by_role("listitem")).to_have_count(3)
    expect(page.get_by_role("button", name="Ask again")).to_be_hidden()
    page.get_by_text("Another phone or browser").click()
    page.get_by_role("button", name="Samsung Internet").click()
    expect(steps).to_contain_text("Samsung Internet does not let us use the microphone")

    press_what_must_stand_still(page, page.locator("usermedia"))
    expect(page.get_by_role("img", name="Your voice is heard")).to_be_visible()
    expect(steps).to_be_hidden()
    page.get_by_role("button", name="Camera is off").click()
    expect(page.locator("[data-preview-video]")).to_be_visible()
    expect(page.get_by_role("button", name="Join", exact=True)).to_be_enabled()


def press_what_must_stand_still(page: Page, button: Locator) -> None:
    """Chromium takes no click on its own button right after that has moved on the page."""
    for _ in range(10):
        with suppress(PlaywrightTimeoutError):
            if button.is_visible():
                button.click(timeout=2000)
            page.locator("[data-permission]").wait_for(state="hidden", timeout=2000)
            return


def test_from_inside_another_app_a_way_leads_to_a_browser(open_browser, talk):
    address, mentor, _mentee = talk
    page = open_browser(PHONE, person=mentor, allows=(), user_agent=LINKEDIN)
    page.goto(address)
    out = page.get_by_role("link", name="Open in Safari")
    expect(out).to_have_attribute("href", re.compile(rf"^x-safari-http://localhost:\d+{address}$"))
    expect(page.get_by_text("LinkedIn shows this page in a window of its own")).to_be_visible()
    expect(page.get_by_role("button", name="Copy the link")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Stay, with text and notes").click()
    expect(page.get_by_role("timer", name="Time left")).to_be_visible()


def test_the_connection_gets_a_verdict_and_says_what_to_do(open_browser, talk):
    address, mentor, _mentee = talk
    page = open_browser(PHONE, person=mentor)
    words = page.locator("[data-connection-words]")
    advice = page.locator("[data-connection-advice]")
    page.goto(address)
    expect(words).to_contain_text("Good for video")
    expect(page.get_by_text("Direct", exact=True)).to_be_visible()

    page.evaluate(ECHO.format(ECHOES["late"]))
    page.evaluate("() => { document.querySelector('[data-check-again]').hidden = false }")
    page.get_by_role("button", name="Check again").click()
    expect(words).to_contain_text(re.compile(r"Enough for sound: 4\d\d ms, nothing lost"))
    expect(advice).to_contain_text("Leave the camera off.")
    page.evaluate(ECHO.format(ECHOES["lost"]))
    page.get_by_role("button", name="Check again").click()
    expect(words).to_contain_text("Trouble: this network lets no call through")
    expect(advice).to_contain_text("Mobile data, or the hotspot of a phone, works.")
    page.route("**/check", lambda route: route.fulfill(status=503))
    page.get_by_role("button", name="Check again").click()
    expect(words).to_contain_text("It could not be checked. You can join all the same.")
    expect(advice).to_be_hidden()
