"""A talk that goes on: tunnels, other networks, thin ones, restarts, phone calls, a second tab.

Two browsers, one of them on a network of its own. What is asserted is what `getStats()` counts
and what a screen reader is told.
"""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import DESK, FLAGS, PHONE, close, listen, new_browser
from tests.browser.networks import Radio, radio_network
from tests.browser.product import Product, running_product
from tests.browser.records import attendance_of, people_of, seats_taken_in
from tests.browser.waiting import wait_until
from tests.making.browser import talk_in

pytestmark = pytest.mark.long

# `make test-long` asks for what the product promises, `make test` for the same in less time
LONG_CUT = int(os.environ.get("LONG_CUT", "20"))  # seconds; after ten the server knows
ADDRESS_CHANGES = int(os.environ.get("ADDRESS_CHANGES", "2"))
SLOW_CHANGES = ADDRESS_CHANGES // 10  # of them may take longer than five seconds
MINUTES_OFF = 7

# counts what comes in, 20 times a second: since when nothing, how long at most, and what was said
WATCH = """() => {
  const seen = window.seen = { pc: room.pc, received: 0, last: performance.now() }
  const nothing = { gap: 0, back: null, said: null }
  window.begin = () => Object.assign(seen, nothing, { at: performance.now() })
  begin()
  const received = async () => [...(await room.pc.getStats()).values()]
    .reduce((sum, each) => sum + (each.type === 'inbound-rtp' ? each.packetsReceived : 0), 0)
  setInterval(async () => {
    const before = seen.received, now = performance.now()
    seen.received = await received()
    seen.gap = Math.max(seen.gap, now - seen.last)
    if (seen.received > before) seen.last = now
    if (seen.received > before && now - seen.at > 200) seen.back ??= now - seen.at
    if (!document.querySelector('[data-veil]').hidden) seen.said ??= now - seen.at
  }, 50) }"""
FLOWS_AGAIN = "() => seen.gap > 1000 && performance.now() - seen.last < 300"
CLOCK_IS_RIGHT = "() => Math.abs(room.clock.now - performance.timeOrigin - performance.now()) < 250"
SHIFT = """{ const Real = Date, now = () => Real.now() + %d * 60000
  globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(now()) }
    static now() { return now() } } }"""
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
LOST = """async () => { const all = [...(await room.pc.getStats()).values()]
  const heard = all.filter(({ type }) => type === 'inbound-rtp')
  const sum = key => heard.reduce((sum, each) => sum + each[key], 0)
  return sum('packetsLost') / sum('packetsReceived') }"""
PATH = "room.pc.localDescription.sdp.match(/a=ice-ufrag:(.*)/)[1]"
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

    def begin(self) -> None:
        for page in self.pages:
            page.evaluate("begin()")

    def same_connection(self) -> bool:
        return all(page.evaluate("seen.pc === room.pc") for page in self.pages)


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
    close(browser)


@pytest.fixture
def start_talk(chromium, phone_chromium, mobile, radio):
    """Let Una on her phone and Timo at his desk meet, both with a picture."""
    contexts, complaints = [], []

    def start_talk(minutes_off: int = 0) -> Talk:
        address, una, timo = mobile.write(make_talk)
        pages = []
        for browser, device, person, shift in (
            (phone_chromium, PHONE, una, minutes_off),
            (chromium, DESK, timo, -minutes_off),
        ):
            contexts.append(new_browser(browser, mobile, device, person=person))
            listen(contexts[-1], complaints)
            if shift:
                contexts[-1].add_init_script(SHIFT % shift)
            pages.append(contexts[-1].new_page())
            enter(pages[-1], address)
        for page in pages:
            page.wait_for_selector("body[data-live]")
            page.evaluate(WATCH)
        return Talk(*pages, mobile, address.rpartition("/")[2])

    yield start_talk
    radio.restore()
    for context in contexts:
        close(context)
    assert complaints == []


def make_talk(make) -> tuple[str, str, str]:
    una, timo = make.person(name="Una Byrne"), make.mentor(name="Timo Aalto")
    talk = talk_in(make, 0, mentor=timo, mentee=una)
    return f"/room/{talk.public_id}", una.handle, timo.handle


