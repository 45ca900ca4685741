"""The page of time off: added, said, taken back; and the talks in those days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.scheduling.models import TimeOff, Trip
from webapp.scheduling.queries import schedules_of

THURSDAY = date(2026, 3, 5)
DAYS = {"first_day": "2026-03-05", "last_day": "2026-03-06"}
TRIP = {f"trip-{name}": day for name, day in DAYS.items()} | {"trip-time_zone": "Africa/Nairobi"}


@pytest.fixture
def mentor(make):
    return make.mentor(time_zone="Europe/Lisbon")


def schedule_of(mentor):
    return schedules_of([mentor])[mentor.id].schedule


def test_days_off_are_added_listed_and_undone(mentor, sign_in):
    browser = sign_in(mentor)

    browser.post("/availability/time-off", data=DAYS | {"note": "Back on Saturday."})

    page = browser.get("/availability/time-off").text
    assert "To Fri 6 Mar" in page
    assert "Back on Saturday." in page
    assert schedule_of(mentor).windows_on(THURSDAY) == ()
    vacation = TimeOff.query.one()
    browser.post(f"/availability/time-off/{vacation.public_id}/remove")
    assert schedule_of(mentor).windows_on(THURSDAY)


def test_a_trip_is_added_listed_and_undone(mentor, sign_in):
    browser = sign_in(mentor)

    browser.post("/availability/trips", data=TRIP)

    assert "Nairobi time" in browser.get("/availability/time-off").text
    assert schedule_of(mentor).zone_on(THURSDAY) == "Africa/Nairobi"
    browser.post(f"/availability/trips/{Trip.query.one().public_id}/remove")
    assert schedule_of(mentor).zone_on(THURSDAY) == "Europe/Lisbon"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"last_day": "2026-03-04"}, "The last day is before the first."),
        ({"first_day": "2026-02-01", "last_day": "2026-03-01"}, "These days are over."),
        ({"first_day": ""}, "Choose the first day."),
        ({"last_day": "soon"}, "Choose the last day."),
        ({"last_day": "2028-03-05"}, "A year at a time is the most."),
        ({"first_day": "2029-01-01", "last_day": "2029-01-02"}, "more than two years ahead"),
        ({"note": "x" * 161}, "160 characters or fewer"),
    ],
)
def test_days_that_make_no_sense_are_refused_in_words(mentor, sign_in, wrong, words):
    answer = sign_in(mentor).post("/availability/time-off", data=DAYS | wrong)

    assert answer.status_code == 422
    assert words in answer.text
    assert TimeOff.query.count() == 0


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Mars/Olympus", ""])
def test_a_trip_leads_to_another_zone_that_exists(mentor, sign_in, zone):
    answer = sign_in(mentor).post("/availability/trips", data=TRIP | {"trip-time_zone": zone})

    assert answer.status_code == 422
    assert Trip.query.count() == 0


def test_days_that_are_set_already_are_refused_and_nothing_typed_is_lost(mentor, sign_in, make):
    make.time_off(mentor, THURSDAY, THURSDAY)

    answer = sign_in(mentor).post("/availability/time-off", data=DAYS | {"note": "Skiing."})

    assert answer.status_code == 409
    assert "Some of these days are set already." in answer.text
    assert 'value="Skiing."' in answer.text


def test_only_who_is_away_can_undo_it(mentor, make, sign_in):
    theirs = make.time_off(make.mentor(), THURSDAY, THURSDAY)
    trip = make.trip(make.mentor(), THURSDAY, THURSDAY, "Asia/Tokyo")
    browser = sign_in(mentor)

    for path in (f"time-off/{theirs.public_id}", f"trips/{trip.public_id}", "trips/nothing"):
        assert browser.post(f"/availability/{path}/remove").status_code == 404
    assert (TimeOff.query.count(), Trip.query.count()) == (1, 1)


def test_talks_in_days_off_are_shown_and_stay_booked(mentor, make, sign_in):
    begins = datetime(2026, 3, 5, 10, tzinfo=UTC)
    booking = make.booking(
        mentor=mentor, mentee=make.person(name="Ben Acht"), slot=make.slot(begins)
    )
    browser = sign_in(mentor)
    assert "outside your hours" not in browser.get("/availability/time-off").text

    browser.post("/availability/time-off", data=DAYS)

    page = browser.get("/availability/time-off").text
    assert "<b>One talk is in these days.</b> It stays booked." in page
    assert "One talk is outside your hours now.</b> It stays booked." in page
    assert f'href="/bookings/{booking.public_id}"' in page
    assert browser.get(f"/bookings/{booking.public_id}").status_code == 200


def test_the_page_takes_few_queries(mentor, make, sign_in, count_queries):
    for n in range(5):
        make.time_off(mentor, THURSDAY + timedelta(days=2 * n), THURSDAY + timedelta(days=2 * n))
        begins = datetime(2026, 3, 5, 9, tzinfo=UTC) + timedelta(days=n)
        make.booking(mentor=mentor, slot=make.slot(begins))
    browser = sign_in(mentor)

    for path in ("", "/dates", "/time-off", "/preview", "/why?date=2026-03-05"):
        with count_queries() as queries:
            assert browser.get(f"/availability{path}").status_code == 200
        assert len(queries) <= 8, queries
