"""A mentor says when they are open, with one thumb, and whoever looks sees just that."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE


@pytest.fixture
def lena(product):
    """A mentor in Nairobi who is not open at all yet."""
    return product.write(lambda make: make.mentor(rules=[], time_zone="Africa/Nairobi").handle)


def test_a_window_is_two_taps_and_saves_itself(open_browser, lena):
    phone = open_browser(PHONE, person=lena)
    phone.goto("/availability?day=6")
    expect(phone.get_by_role("heading", name="Nobody can book you yet")).to_be_visible()

    phone.get_by_role("checkbox", name="09:00").tap()
    expect(phone.get_by_text("From 09:00. Now tap the last quarter.")).to_be_visible()
    phone.get_by_role("checkbox", name="10:15").tap()

    expect(phone.get_by_role("region", name="Week")).to_contain_text("09:00–10:30")
    visitor = open_browser(PHONE, timezone_id="Asia/Kolkata")
    visitor.goto(f"/mentors/{lena}")
    times = visitor.get_by_role("radio", name="Nairobi").locator("..").locator("time")
    expect(times).to_have_text(["11:30", "11:50", "12:10", "12:30"])


def test_a_filled_quarter_is_taken_back(open_browser, lena):
    phone = open_browser(PHONE, person=lena)
    phone.goto("/availability?day=5")
    week = phone.get_by_role("region", name="Week")

    phone.get_by_role("checkbox", name="12:00").tap()
    phone.get_by_role("checkbox", name="12:45").tap()
    expect(week).to_contain_text("12:00–13:00")
    phone.get_by_role("checkbox", name="12:45").tap()

    expect(week).to_contain_text("12:00–12:45")


def test_one_date_is_closed_and_opened_again(open_browser, lena):
    phone = open_browser(PHONE, person=lena)
    phone.goto("/availability/dates")

    phone.get_by_text("Closed", exact=True).tap()
    phone.get_by_role("button", name="Save").tap()
    expect(phone.get_by_role("complementary")).to_contain_text("Closed")

    phone.get_by_role("button", name="Undo").tap()
    expect(phone.get_by_role("complementary")).to_contain_text("None.")
