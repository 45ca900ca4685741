"""The other two ways for picture and sound: past the server, and past a TURN server."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.barriers import barriers
from tests.browser.blocking import let_nothing_through
from tests.browser.conftest import DESK, PHONE, close, listen, new_browser
from tests.browser.product import running_product
from tests.browser.waiting import wait_until
from tests.making.browser import talk_in
from tests.making.turn import MEETING, running_coturn

pytestmark = pytest.mark.long

FIGURES = """async () => {
  const all = [...(await room.pc.getStats()).values()]
  const of = (type, kind) => all.find(each => each.type === type && each.kind === kind)
  const [sound, picture] = [of('inbound-rtp', 'audio'), of('inbound-rtp', 'video')]
  const kinds = type => [...new Set(all.filter(each => each.type === type)
    .map(each => each.candidateType))].sort()
  return {
    sound: sound?.packetsReceived ?? 0, frames: picture?.framesDecoded ?? 0,
    width: picture?.frameWidth ?? 0, at: performance.now(),
    sent: of('outbound-rtp', 'video')?.bytesSent ?? 0,
    theirs: kinds('remote-candidate'), ours: kinds('local-candidate'),
    isPastServer: room.pc.remoteDescription?.sdp.includes('VP9') === false,  // it takes VP8 alone
  } }"""
GOES_ON = f"""async ([sound, frames, isPastServer]) => {{ const now = await ({FIGURES})()
  const isMore = now.sound > sound + 25 && now.frames > frames + 10
  return isMore && now.isPastServer === isPastServer }}"""
ADDRESS = re.compile(r"\b(?!0\.0\.0\.0|127\.0\.0\.[12]\b)\d+\.\d+\.\d+\.\d+\b|\b[\w-]+\.local\b")


def make_talk(make) -> tuple[str, str, str]:
    una, timo = make.person(name="Una Byrne"), make.mentor(name="Timo Aalto")
    talk = talk_in(make, 0, mentor=timo, mentee=una, lasts=30)
    return f"/room/{talk.public_id}", una.handle, timo.handle


@pytest.fixture
def talk(product) -> tuple[str, str, str]:
    return product.write(make_talk)


def join(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Camera is off").click()
    page.get_by_role("button", name="Join").click()


def see_and_hear(*pages: Page, past_server: bool, within: float = 20) -> None:
    """Wait until sound and picture come in this way, and go on coming in."""
    for page in pages:
        before = page.evaluate(FIGURES)
        is_same = before["isPastServer"] is past_server
        counted = [before["sound"], before["frames"]] if is_same else [0, 0]
        wait_until(page, GOES_ON, [*counted, past_server], within=within)


def test_where_no_direct_way_is_found_the_server_passes_on(open_browser, talk, product):
    address, una, timo = talk
    phone, desk = open_browser(PHONE, person=una), open_browser(DESK, person=timo)
    for page in (phone, desk):
        let_nothing_through(page)
        join(page, address)
    expect(phone.get_by_text("Connecting to Timo")).to_be_visible()
    see_and_hear(phone, desk, past_server=True)
    sends_little(phone, desk)

    began = phone.evaluate("performance.now()")
    product.kill("media")
    product.start("media")
    veil = phone.locator("[data-veil]").get_by_text("Timo’s connection dropped")
    expect(veil).to_be_visible()
    expect(veil).to_be_hidden()
    assert phone.evaluate("performance.now()") - began <= 8000
    see_and_hear(phone, desk, past_server=True)


def sends_little(*pages: Page) -> None:
    """A picture is half as wide, and takes no more than its 150 kbit/s."""
    before = [page.evaluate(FIGURES) for page in pages]
    pages[0].wait_for_timeout(4000)
    for page, then in zip(pages, before, strict=True):
        now = page.evaluate(FIGURES)
        rate = 8 * (now["sent"] - then["sent"]) / (now["at"] - then["at"])
        assert 0 < now["width"] <= 320
        assert 0 < rate < 165  # kbit/s; a keyframe may stand at its end


def test_whoever_hides_their_address_is_reached_past_the_server_alone(open_browser, talk):
    address, una, timo = talk
    phone, desk = open_browser(PHONE, person=una), open_browser(DESK, person=timo)
    phone.goto("/settings")
    phone.get_by_label("Hide my network address").check()
    phone.get_by_role("button", name="Save what is seen of my network").click()
    expect(phone.get_by_text("It holds from your next talk on.")).to_be_visible()
    assert barriers(phone) == []
    phone.set_viewport_size(PHONE["viewport"])
    heard = signals_heard_by(desk)
    for page in (phone, desk):
        join(page, address)
    see_and_hear(phone, desk, past_server=True)
    assert not ADDRESS.search(json.dumps(heard))
    assert desk.evaluate("room.pc.getConfiguration().iceTransportPolicy") == "all"  # to us


def signals_heard_by(page: Page) -> list[str]:
    heard: list[str] = []

    def note(frame: str | bytes) -> None:
        if isinstance(frame, str) and '"signal"' in frame:
            heard.append(frame)

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    return heard


@pytest.fixture
def with_turn(tmp_path_factory):
    """A product of its own beside a real coturn under the configuration we ship."""
    folder = tmp_path_factory.mktemp("turn")
    with (
        running_coturn(folder, *MEETING) as coturn,
        running_product(folder, **coturn.settings) as product,
    ):
        yield product


def test_strangers_meet_past_turn_and_learn_no_address(chromium, with_turn):
    address, *people = with_turn.write(make_talk)
    complaints: list[str] = []
    contexts: list[BrowserContext] = []
    for device, person in zip((PHONE, DESK), people, strict=True):
        contexts.append(new_browser(chromium, with_turn, device, person=person))
        listen(contexts[-1], complaints)
    phone, desk = (context.new_page() for context in contexts)
    heard = signals_heard_by(desk)
    for page in (phone, desk):
        join(page, address)
    see_and_hear(phone, desk, past_server=False)
    for page in (phone, desk):
        figures = page.evaluate(FIGURES)
        assert figures["theirs"] == figures["ours"] == ["relay"]
    assert "typ relay" in json.dumps(heard)
    assert not ADDRESS.search(json.dumps(heard))
    for context in contexts:
        close(context)
    assert complaints == []
