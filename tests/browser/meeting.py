"""What two people do in the room, from the lobby to leaving it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.waiting import wait_until

FRAMES = """async () => { for (const r of (await room.pc.getStats()).values())
  if (r.type === 'inbound-rtp' && r.kind === 'video') return r.framesDecoded; return 0 }"""
TYPE = """words => { const pad = document.querySelector('[data-notes]'); pad.focus(); let at = 0
  window.typed = new Promise(done => { const keys = setInterval(() => {
    document.execCommand('insertText', false, words[at++])
    if (at === words.length) { clearInterval(keys); done() } }, 15) }) }"""
CLOCK = "document.querySelector('[data-inside] [data-clock-time]').textContent"


def enter_room(page: Page) -> None:
    page.get_by_role("link", name="Open the lobby").click()
    lobby = page.locator("[data-lobby]")
    expect(lobby.get_by_role("img", name=re.compile("heard|loud|quiet", re.I))).to_be_visible()
    expect(lobby.locator("[data-connection-words]")).to_contain_text("Good for video")
    expect(lobby.get_by_text("Your camera is off.")).to_be_visible()
    lobby.get_by_role("button", name="Camera is off").click()
    expect(lobby.get_by_label("Your own picture")).to_be_visible()
    lobby.get_by_role("button", name="Join").click()
    expect(page.get_by_role("timer", name="Time left")).to_be_visible()


def see_each_other(phone: Page, desk: Page) -> None:
    for page in (phone, desk):
        page.wait_for_selector("body[data-live]")
        before = page.evaluate(FRAMES)
        wait_until(page, f"async () => await ({FRAMES})() > {before + 10}", within=3)


def share_the_clock(phone: Page, desk: Page) -> None:
    for page in (phone, desk):
        expect(page.locator("[data-inside] [data-clock-words]")).to_contain_text("Open")
        expect(page.locator("[data-inside] [data-clock-time]")).to_have_text(
            re.compile(r"^[89]:\d\d$")
        )
    assert abs(seconds_left(phone) - seconds_left(desk)) <= 1


def seconds_left(page: Page) -> int:
    minutes, seconds = page.evaluate(CLOCK).split(":")
    return 60 * int(minutes) + int(seconds)


def write_at_once(phone: Page, desk: Page) -> None:
    first, second = "- [ ] say no to the fifth, yes to the index", "- ask for the letter in writing"
    phone.get_by_role("button", name="Notes").click()
    for page, words in ((phone, f"{first}\n"), (desk, f"{second}\n")):
        page.evaluate(TYPE, words)
    for page in (phone, desk):
        page.evaluate("window.typed")
    expect(phone.get_by_label("Shared notes")).to_have_value(re.compile(re.escape(second)))
    text = phone.get_by_label("Shared notes").input_value()
    expect(desk.get_by_label("Shared notes")).to_have_value(text)
    assert sorted(text.splitlines()) == sorted([first, second])
    phone.get_by_role("button", name="Close notes").click()


def hear_who_is_muted(phone: Page, desk: Page) -> None:
    phone.get_by_role("button", name="Turn microphone off").click()
    expect(desk.locator("[data-name-plate]").get_by_text("Muted")).to_be_visible()
    phone.get_by_role("button", name="Microphone is off").click()
    expect(desk.locator("[data-name-plate]").get_by_text("Muted")).to_be_hidden()


def leave(phone: Page, desk: Page) -> None:
    phone.get_by_role("button", name="Leave").click()
    expect(desk.get_by_text("Noor has left").locator("visible=true").first).to_be_visible()
    desk.get_by_role("button", name="Leave").click()
    for page in (phone, desk):
        expect(page.get_by_text("1 of 3")).to_be_visible()
