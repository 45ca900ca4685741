"""A mentor sets a week, days off and one evening on a phone, by touch alone and by keyboard alone;
somebody in another zone sees just that. On a desk the week is drawn with a mouse."""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.barriers import AXE, RULES, RUN, barriers
from tests.browser.conftest import DESK, PHONE
from webapp.core.clock import SystemClock

pytestmark = pytest.mark.long

NAIROBI, SATURDAY = "Africa/Nairobi", 5
DAY = timedelta(days=1)
MORNING = ["11:30", "11:50", "12:10", "12:30"]  # 09:00 to 10:30 in Nairobi, seen from Kolkata
EVENING = ["20:30", "20:50", "21:10"]  # 18:00 to 19:00
MOST_TABS = 160
A_ROW = 4  # quarters
IS_FOCUSED = "element => element === document.activeElement"


class Thumb:
    """Touch alone."""

    def __init__(self, page: Page):
        self.page = page

    def press(self, target: Locator) -> None:
        target.tap()

    def fill_quarter(self, name: str) -> None:
        self.page.get_by_role("checkbox", name=name, exact=True).tap()

    def choose(self, name: str) -> None:
        self.page.get_by_role("radio", name=name).tap()

    def pick_day(self, label: str, day: date) -> None:
        field = self.page.get_by_role("form", name="When you are away").get_by_label(label)
        field.tap()
        field.fill(day.isoformat())  # what the system's own picker does


class Keys:
    """A keyboard alone: Tab to get there, arrows inside a group, Enter and Space to press."""

    def __init__(self, page: Page):
        self.page = page

    def press(self, target: Locator) -> None:
        self.tab_to(target)
        is_box = target.evaluate("element => element.type === 'checkbox'")
        self.page.keyboard.press("Space" if is_box else "Enter")

    def fill_quarter(self, name: str) -> None:
        grid = self.page.locator("[data-quarters]")
        boxes = grid.get_by_role("checkbox")
        if not grid.evaluate("grid => grid.contains(document.activeElement)"):
            self.tab_to(grid.locator("input[tabindex='0']"))
        names = boxes.evaluate_all("all => all.map(box => box.ariaLabel)")
        here = grid.locator(":focus").get_attribute("aria-label")
        rows, rest = divmod(names.index(name) - names.index(here), A_ROW)
        for key, times in {"ArrowDown": rows, "ArrowUp": -rows, "ArrowRight": rest}.items():
            for _ in range(times):
                self.page.keyboard.press(key)
        expect(grid.get_by_role("checkbox", name=name, exact=True)).to_be_focused()
        self.page.keyboard.press("Space")

    def choose(self, name: str) -> None:
        self.tab_to(self.page.locator("input[type=radio]:checked"))
        radio = self.page.get_by_role("radio", name=name)
        while not radio.is_checked():
            self.page.keyboard.press("ArrowRight")

    def pick_day(self, label: str, day: date) -> None:
        field = self.page.get_by_role("form", name="When you are away").get_by_label(label)
        self.tab_to(field)
        self.page.keyboard.type(f"{day:%m%d%Y}")  # in the order of the browser's own language
        expect(field).to_have_value(day.isoformat())

    def tab_to(self, target: Locator) -> None:
        expect(target).to_be_visible()
        for _ in range(MOST_TABS):
            if target.evaluate(IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} tabs do not lead to {target}")


@pytest.mark.parametrize(("hand", "handle"), [(Thumb, "thea"), (Keys, "kira")])
def test_a_week_days_off_and_an_evening_are_set(product, open_browser, hand, handle):
    product.write(lambda make: make.mentor(handle=handle, rules=[], time_zone=NAIROBI).handle)
    page = open_browser(PHONE, person=handle)
    hand = hand(page)
    today = SystemClock().now().astimezone(ZoneInfo(NAIROBI)).date()
    away, evening = (today + 2 * DAY, today + 3 * DAY), today + 5 * DAY

    set_the_week(page, hand)
    take_days_off(page, hand, *away)
    open_an_evening(page, hand, evening)

    seen = open_browser(PHONE, timezone_id="Asia/Kolkata")
    for day in (today + n * DAY for n in range(1, 7)):
        assert times_on(seen, handle, day) == expected(day, away, evening), day


def set_the_week(page: Page, hand) -> None:
    page.goto("/availability")
    week = page.get_by_role("region", name="Week")
    hand.fill_quarter("09:00")
    expect(page.get_by_text("From 09:00. Now tap the last quarter.")).to_be_visible()
    hand.fill_quarter("10:15")
    expect(week).to_contain_text("09:00–10:30")
    hand.press(page.get_by_role("button", name="Copy to every weekday"))
    expect(week.get_by_role("link", name="09:00–10:30")).to_have_count(5 + is_weekend())
    if not week.get_by_role("link", name="Saturday 09:00–10:30").count():
        hand.press(page.get_by_role("checkbox", name="Saturday"))
        hand.press(page.get_by_role("button", name="Copy to the chosen days"))
    expect(week.get_by_role("link", name="Saturday 09:00–10:30")).to_be_visible()
    expect(page.get_by_role("region", name="What mentees see")).to_contain_text("09:20")
    keeps_nobody_out(page)


