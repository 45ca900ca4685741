from datetime import UTC, date, datetime

import pytest

from webapp.booking.models import Booking, BookingStatus
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.people.events import ProfileChanged
from webapp.scheduling.models import AvailabilityRule, CalendarSettings, Override
from webapp.scheduling.queries import schedules_of

TUESDAY = 1


@pytest.fixture
def mentor(make):
    return make.mentor(rules=[(TUESDAY, 540, 600)], time_zone="Europe/Lisbon")


def windows_on(mentor, day):
    schedule = schedules_of([mentor])[mentor.id].schedule
    return [window.minutes for window in schedule.windows_on(day)]


def weekly(mentor):
    rules = AvailabilityRule.query.filter_by(person_id=mentor.id).all()
    return sorted((rule.weekday, rule.opens, rule.closes) for rule in rules)


def test_the_week_is_shown_with_its_windows(mentor, sign_in):
    page = sign_in(mentor).get("/availability").text

    assert "09:00–10:00" in page
    assert "Lisbon time" in page


def test_a_day_is_saved_as_the_quarters_that_are_ticked(mentor, sign_in):
    answer = sign_in(mentor).post(
        "/availability/weekdays/1", data={"quarter": ["600", "615", "720"]}
    )

    assert answer.status_code == 303
    assert weekly(mentor) == [(1, 600, 630), (1, 720, 735)]


def test_a_day_without_a_tick_is_closed(mentor, sign_in):
    sign_in(mentor).post("/availability/weekdays/1", data={})
    assert weekly(mentor) == []


def test_one_day_can_be_copied_to_every_weekday(mentor, sign_in):
    sign_in(mentor).post("/availability/weekdays/6", data={"quarter": ["540"], "also": "workdays"})

    assert weekly(mentor) == [(day, 540, 555) for day in (0, 1, 2, 3, 4, 6)]


def test_one_day_can_be_copied_to_chosen_days(mentor, sign_in):
    day = {"quarter": ["540"], "also": "chosen", "to": ["0", "5"]}
    sign_in(mentor).post("/availability/weekdays/6", data=day)

    assert weekly(mentor) == [(0, 540, 555), (1, 540, 600), (5, 540, 555), (6, 540, 555)]


def test_copying_needs_days_and_keeps_what_is_filled_in(mentor, sign_in):
    answer = sign_in(mentor).post(
        "/availability/weekdays/6", data={"quarter": ["705"], "also": "chosen"}
    )

    assert answer.status_code == 422
    assert "Choose the days to copy to." in answer.text
    assert 'value="705" aria-label="11:45" checked' in answer.text
    assert weekly(mentor) == [(1, 540, 600)]


def test_a_day_may_run_past_midnight(mentor, sign_in):
    late = {"quarter": [str(minute) for minute in range(1380, 1500, 15)]}
    browser = sign_in(mentor)

    browser.post("/availability/weekdays/1", data=late)

    assert weekly(mentor) == [(1, 1380, 60)]
    page = browser.get("/availability?day=1").text
    assert "23:00–01:00" in page
    assert 'value="1485" aria-label="00:45 the next day" checked' in page


def test_a_stretch_of_several_days_is_opened_and_closed(mentor, sign_in):
    browser = sign_in(mentor)

    browser.post("/availability/week", data={"span": "0-2 570-660 open"})
    assert weekly(mentor) == [(0, 570, 660), (1, 540, 660), (2, 570, 660)]

    browser.post("/availability/week", data={"span": "1-1 600-630 closed"})
    assert weekly(mentor) == [(0, 570, 660), (1, 540, 600), (1, 630, 660), (2, 570, 660)]


@pytest.mark.parametrize(
    "span",
    ["", "0-2", "2-0 540-600 open", "0-7 540-600 open", "0-1 600-540 open", "0-0 0-1455 open",
     "0-0 541-600 open", "0-0 540-600 ajar"],
)  # fmt: skip
def test_a_stretch_that_is_none_changes_nothing(mentor, sign_in, span):
    assert sign_in(mentor).post("/availability/week", data={"span": span}).status_code == 422
    assert weekly(mentor) == [(1, 540, 600)]