def enter(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("() => globalThis.room?.media.stream")
    if not page.evaluate("room.media.state.camera"):  # the browser may know that it is wanted
        page.get_by_role("button", name="Camera is off").click()
    page.get_by_role("button", name="Join").click()


def stage_of(page: Page):
    return page.get_by_role("region", name="Video")


def wait(page: Page, seconds: float) -> None:
    """Let time pass, as the page counts it since the last `begin`."""
    page.wait_for_function(f"() => performance.now() - seen.at > {seconds * 1000}", timeout=90_000)


def grows(page: Page, count: str, by: int = 10, within: float = 20) -> None:
    before = page.evaluate(count)
    wait_until(page, f"async () => await ({count})() > {before + by}", within=within)


def test_a_talk_outlives_tunnels_and_other_networks(start_talk, radio):
    talk = start_talk()
    go_through_a_tunnel(talk, radio)
    go_through_a_long_tunnel(talk, radio)
    slow = [gap for gap in gaps_of_changes(talk, radio) if gap > 5000]
    assert len(slow) <= SLOW_CHANGES
    assert talk.same_connection()


def go_through_a_tunnel(talk: Talk, radio: Radio) -> None:
    """Ten seconds of nothing, in which one of the two writes."""
    phone, desk = talk.pages
    talk.begin()
    radio.cut()
    for page in talk.pages:
        page.wait_for_function("() => seen.said !== null")
        assert page.evaluate("seen.said") <= 3000
    expect(stage_of(desk)).to_match_aria_snapshot(
        "- paragraph: Una’s connection dropped\n- paragraph: /Reconnecting, \\d+ seconds? so far/"
    )
    expect(desk.locator("#status")).to_contain_text("Una’s connection dropped. Reconnecting.")
    expect(phone.get_by_role("button", name="Leave")).to_be_visible()
    phone.get_by_role("button", name="Notes", exact=True).click()
    phone.get_by_label("Shared notes").press_sequentially("Ask in writing.")
    wait(phone, 10)
    talk.begin()
    radio.restore()
    for page in talk.pages:
        page.wait_for_function("() => seen.back !== null")
        assert page.evaluate("seen.back") <= 3000
        expect(page.locator("[data-veil]")).to_be_hidden()
    expect(desk.get_by_label("Shared notes")).to_have_value("Ask in writing.")
    phone.get_by_role("button", name="Close notes").click()


def go_through_a_long_tunnel(talk: Talk, radio: Radio) -> None:
    """So long that the server gives up the socket: the place is kept, and both are told."""
    phone, desk = talk.pages
    talk.begin()
    radio.cut()
    expect(stage_of(desk).get_by_text(re.compile("kept for another 1:"))).to_be_visible()
    expect(stage_of(phone)).to_match_aria_snapshot(
        "- paragraph: Your connection is gone, your place is kept\n"
        "- paragraph: /For another 1:\\d\\d/"
    )
    assert barriers(phone) == []
    wait(phone, LONG_CUT)
    talk.begin()
    radio.restore()
    for page in talk.pages:
        page.wait_for_function("() => seen.back !== null")
        assert page.evaluate("seen.back") <= 5000
        expect(page.locator("[data-veil]")).to_be_hidden()
    phone.wait_for_function("() => room.socket.isJoined")


def gaps_of_changes(talk: Talk, radio: Radio) -> list[float]:
    gaps = []
    for _ in range(ADDRESS_CHANGES):
        talk.begin()
        radio.change_address()
        for page in talk.pages:
            page.wait_for_function(FLOWS_AGAIN)
        gaps.append(max(page.evaluate("seen.gap") for page in talk.pages))
        talk.phone.wait_for_function("() => room.socket.isJoined")
        for page in talk.pages:
            expect(page.locator("[data-veil]")).to_be_hidden()
    return gaps


def test_a_server_that_dies_and_comes_back_is_not_noticed_in_the_talk(start_talk):
    """Nor that the phone's clock is seven minutes fast and the desk's seven minutes slow."""
    talk = start_talk(MINUTES_OFF)
    phone, desk = talk.pages
    for page in talk.pages:
        page.wait_for_function(CLOCK_IS_RIGHT)
    talk.begin()
    paths = [page.evaluate(PATH) for page in talk.pages]
    talk.mobile.kill("web")
    phone.wait_for_function("() => !room.socket.isJoined")
    phone.get_by_role("button", name="Notes", exact=True).click()
    for page, words in ((phone, "Say no. "), (desk, "Say yes. ")):
        page.get_by_label("Shared notes").press_sequentially(words)
    expect(phone.locator("[data-notes-words]")).to_contain_text("Kept on this device")
    talk.mobile.wait_until_served(talk.mobile.start("web"))
    for page in talk.pages:
        page.wait_for_function("() => room.socket.isJoined", timeout=5000)
        page.wait_for_function(CLOCK_IS_RIGHT)
    text = re.compile("^(Say no. Say yes. |Say yes. Say no. )$")
    for page in talk.pages:
        expect(page.get_by_label("Shared notes")).to_have_value(text)
        # on a busy machine everything stands still for a moment: not for as long as the server
        assert page.evaluate("seen.gap < Math.max(1500, (performance.now() - seen.at) / 3)")
        assert page.evaluate(LOST) < 0.02
    assert [page.evaluate(PATH) for page in talk.pages] == paths
    assert talk.same_connection()
    assert seats_taken_in(talk.mobile, talk.booking) == 2


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
    enter(second, f"/room/{talk.booking}")
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
