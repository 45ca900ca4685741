"""A talk that goes on: on a thin network, after phone calls, with a second tab.

Two browsers, one of them on a network of its own. What is asserted is what `getStats()` counts
and what a screen reader is told.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, FLAGS, PHONE, listen, new_browser
from tests.browser.networks import Radio, radio_network
from tests.browser.product import Product, running_product
from tests.browser.records import attendance_of, people_of, seats_taken_in
from tests.making.browser import talk_in

# headless Chromium shows every page: what a phone does when it shows something else
SHOW = """isShown => { for (const [key, value] of [['hidden', !isShown],
    ['visibilityState', isShown ? 'visible' : 'hidden']])
    Object.defineProperty(document, key, { value, configurable: true })
  document.dispatchEvent(new Event('visibilitychange')) }"""
TAKE_MICROPHONE = """() => { const { microphone } = room.media
  Object.defineProperty(microphone, 'muted', { value: true })
  microphone.dispatchEvent(new Event('mute'))
  navigator.mediaDevices.getUserMedia = async () => {
    throw new DOMException('a phone call has it', 'NotReadableError') } }"""
GIVE_BACK = "() => { delete navigator.mediaDevices.getUserMedia }"
# a track that says it lives and gives nothing, as after a call on an iPhone
SILENCE = """async () => { const context = new AudioContext()
  await context.suspend()
  const [track] = context.createMediaStreamDestination().stream.getTracks()
  await room.pc.getSenders().find(({ track }) => track?.kind === 'audio').replaceTrack(track) }"""
SOUND = """async () => { for (const each of (await room.pc.getStats()).values())
  if (each.type === 'inbound-rtp' && each.kind === 'audio') return each.packetsReceived
  return 0 }"""
FRAMES = SOUND.replace("audio", "video").replace("packetsReceived", "framesDecoded")
PICTURE_IS_SENT = """() => room.pc.getSenders().find(({ track }) => track?.kind === 'video')
  .getParameters().encodings[0].active"""


@dataclass
class Talk:
    phone: Page
    desk: Page
    mobile: Product
    booking: str

    @property
    def pages(self) -> tuple[Page, Page]:
        return self.phone, self.desk

    def same_connection(self) -> bool:
        return all(page.evaluate("pc === room.pc") for page in self.pages)


@pytest.fixture(scope="module")
def radio() -> Iterator[Radio]:
    with radio_network() as radio:
        yield radio


@pytest.fixture(scope="module")
def mobile(radio, tmp_path_factory) -> Iterator[Product]:
    """A product of our own, that may be killed, also found from the phone's network."""
    with running_product(tmp_path_factory.mktemp("mobile"), at=radio.server) as mobile:
        yield mobile


@pytest.fixture(scope="module")
def phone_chromium(chromium, radio, tmp_path_factory) -> Iterator[Browser]:
    script = radio.start_script(shutil.which("chromium"), tmp_path_factory.mktemp("phone"))
    flags = [*FLAGS, f"--host-resolver-rules=MAP localhost {radio.server}"]
    browser = chromium.browser_type.launch(executable_path=str(script), args=flags)
    yield browser
    browser.close()


@pytest.fixture
def start_talk(chromium, phone_chromium, mobile, radio):
    """Let Una on her phone and Timo at his desk meet, both with a picture."""
    contexts, complaints = [], []

    def start_talk() -> Talk:
        address, una, timo = mobile.write(make_talk)
        pages = []
        for browser, device, person in (
            (phone_chromium, PHONE, una),
            (chromium, DESK, timo),
        ):
            contexts.append(new_browser(browser, mobile, device, person=person))
            listen(contexts[-1], complaints)
            pages.append(contexts[-1].new_page())
            enter(pages[-1], address)
        for page in pages:
            page.wait_for_selector("body[data-live]")
            page.evaluate("window.pc = room.pc")
        return Talk(*pages, mobile, address.rpartition("/")[2])

    yield start_talk
    radio.restore()
    for context in contexts:
        context.close()
    assert complaints == []


def make_talk(make) -> tuple[str, str, str]:
    una, timo = make.person(name="Una Byrne"), make.mentor(name="Timo Aalto")
    talk = talk_in(make, 0, mentor=timo, mentee=una)
    return f"/room/{talk.public_id}", una.handle, timo.handle


def enter(page: Page, address: str, *, is_first: bool = True) -> None:
    page.goto(address)
    if is_first:  # later the browser knows that the camera is wanted
        page.get_by_role("button", name="Camera is off").click()
    page.get_by_role("button", name="Join").click()


def stage_of(page: Page):
    return page.get_by_role("region", name="Video")