def test_whoever_is_not_open_may_begin_with_two_lunch_hours(make, sign_in):
    newcomer = make.mentor(rules=[])
    browser = sign_in(newcomer)
    assert "Nobody can book you yet" in browser.get("/availability").text

    for _ in range(2):
        browser.post("/availability/first-hours")

    assert weekly(newcomer) == [(1, 720, 780), (3, 720, 780)]
    assert "Nobody can book you yet" not in browser.get("/availability").text


def test_first_hours_do_not_touch_what_is_open_already(mentor, sign_in):
    sign_in(mentor).post("/availability/first-hours")
    assert weekly(mentor) == [(1, 540, 600)]


@pytest.mark.parametrize("quarter", ["7", "1440", "2880", "-15", "x"])
def test_a_quarter_that_is_none_is_refused_and_nothing_is_lost(mentor, sign_in, quarter):
    answer = sign_in(mentor).post("/availability/weekdays/1", data={"quarter": [quarter]})

    assert answer.status_code == 422
    assert weekly(mentor) == [(1, 540, 600)]


def test_htmx_gets_the_week_only(mentor, sign_in):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = sign_in(mentor).post(
        "/availability/weekdays/1", data={"quarter": ["600"]}, headers=headers
    )

    assert answer.text.lstrip().startswith('<section id="weekdays"')
    assert "10:00–10:15" in answer.text
    assert "Saved. Tuesday: 10:00–10:15." in answer.text


def test_talks_that_the_new_hours_would_not_allow_are_shown(mentor, make, sign_in):
    ben = make.person(name="Ben Acht")
    begins = datetime(2026, 3, 3, 9, tzinfo=UTC)
    booking = make.booking(mentor=mentor, mentee=ben, slot=make.slot(begins))
    browser = sign_in(mentor)
    assert "data-outside" not in browser.get("/availability").text

    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    saved = browser.post(
        "/availability/weekdays/1", data={"quarter": ["600"]}, headers=headers
    ).text

    assert "<b>One talk is outside your hours now.</b> It stays booked." in saved
    assert f'href="/bookings/{booking.public_id}"' in saved
    assert "1 booked talk is outside your hours now." in saved
    browser.post("/availability/dates/2026-03-03", data={"holds": "closed"})
    page = browser.get("/availability/dates?date=2026-03-03").text
    assert "One talk is outside your hours now." in page
    assert 'aria-label="09:15, booked by Ben"' in page
    assert db.session.get(Booking, booking.id).status == BookingStatus.CONFIRMED


def test_one_date_can_have_other_times(mentor, sign_in):
    sign_in(mentor).post(
        "/availability/dates/2026-03-03", data={"holds": "other", "quarter": ["900"]}
    )

    assert windows_on(mentor, date(2026, 3, 3)) == [(900, 915)]
    assert windows_on(mentor, date(2026, 3, 10)) == [(540, 600)]


def test_one_date_can_be_closed_and_opened_again(mentor, sign_in):
    browser = sign_in(mentor)

    browser.post("/availability/dates/2026-03-03", data={"holds": "closed", "quarter": ["900"]})
    assert windows_on(mentor, date(2026, 3, 3)) == []

    browser.post("/availability/dates/2026-03-03", data={"holds": "week"})
    assert windows_on(mentor, date(2026, 3, 3)) == [(540, 600)]
    assert Override.query.count() == 0


def test_other_times_need_a_time(mentor, sign_in):
    answer = sign_in(mentor).post("/availability/dates/2026-03-03", data={"holds": "other"})

    assert answer.status_code == 422
    assert "Choose the quarters that are open, or Closed." in answer.text


