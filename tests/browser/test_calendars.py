"""Calendars both ways: another one keeps times free, and the feed shows the talks."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import PHONE
from tests.making.browser import findable_mentor, take
from tests.making.calendars import ics, meeting
from webapp.core.clock import SystemClock

pytestmark = pytest.mark.long

TOO_OFTEN = "RRULE:FREQ=SECONDLY"


@pytest.fixture(scope="module")
def caro(product):
    """A mentor who is open around the clock, with one talk in three days."""

    def make_caro(make) -> str:
        mentor = findable_mentor(make, "caro", name="Caro Lendar", time_zone="UTC", lengths=(20,))
        take(make, "caro", noon() + timedelta(days=1))
        return mentor.handle

    return product.write(make_caro)


def noon():
    day = SystemClock().now() + timedelta(days=2)
    return day.replace(hour=12, minute=0, second=0, microsecond=0)


def file_with(*events: str, name="Work") -> dict:
    return {"name": "work.ics", "mimeType": "text/calendar", "buffer": ics(*events, name=name)}


def test_an_uploaded_calendar_keeps_its_times_free(open_browser, caro):
    phone, visitor = open_browser(PHONE, person=caro), open_browser(PHONE, timezone_id="UTC")
    start, end = noon(), noon() + timedelta(hours=2)
    busy = meeting(f"{start:%Y%m%dT%H%M%SZ}", f"{end:%Y%m%dT%H%M%SZ}")
    before = times_on(visitor, caro, start)
    assert "12:00" in before

    phone.goto("/availability/calendars")
    upload(phone, file_with(meeting(f"{start:%Y%m%dT%H%M%SZ}", f"{end:%Y%m%dT%H%M%SZ}", TOO_OFTEN)))
    expect(phone.get_by_role("alert")).to_contain_text("repeats every hour or more often")
    looks_right(phone)
    upload(phone, file_with(busy))
    kept = phone.get_by_role("region", name="Calendars we read")
    expect(kept).to_contain_text("from a file. 1 busy time until")
    looks_right(phone)
    after = times_on(visitor, caro, start)
    assert after and not [time for time in after if "11:40" < time < "14:00"]

    phone.get_by_role("button", name="Stop reading Work").tap()
    expect(kept).to_contain_text("None so far.")
    assert times_on(visitor, caro, start) == before


def upload(phone: Page, file: dict) -> None:
    phone.locator("input[type=file]").set_input_files(file)
    phone.get_by_role("button", name="Read this file").tap()


def times_on(visitor: Page, handle: str, day) -> list[str]:
    visitor.goto(f"/mentors/{handle}?day={day:%Y-%m-%d}")
    expect(visitor.locator(f"#day-{day:%Y-%m-%d}[aria-current]")).to_be_visible()
    return visitor.locator("label.slot b time").all_inner_texts()


def test_the_feed_shows_talks_until_its_address_is_made_new(open_browser, caro, product):
    phone, program = open_browser(PHONE, person=caro), open_browser(PHONE).request
    phone.goto("/calendar")
    phone.get_by_role("button", name="Make my address").tap()
    first = phone.get_by_label("Your feed").input_value()
    looks_right(phone)
    answer = program.get(first)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Busy" in answer.text()
    assert program.get(first, headers={"If-None-Match": answer.headers["etag"]}).status == 304

    phone.goto("/calendar")
    looks_right(phone)
    phone.get_by_text("Who, and the question").tap()
    phone.get_by_role("button", name="Save what it says").tap()
    expect(phone.get_by_text("Saved.")).to_be_visible()
    changed = program.get(first, headers={"If-None-Match": answer.headers["etag"]})
    assert changed.status == 200 and "SUMMARY:Busy" not in changed.text()

    phone.get_by_role("button", name="Make a new address").tap()
    second = phone.get_by_label("Your feed").input_value()
    assert (program.get(first).status, program.get(second).status) == (404, 200)
    phone.get_by_role("button", name="End this address").tap()
    expect(phone.get_by_role("button", name="Make my address")).to_be_visible()
    assert program.get(second).status == 404


def looks_right(page: Page) -> None:
    assert barriers(page) == []
    page.set_viewport_size(PHONE["viewport"])