def keeps_nobody_out(page: Page) -> None:
    assert barriers(page) == []
    page.set_viewport_size(PHONE["viewport"])


def is_weekend() -> bool:
    return SystemClock().now().astimezone(ZoneInfo(NAIROBI)).weekday() >= SATURDAY


def take_days_off(page: Page, hand, first: date, last: date) -> None:
    hand.press(page.get_by_role("link", name="Time off"))
    expect(page.get_by_role("heading", name="When you are away")).to_be_visible()
    hand.pick_day("First day", first)
    hand.pick_day("Last day", last)
    hand.press(page.get_by_role("button", name="Close these days"))
    expect(page.get_by_role("region", name="Set already")).to_contain_text("2 days")
    keeps_nobody_out(page)


def open_an_evening(page: Page, hand, day: date) -> None:
    hand.press(page.get_by_role("link", name="Dates"))
    hand.press(page.get_by_role("navigation", name="Dates").get_by_role("link").nth(5))
    title = page.get_by_role("heading", name=f"{day.day} {day:%b}")
    expect(title).to_be_visible()
    hand.choose("Other times")
    for name in quarters_to_clear(page):
        hand.fill_quarter(name)
    hand.fill_quarter("18:00")
    hand.fill_quarter("18:45")
    hand.press(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("complementary")).to_contain_text("18:00–19:00")
    keeps_nobody_out(page)


def quarters_to_clear(page: Page) -> list[str]:
    open_ones = page.locator("[data-quarters] input:checked")
    return open_ones.evaluate_all("all => all.map(box => box.ariaLabel)")


def times_on(page: Page, handle: str, day: date) -> list[str]:
    page.goto(f"/mentors/{handle}?day={day}")
    expect(page.locator(f"#day-{day}[aria-current]")).to_be_visible()
    return page.locator("label.slot b time").all_inner_texts()


def expected(day: date, away: tuple[date, date], evening: date) -> list[str]:
    if day in away:
        return []
    if day == evening:
        return EVENING
    return MORNING if day.weekday() <= SATURDAY else []


def test_days_that_are_set_already_are_refused_where_they_were_typed(product, open_browser):
    page = open_browser(PHONE, person=product.write(lambda make: make.mentor().handle))
    hand, today = Thumb(page), SystemClock().now().date()
    page.goto("/availability/time-off")
    for last in (today + 8 * DAY, today + 9 * DAY):
        hand.pick_day("First day", today + 7 * DAY)
        hand.pick_day("Last day", last)
        hand.press(page.get_by_role("button", name="Close these days"))
        expect(page.get_by_role("region", name="Set already")).to_contain_text("2 days")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Some of these days are set already.")
    form = page.get_by_role("form", name="When you are away")
    expect(form).to_have_count(1)
    expect(form.get_by_label("Last day")).to_have_value(str(today + 9 * DAY))
    keeps_nobody_out(page)


@pytest.fixture
def desk(product, open_browser) -> Iterator[Page]:
    """The week of somebody who is open on Monday from 9 to 12, on a wide screen."""

    def make_gil(make) -> str:
        return make.mentor(rules=[(0, 540, 720)], time_zone="Europe/Berlin").handle

    page = open_browser(DESK, person=product.write(make_gil))
    page.goto("/availability")
    expect(page.get_by_text("a mouse can drag")).to_be_visible()
    yield page


def half(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_a_mouse_drags_a_window_over_several_days(desk):
    half(desk, "Tuesday 13:00").hover()
    desk.mouse.down()
    half(desk, "Thursday 14:30").hover()
    desk.mouse.up()

    week = desk.get_by_role("region", name="Week", exact=True)
    expect(week.get_by_role("link", name="13:00–15:00")).to_have_count(3)
    expect(half(desk, "Wednesday 14:00")).to_have_attribute("aria-pressed", "true")
    expect(week.get_by_role("link", name="Monday 09:00–12:00")).to_be_visible()


def test_dragging_from_an_open_half_hour_closes(desk):
    half(desk, "Monday 10:00").hover()
    desk.mouse.down()
    half(desk, "Monday 10:30").hover()
    desk.mouse.up()

    week = desk.get_by_role("region", name="Week", exact=True)
    expect(week.get_by_role("link", name="Monday 09:00–10:00")).to_be_visible()
    expect(week.get_by_role("link", name="Monday 11:00–12:00")).to_be_visible()


def test_the_week_is_drawn_by_keys(desk):
    half(desk, "Monday 09:00").focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowRight", "Enter", "ArrowRight", "ArrowDown"):
        desk.keyboard.press(key)
    expect(desk.get_by_text("From Tuesday 08:00. Now press the last half hour.")).to_be_visible()
    desk.keyboard.press("Enter")

    week = desk.get_by_role("region", name="Week", exact=True)
    expect(week.get_by_role("link", name="08:00–09:00")).to_have_count(2)
    expect(half(desk, "Wednesday 08:30")).to_be_focused()
    desk.evaluate(AXE.read_text())
    assert desk.evaluate(RUN, RULES) == []