@pytest.mark.parametrize("day", ["2026-03-01", "tomorrow", "2026-02-30", "9999-12-31"])
def test_dates_that_are_past_or_none_do_not_exist(mentor, sign_in, day):
    answer = sign_in(mentor).post(f"/availability/dates/{day}", data={"holds": "closed"})
    assert answer.status_code == 404


def test_how_time_is_offered_is_saved(mentor, sign_in):
    changes = {
        "time_zone": "Africa/Nairobi", "lengths": ["10", "30"], "notice_minutes": "60",
        "buffer_minutes": "10", "window_days": "14", "daily_limit": "3", "weekly_limit": "",
    }  # fmt: skip

    sign_in(mentor).post("/availability/settings", data=changes)

    saved = db.session.get(CalendarSettings, mentor.id)
    assert (saved.time_zone, saved.lengths, saved.daily_limit) == ("Africa/Nairobi", [10, 30], 3)
    assert saved.weekly_limit is None


def test_each_length_may_start_at_its_own_distance(mentor, sign_in):
    browser = sign_in(mentor)
    offered = {"time_zone": "UTC", "lengths": ["10", "20"], "notice_minutes": "0"}
    offered |= {"buffer_minutes": "0", "window_days": "14", "step_20": "30", "step_10": "0"}

    browser.post("/availability/settings", data=offered)

    assert db.session.get(CalendarSettings, mentor.id).steps == {"20": 30}
    assert (
        '<option selected value="30">every half hour' in browser.get("/availability/settings").text
    )


@pytest.mark.parametrize(
    "wrong",
    [{"step_20": "7"}, {"time_zone": "Mars/Olympus"}, {"buffer_minutes": "-5"},
     {"daily_limit": "0"}, {"weekly_limit": "201"}, {"window_days": "9999"}, {"lengths": "45"}],
)  # fmt: skip
def test_limits_have_limits(mentor, sign_in, wrong):
    offered = {"time_zone": "UTC", "lengths": "20", "notice_minutes": "0", "buffer_minutes": "0"}
    data = offered | {"window_days": "14"} | wrong

    assert sign_in(mentor).post("/availability/settings", data=data).status_code == 422
    assert db.session.get(CalendarSettings, mentor.id).time_zone == "Europe/Lisbon"


def test_a_length_is_needed(mentor, sign_in):
    answer = sign_in(mentor).post("/availability/settings", data={"time_zone": "Europe/Lisbon"})

    assert answer.status_code == 422
    assert "Choose at least one length." in answer.text


def test_whoever_is_no_mentor_has_no_calendar(make, sign_in):
    browser = sign_in(make.person())
    for path in ("", "/dates", "/settings", "/time-off", "/preview", "/why"):
        assert browser.get(f"/availability{path}").status_code == 404


def test_strangers_sign_in_first(browser):
    answer = browser().get("/availability")
    assert answer.location == "/sign-in?next=/availability"


def test_whoever_begins_to_mentor_gets_a_calendar_in_their_zone(make):
    person = make.person(time_zone="Asia/Amman", is_mentor=True)

    with transaction():
        announce(ProfileChanged(person.id))

    assert db.session.get(CalendarSettings, person.id).time_zone == "Asia/Amman"


def test_the_week_shows_the_talks_of_a_later_one(mentor, make, sign_in):
    begins = datetime(2026, 3, 17, 9, tzinfo=UTC)
    make.booking(
        mentor=mentor, mentee=make.person(name="Ben Acht"), slot=make.slot(begins, minutes=30)
    )
    browser = sign_in(mentor)

    assert "booked by Ben" not in browser.get("/availability").text
    later = browser.get("/availability?week=2").text
    assert 'aria-label="Tuesday 09:00, booked by Ben"' in later
    assert "The talks of Mon 16 Mar to Sun 22 Mar are shown." in later
    assert "Talks of the week before" in later and "week=3" in later
    saved = browser.post("/availability/week", data={"span": "1-1 720-750 open", "week": "2"})
    assert saved.location.endswith("week=2")
    assert "week=26" not in browser.get("/availability?week=9999").text
