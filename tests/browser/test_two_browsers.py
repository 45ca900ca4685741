"""Firefox and Chromium in one call, whoever comes first."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.firefox import Firefox, running_firefox
from tests.browser.meeting import FRAMES
from tests.browser.waiting import wait_until
from tests.making.browser import talk_in

pytestmark = pytest.mark.long

FLOWS = """async () => { let frames = 0, packets = 0
  for (const r of (await room.pc.getStats()).values()) if (r.type === 'inbound-rtp') {
    if (r.kind === 'video') frames = r.framesDecoded; else packets = r.packetsReceived }
  return frames > 10 && packets > 10 }"""
TOGETHER = (
    "() => document.querySelector('[data-inside] [data-clock-words]').textContent.includes('Open')"
)


@pytest.fixture
def talk(product):
    """Address of the room, and the handles of a mentor and a mentee."""

    def make_talk(make):
        mentor, mentee = make.mentor(name="Faye Fox"), make.person(name="Cora Crome")
        talk = talk_in(make, 2, mentor=mentor, mentee=mentee)
        return f"{product.url}/room/{talk.public_id}", mentor.handle, mentee.handle

    return product.write(make_talk)


@pytest.fixture
def firefox():
    with running_firefox() as firefox:
        yield firefox
        assert firefox.complaints() == []


def test_firefox_joins_chromium_and_the_other_way_round(product, open_browser, firefox, talk):
    address, mentor, mentee = talk
    chromium = open_browser(PHONE, person=mentee)
    firefox.sign_in(product.url, product.token_of(mentor))

    join(chromium, address)
    expect(chromium.get_by_text("Faye is not here yet")).to_be_visible()
    join_in_firefox(firefox, address)
    see_and_hear(chromium, firefox)

    chromium.reload()
    expect(chromium.get_by_role("button", name="Join")).to_be_enabled()
    chromium.get_by_role("button", name="Join").click()
    see_and_hear(chromium, firefox)
    write_from(firefox, to=chromium)


def join(chromium: Page, address: str) -> None:
    chromium.goto(address)
    expect(chromium.locator("[data-connection-words]")).to_contain_text("Good for video")
    chromium.get_by_role("button", name="Camera is off").click()
    chromium.get_by_role("button", name="Join").click()


def join_in_firefox(firefox: Firefox, address: str) -> None:
    firefox.open(address)
    connection = "document.querySelector('[data-connection-words]').textContent"
    firefox.wait(f"{connection}.includes('Good for video')")
    firefox.wait("document.querySelector('[data-microphone-row]').hidden === false")
    firefox.click("Camera is off")
    firefox.click("Join")


def see_and_hear(chromium: Page, firefox: Firefox) -> None:
    for function in (FLOWS, TOGETHER):
        wait_until(chromium, function)
        firefox.wait(f"({function})()")
    before = firefox.read(f"({FRAMES})()")
    firefox.wait(f"({FRAMES})().then(frames => frames > {before + 10})")


def write_from(firefox: Firefox, *, to: Page) -> None:
    firefox.read(
        "document.querySelector('[data-notes]').focus();"
        "document.execCommand('insertText', false, 'written in Firefox')"
    )
    expect(to.get_by_label("Shared notes")).to_have_value("written in Firefox")