def grows(page: Page, count: str, by: int = 10, timeout: int = 20_000) -> None:
    before = page.evaluate(count)
    page.wait_for_function(f"async () => await ({count})() > {before + by}", timeout=timeout)


def test_what_a_phone_takes_away_comes_back(start_talk):
    """Another page in front, a phone call, a microphone that only seems to live, no permission."""
    talk = start_talk()
    phone, desk = talk.pages
    phone.evaluate(SHOW, False)
    expect(stage_of(desk)).to_match_aria_snapshot(
        "- paragraph: Una’s phone is in the background\n- paragraph: You may still be heard."
    )
    phone.evaluate(TAKE_MICROPHONE)
    phone.evaluate(SHOW, True)
    again = phone.get_by_role("button", name="Reconnect audio")
    expect(again).to_be_focused()
    assert barriers(phone) == []
    expect(desk.locator("#status")).to_contain_text("Una’s microphone is taken by a phone call")
    expect(desk.locator("[data-name-plate]").get_by_text("Muted")).to_be_visible()
    phone.evaluate(GIVE_BACK)
    again.click()
    expect(again).to_be_hidden()
    expect(desk.locator("[data-name-plate]").get_by_text("Muted")).to_be_hidden()
    grows(desk, SOUND)

    phone.get_by_role("button", name="Turn microphone off").click()
    phone.evaluate(SILENCE)
    phone.evaluate(SHOW, False)
    phone.evaluate(SHOW, True)
    grows(desk, SOUND, by=60)
    expect(phone.get_by_role("button", name="Microphone is off").last).to_be_visible()
    assert phone.evaluate("room.media.microphone.enabled") is False

    phone.get_by_role("button", name="Microphone is off").last.click()
    phone.context.clear_permissions()  # ends what was recorded with them
    expect(again).to_be_visible()
    phone.context.grant_permissions(["camera", "microphone"])
    again.click()
    expect(again).to_be_hidden()
    grows(desk, SOUND)
    grows(desk, FRAMES)
    assert talk.same_connection()


def test_a_second_tab_takes_the_one_place_and_gives_it_back(start_talk):
    talk = start_talk()
    phone, desk = talk.pages
    second = phone.context.new_page()
    enter(second, f"/room/{talk.booking}", is_first=False)
    take = second.get_by_role("button", name="Take over here")
    expect(take).to_be_focused()
    assert seats_taken_in(talk.mobile, talk.booking) == 2
    take.click()
    second.wait_for_selector("body[data-live]")
    expect(phone.get_by_text("You are in this talk on another device")).to_be_visible()
    phone.wait_for_function("() => room.media.microphone.readyState === 'ended'")
    grows(desk, FRAMES)
    assert seats_taken_in(talk.mobile, talk.booking) == 2

    phone.get_by_role("button", name="Take over here").click()
    expect(second.get_by_role("button", name="Take over here")).to_be_visible()
    expect(phone.locator("[data-veil]")).to_be_hidden()
    grows(desk, FRAMES)
    grows(desk, SOUND)
    assert seats_taken_in(talk.mobile, talk.booking) == 2
    assert dict(attendance_of(talk.mobile, talk.booking, una_of(talk))) == {"joined": 3, "left": 2}


def una_of(talk: Talk) -> str:
    return dict(people_of(talk.mobile, talk.booking))["mentee"]


def test_a_thin_line_carries_sound_and_the_picture_comes_back(start_talk, radio):
    talk = start_talk()
    phone, desk = talk.pages
    choose_sound_only(phone, desk)
    radio.make_thin("100kbit")
    thin = stage_of(desk).get_by_text("Sound only for now: the connection is thin.")
    expect(thin).to_be_visible(timeout=45_000)
    phone.wait_for_function(f"() => !({PICTURE_IS_SENT})()")
    grows(desk, SOUND, by=40)
    expect(phone.locator("[data-quality]")).to_contain_text(re.compile("ms, |Thin"))
    radio.restore()
    expect(thin).to_be_hidden(timeout=60_000)
    grows(desk, FRAMES)
    assert talk.same_connection()


def choose_sound_only(phone: Page, desk: Page) -> None:
    phone.get_by_role("button", name="More", exact=True).click()
    choice = phone.get_by_role("switch", name=re.compile("Sound only"))
    assert barriers(phone) == []
    choice.check()
    expect(stage_of(desk).get_by_text("Sound only, to save data")).to_be_visible()
    expect(stage_of(phone).get_by_text("Sound only, as you have chosen")).to_be_visible()
    expect(phone.locator("[data-self]")).to_be_hidden()
    for page in (phone, desk):
        page.wait_for_function(f"() => !({PICTURE_IS_SENT})()")
    grows(desk, SOUND)
    choice.uncheck()
    for page in (phone, desk):
        grows(page, FRAMES)
