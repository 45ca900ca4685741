"""The room on every screen: nothing covers anything; and a call without a mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_keyboard import tab_to
from tests.making.browser import talk_in

pytestmark = pytest.mark.long

PORTRAIT, SMALL, SIDEWAYS = (390, 844), (320, 568), (844, 390)
ZOOMED = (640, 400)  # 1280×800 at 200 %
SCREENS = (PORTRAIT, SMALL, SIDEWAYS, ZOOMED, (1280, 800))
SMALLEST_TARGET = 44  # px
BOXES = """() => {
  const box = element => {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    return { left, top, right, bottom, width: right - left, height: bottom - top }
  }
  const all = selector => [...document.querySelectorAll(selector)]
    .filter(element => element.offsetParent !== null || element.matches('.controls')).map(box)
  return {
    stage: all('[data-inside] .stage')[0], pad: all('[data-inside] .pad')[0] ?? null,
    bar: all('[data-inside] > .controls')[0], clock: all('[data-inside] [data-clock]')[0],
    controls: all('[data-inside] > .controls > .control'),
    needs: document.documentElement.scrollWidth } }"""


@pytest.fixture
def talk(product):
    def make_talk(make):
        mentor = make.mentor(name="Lars Layout", time_zone="Europe/Lisbon")
        mentee = make.person(name="Kim Keys")
        talk = talk_in(make, 1, mentor=mentor, mentee=mentee)
        return f"/room/{talk.public_id}", mentor.handle, mentee.handle

    return product.write(make_talk)


def test_nothing_covers_anything_on_any_screen(open_browser, talk):
    address, _mentor, mentee = talk
    page = open_browser(PHONE, person=mentee)
    page.goto(address)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("timer", name="Time left")).to_be_visible()
    for direction in ("ltr", "rtl"):
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        for screen in SCREENS:
            page.set_viewport_size(dict(zip(("width", "height"), screen, strict=True)))
            for sheet in ("0", "45", "90"):
                open_sheet(page, sheet)
                check_boxes(page.evaluate(BOXES), screen, sheet, direction)


def open_sheet(page: Page, sheet: str) -> None:
    page.evaluate(
        "sheet => { document.querySelector('[data-inside]').dataset.sheet = sheet }", sheet
    )


def check_boxes(boxes: dict, screen: tuple, sheet: str, direction: str) -> None:
    where = f"{screen} {direction}, notes at {sheet} %: {boxes}"
    width, height = screen
    stage, pad, bar, clock = (boxes[name] for name in ("stage", "pad", "bar", "clock"))
    whole = {"left": 0, "top": 0, "right": width, "bottom": height}
    assert boxes["needs"] <= width, where
    assert all(is_inside(box, whole) for box in (stage, pad, bar, *boxes["controls"]) if box), where
    assert not overlap(stage, bar), where
    assert is_inside(clock, stage), where
    assert abs(middle(clock) - middle(stage)) <= 2, where
    is_desk = screen == (1280, 800)
    assert len(boxes["controls"]) == (4 if is_desk else 5), where  # there the notes stay open
    for control in boxes["controls"]:
        assert min(control["width"], control["height"]) >= SMALLEST_TARGET, where
    assert (pad is not None) == (is_desk or sheet != "0"), where
    if pad:
        assert not overlap(pad, stage), where
        assert not overlap(pad, bar), where
        check_pad(pad, stage, screen, sheet, direction, where)


def check_pad(pad, stage, screen, sheet, direction, where) -> None:
    if screen in (PORTRAIT, SMALL):
        assert pad["top"] >= stage["bottom"], where
        least, most = {"45": (0.43, 0.46), "90": (0.7, 0.9)}[sheet]
        assert least <= pad["height"] / screen[1] <= most, where
    else:
        is_after = (
            pad["left"] >= stage["right"] if direction == "ltr" else pad["right"] <= stage["left"]
        )
        assert is_after, where


def is_inside(box: dict, other: dict) -> bool:
    starts = box["left"] >= other["left"] - 1 and box["top"] >= other["top"] - 1
    return starts and box["right"] <= other["right"] + 1 and box["bottom"] <= other["bottom"] + 1


def overlap(one: dict, other: dict) -> bool:
    sideways = one["left"] < other["right"] - 1 and other["left"] < one["right"] - 1
    return sideways and one["top"] < other["bottom"] - 1 and other["top"] < one["bottom"] - 1


def middle(box: dict) -> float:
    return (box["left"] + box["right"]) / 2


def test_a_call_is_held_with_the_keyboard_alone(open_browser, talk):
    address, mentor, mentee = talk
    other, desk = open_browser(PHONE, person=mentor), open_browser(DESK, person=mentee)
    other.goto(address)
    other.get_by_role("button", name="Join").click()
    desk.goto(address)
    expect(desk.locator("[data-level]")).to_be_visible()
    tab_to(desk, "[data-join]")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", level=1)).to_be_focused()
    desk.wait_for_selector("body[data-live]")
    switch_by_keys(desk)
    write_notes_and_chat(desk, other)
    answer_a_question(desk, other)
    switch_the_keys_off(desk)
    tab_to(desk, "[data-leave]")
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("1 of 3")).to_be_visible()


def switch_by_keys(desk: Page) -> None:
    bar = desk.get_by_role("navigation", name="Call controls")
    for key, on, off in (
        ("m", "Turn microphone off", "Microphone is off"),
        ("v", "Turn camera off", "Camera is off"),
    ):
        names = (on, off) if key == "m" else (off, on)
        for name in (*names, names[0]):
            expect(bar.get_by_role("button", name=name)).to_be_visible()
            desk.keyboard.press(key)
        desk.keyboard.press(key)
        expect(bar.get_by_role("button", name=names[0])).to_be_visible()


def write_notes_and_chat(desk: Page, other: Page) -> None:
    """In fields the keys are letters."""
    desk.keyboard.press("n")
    expect(desk.get_by_label("Shared notes")).to_be_focused()
    desk.keyboard.type("vmh")
    expect(desk.get_by_label("Shared notes")).to_have_value("vmh")
    expect(desk.get_by_role("button", name="Turn microphone off")).to_be_visible()
    tab_to(desk, "[href='#pad-chat']", key="Shift+Tab")
    desk.keyboard.press("Enter")
    tab_to(desk, "[data-message]")
    desk.keyboard.type("Hello")
    desk.keyboard.press("Enter")
    expect(other.locator("#status")).to_contain_text("Kim: Hello")


def answer_a_question(desk: Page, other: Page) -> None:
    """Focus goes to the question and back to where it was."""
    tab_to(desk, "[data-more]")
    other.get_by_role("button", name="More", exact=True).click()
    other.get_by_role("button", name="5 more minutes").click()
    expect(desk.get_by_role("button", name="Yes, 5 more")).to_be_focused()
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name=re.compile("^End at"))).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("button", name="More", exact=True)).to_be_focused()


def switch_the_keys_off(desk: Page) -> None:
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="More")).to_be_focused()
    tab_to(desk, "[data-keep='keys']")
    desk.keyboard.press("Space")
    desk.keyboard.press("m")
    desk.keyboard.press("h")
    expect(desk.get_by_role("button", name="Turn microphone off")).to_be_visible()
