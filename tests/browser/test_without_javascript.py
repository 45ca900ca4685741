"""Every step with JavaScript off, up to the room, which says that it needs it."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.walking import give_name, next_slot, sign_in_by_mail
from tests.making.browser import findable_mentor, talk_in
from tests.making.followup import action
from webapp.booking.models import Booking, BookingChange
from webapp.core.clock import SystemClock
from webapp.followup.models import Action
from webapp.scheduling.models import AvailabilityRule, Override, TimeOff

LINE = "My sourdough stays flat. What am I doing wrong?"
SPEAKS = "Deutsch"


@pytest.fixture
def open_plain(open_browser):
    """Return a maker of browsers that run no script."""

    def open_plain(person=None, device=PHONE) -> Page:
        return open_browser(device, person=person, java_script_enabled=False)

    return open_plain


@pytest.fixture
def baker(product):
    """Somebody to ask, with two lengths, and time on every day."""
    about = {"name": "Bea Acker", "time_zone": "Asia/Tokyo", "topics": ["Bread of sourdough"]}
    product.write(lambda make: findable_mentor(make, "baker", lengths=(10, 20), **about).id)
    return "Bea Acker"


def test_a_question_becomes_a_booking(open_plain, baker):
    page = open_plain()
    page.goto("/")
    page.get_by_role("textbox", name="What are you stuck on?").fill(LINE)
    page.get_by_role("button", name="Find somebody").click()
    page.get_by_role("link", name=re.compile("more")).click()
    page.get_by_label("Free this week").check()
    page.get_by_role("button", name="Show who fits").click()
    expect(page).to_have_url(re.compile("free=week"))
    page.get_by_role("link", name=baker, exact=True).click()

    choose_length_day_and_time(page)
    page.get_by_role("button", name="Hold this time").click()
    sign_in_by_mail(page, "pia@example.test")
    give_name(page, "Pia Lund")
    expect(page.locator("input[name=slot]:checked")).to_have_count(1)
    page.get_by_role("button", name="Hold this time").click()

    be_refused_without_a_question(page)
    page.get_by_label("My one question").fill(LINE)
    page.get_by_role("button", name="Send and book").click()
    expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Too wet, too warm.")


def choose_length_day_and_time(page: Page) -> None:
    page.get_by_role("navigation", name="How long").get_by_role("link", name="10").click()
    tomorrow = page.get_by_role("navigation", name="Days").locator(".day").nth(1)
    words = tomorrow.locator("b").inner_text()
    tomorrow.click()
    expect(page.locator(".day[aria-current] b")).to_have_text(words)
    next_slot(page).check()


def be_refused_without_a_question(page: Page) -> None:
    """Keep the slot on the way, say what was tried, and forget the question."""
    page.get_by_label("What I tried").fill("Too wet, too warm.")
    page.get_by_role("button", name="Keep my slot").click()
    expect(page.get_by_label("What I tried")).to_have_value("Too wet, too warm.")
    page.get_by_label("My one question").fill("")
    page.get_by_role("button", name="Send and book").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Write your one question. Bea reads that first.")
    alert.get_by_role("link").click()
    expect(page).to_have_url(re.compile("#question$"))
    expect(page.get_by_label("What I tried")).to_have_value("Too wet, too warm.")


def test_a_talk_is_called_off_with_a_reason(product, open_plain):
    talk = product.write(
        lambda make: talk_in(make, 600, mentee=make.person(handle="finn")).public_id
    )
    page = open_plain("finn")
    page.goto("/bookings")
    page.locator("main li").get_by_role("link").first.click()
    page.get_by_role("link", name="Cancel").click()
    page.get_by_label("Why, in a line").fill("My train is late.")
    page.get_by_role("button", name="Cancel this talk").click()
    expect(page.get_by_text("You cancelled this talk")).to_be_visible()
    changes = sa.select(Booking.status, BookingChange.why).join(BookingChange)
    assert product.rows(changes.where(Booking.public_id == talk)) == [
        ("cancelled", "My train is late.")
    ]
    page.goto("/bookings?show=past")
    expect(page.get_by_text("Cancelled")).to_be_visible()


def test_a_profile_is_saved(product, open_plain):
    product.write(lambda make: make.person(handle="gus", name="Gus Gray").id)
    page = open_plain("gus")
    page.goto("/settings")
    page.get_by_role("link", name="How others see you").click()
    page.get_by_label("What you do, and where").fill("Baker, Bremen")
    page.get_by_role("button", name="Save what you do").click()
    expect(page.get_by_label("What you do, and where")).to_have_value("Baker, Bremen")
    page.get_by_label("Another language").select_option(SPEAKS)
    page.get_by_role("button", name="Save languages").click()
    expect(page.get_by_role("checkbox", name=SPEAKS)).to_be_checked()
    page.reload()
    expect(page.get_by_role("region", name="As it looks in a list")).to_contain_text("Bremen")


def test_a_mentor_says_when_they_are_open(product, open_plain):
    hana = product.write(lambda make: make.mentor(handle="hana", rules=[]).id)
    page = open_plain("hana")
    page.goto("/availability?day=2")
    for quarter in ("09:00", "09:15", "09:30", "09:45"):
        page.get_by_label(quarter, exact=True).check()
    page.get_by_role("button", name="Save Wednesday").click()
    expect(page.locator(".weekdays li").nth(2)).to_contain_text("09:00–10:00")
    page.get_by_role("link", name="Dates").click()
    page.get_by_label("Closed").check()
    page.get_by_role("button", name=re.compile("^Save ")).click()
    expect(page.get_by_role("button", name=re.compile("^Undo"))).to_be_visible()
    rules = sa.select(AvailabilityRule.weekday, AvailabilityRule.opens, AvailabilityRule.closes)
    assert product.rows(rules.where(AvailabilityRule.person_id == hana)) == [(2, 540, 600)]
    closed = sa.select(Override.windows).where(Override.person_id == hana)
    assert product.rows(closed) == [([],)]


def test_a_mentor_copies_a_day_goes_away_and_asks_why(product, open_plain):
    hugo = product.write(lambda make: make.mentor(handle="hugo", rules=[(2, 540, 600)]).id)
    page = open_plain("hugo")
    page.goto("/availability?day=2")
    page.get_by_role("checkbox", name="Sunday").check()
    page.get_by_role("button", name="Copy to the chosen days").click()
    expect(page.locator(".weekdays li").nth(6)).to_contain_text("09:00–10:00")
    page.get_by_label("Time zone of the preview").select_option("Asia/Tokyo")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="What mentees see")).to_be_visible()
    expect(page.get_by_text("18:00").first).to_be_visible()
    sunday = next_weekday(6)
    page.goto("/availability/time-off")
    for label in ("First day", "Last day"):
        page.get_by_role("form", name="When you are away").get_by_label(label).fill(sunday)
    page.get_by_role("button", name="Close these days").click()
    expect(page.get_by_role("region", name="Set already")).to_contain_text("1 day")
    page.goto("/availability/why")
    page.get_by_label("Day").fill(sunday)
    page.get_by_label("Time, if you mean one").fill("09:00")
    page.get_by_role("button", name="See why").click()
    expect(page.get_by_text("You are away until")).to_be_visible()
    days = product.rows(sa.select(TimeOff.first_day).where(TimeOff.person_id == hugo))
    assert [str(day) for (day,) in days] == [sunday]


def next_weekday(weekday: int) -> str:
    """Return the next such day in UTC, tomorrow or later."""
    tomorrow = SystemClock().now().date() + timedelta(days=1)
    return str(tomorrow + timedelta(days=(weekday - tomorrow.weekday()) % 7))


def test_a_week_is_set_half_hour_by_half_hour(product, open_plain):
    iris = product.write(lambda make: make.mentor(handle="iris", rules=[]).id)
    page = open_plain("iris", device=DESK)
    page.goto("/availability")
    for name in ("Monday 09:00", "Monday 09:30", "Friday 21:30", "Monday 09:00"):
        page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("button", name="Monday 09:00")).to_have_attribute(
        "aria-pressed", "false"
    )
    rules = sa.select(AvailabilityRule.weekday, AvailabilityRule.opens, AvailabilityRule.closes)
    saved = product.rows(rules.where(AvailabilityRule.person_id == iris))
    assert sorted(saved) == [(0, 570, 600), (4, 1290, 1320)]


def test_an_action_is_answered_and_one_is_signed_out(product, open_plain):
    said = product.write(lambda make: action(make, owner=make.person(handle="ivo")).public_id)
    page = open_plain("ivo")
    page.goto("/actions")
    page.get_by_role("button", name="Done already").click()
    page.get_by_label("One line to Person").fill("He was glad.")
    page.get_by_role("button", name="Send to Person").click()
    expect(page.get_by_role("heading", name="Person has it.")).to_be_visible()
    answered = sa.select(Action.status, Action.note).where(Action.public_id == said)
    assert product.rows(answered) == [("done", "He was glad.")]
    page.goto("/settings")
    page.get_by_role("button", name="Sign out of this browser").click()
    expect(page.get_by_role("heading", name="Six digits instead of a password")).to_be_visible()
    page.goto("/actions")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_the_room_says_what_it_needs(product, open_plain):
    person = {"handle": "jona", "name": "Jona Aho"}
    talk = product.write(lambda make: talk_in(make, 5, mentee=make.person(**person)).public_id)
    page = open_plain("jona")
    page.goto(f"/bookings/{talk}")
    page.get_by_role("link", name="Open the lobby").click()
    expect(page.get_by_text("The room needs JavaScript")).to_be_visible()
