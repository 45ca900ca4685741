"""What mentees see in any zone, and the answers to "why is this not offered?"."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.making.booking import at
from webapp.booking.queries import free_slots
from webapp.core.db import db
from webapp.scheduling.models import CalendarSettings
from webapp.scheduling.service import change_settings

TUESDAY = 1
PREVIEW = re.compile(r'<time datetime="([^"]+)">')


@pytest.fixture
def mentor(make):
    rules = [(TUESDAY, 540, 660)]
    return make.mentor(rules=rules, time_zone="Europe/Lisbon", lengths=(10, 20))


def previewed(browser, **asked) -> list[datetime]:
    page = browser.get("/availability/preview", query_string=asked).text
    return [datetime.fromisoformat(found).astimezone(UTC) for found in PREVIEW.findall(page)]


def why(browser, day="2026-03-03", **asked) -> str:
    answer = browser.get("/availability/why", query_string={"date": day} | asked)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Asia/Kathmandu", "Pacific/Auckland"])
def test_the_preview_shows_just_the_slots_that_mentees_get(mentor, make, sign_in, now, zone):
    make.booking(mentor=mentor, slot=make.slot(at(9, 20, day=3)))
    week = now + timedelta(days=6)
    free = [slot.start for slot in free_slots(mentor, None, now=now) if slot.start < week]

    assert previewed(sign_in(mentor), zone=zone) == free


def test_the_preview_is_in_the_zone_that_was_chosen(mentor, sign_in):
    page = sign_in(mentor).get("/availability/preview?zone=Asia/Tokyo&length=10").text

    assert '<option selected value="Asia/Tokyo">' in page
    assert '<option selected value="10">' in page
    assert '<time datetime="2026-03-03T18:00+09:00">18:00</time>' in page


def test_a_zone_that_is_none_is_not_looked_up(mentor, sign_in):
    page = sign_in(mentor).get("/availability/preview?zone=../../etc/passwd&length=999").text
    assert '<option selected value="Europe/Lisbon">' in page


def test_an_empty_day_of_the_preview_says_what_mentees_read_and_why(mentor, make, sign_in):
    make.time_off(mentor, date(2026, 3, 3), date(2026, 3, 3))
    page = sign_in(mentor).get("/availability/preview").text

    assert "Nothing open: you are away." in page
    assert "Nothing open: outside your hours." in page
    assert "They see: “Next free: Tue 10 Mar, 09:00”." in page


def test_a_time_that_is_offered_is_said_to_be(mentor, sign_in):
    assert "It is offered." in why(sign_in(mentor), time="09:20", length="20")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"time": "08:00"}, "It is outside your hours: 09:00–11:00."),
        ({"time": "09:05"}, "start every 20 minutes from the opening"),
        ({"time": "10:50"}, "A talk of 20 minutes does not fit into what is left of the window."),
        ({"day": "2026-03-04", "time": "09:00"}, "Wednesdays are not open."),
        ({"day": "2026-06-02", "time": "09:00"}, "booked until Wed 1 Apr, 30 days ahead."),
    ],
)  # fmt: skip
def test_the_hours_and_the_window_are_named(mentor, sign_in, asked, words):
    assert words in why(sign_in(mentor), length="20", **asked)


def test_a_vacation_a_closed_date_and_a_trip_are_named(mentor, make, sign_in):
    make.time_off(mentor, date(2026, 3, 10), date(2026, 3, 12))
    make.override(mentor, date(2026, 3, 3), [])
    make.trip(mentor, date(2026, 3, 17), date(2026, 3, 17), "Africa/Nairobi")
    browser = sign_in(mentor)

    assert "You are away until Thu 12 Mar." in why(browser, "2026-03-10", time="09:00")
    assert "This date is closed, or has other hours than its weekday." in why(browser)
    assert "your hours count in Nairobi time" in why(browser, "2026-03-17")


def test_bookings_busy_times_and_limits_are_named(mentor, make, sign_in):
    ben = make.person(name="Ben Acht")
    make.booking(mentor=mentor, mentee=ben, slot=make.slot(at(9, day=3)))
    make.booking(mentee=mentor, slot=make.slot(at(10, day=3)))
    change_settings(
        db.session.get(CalendarSettings, mentor.id), daily_limit=1, notice_minutes=48 * 60
    )
    page = why(sign_in(mentor), time="09:00", length="20")

    assert "You are booked then." in page
    assert "<bdi>Ben</bdi>" in page
    assert "You need notice: nothing before Wed 4 Mar, 09:00." in page
    assert "The day is full: 1 talk a day at most." in page
    busy = why(sign_in(mentor), time="10:00", length="20")
    assert "You are busy then: in another calendar of yours, or as a mentee." in busy


def test_a_whole_day_is_counted(mentor, make, sign_in):
    make.booking(mentor=mentor, slot=make.slot(at(9, day=3)))
    page = why(sign_in(mentor), length="20")

    assert "5 of 6 times are offered." in page
    assert "1 of the 6 times by your hours" in page


def test_what_is_offered_close_to_a_time_is_said(mentor, sign_in):
    page = why(sign_in(mentor), time="09:05", length="20")
    near = page.partition("Offered close to it")[2]
    assert re.findall(r">(\d\d:\d\d)</time>", near)[:2] == ["09:00", "09:20"]


@pytest.mark.parametrize("day", ["", "soon", "2026-03-01", "2031-01-01"])
def test_a_day_that_cannot_be_asked_about_is_refused_in_words(mentor, sign_in, day):
    answer = sign_in(mentor).get("/availability/why", query_string={"date": day})
    assert answer.status_code == 422
    assert re.search("Choose (the day|a day from today on)", answer.text)
