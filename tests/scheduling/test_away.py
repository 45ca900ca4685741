"""Vacations and trips: what they do to the calendar, and what is refused."""

from datetime import date, timedelta

import pytest

from webapp.scheduling import away
from webapp.scheduling.errors import DaysMeet, TooManyAbsences
from webapp.scheduling.models import CalendarSettings, TimeOff, Trip
from webapp.scheduling.queries import schedules_of

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
THURSDAY, FRIDAY = date(2026, 3, 5), date(2026, 3, 6)


@pytest.fixture
def mentor(make):
    return make.mentor(time_zone="Europe/Lisbon")


def schedule_of(mentor):
    return schedules_of([mentor])[mentor.id].schedule


def test_a_vacation_closes_its_first_and_its_last_day(mentor):
    away.add_time_off(mentor, THURSDAY, FRIDAY, note="Back on Monday.", today=TODAY)

    schedule = schedule_of(mentor)
    assert [bool(schedule.windows_on(THURSDAY + n * DAY)) for n in (-1, 0, 1, 4)] == [
        True, False, False, True,
    ]  # fmt: skip
    assert schedule.vacation_on(FRIDAY).note == "Back on Monday."


def test_a_trip_changes_the_clocks_for_its_days(mentor):
    away.add_trip(mentor, THURSDAY, FRIDAY, time_zone="Africa/Nairobi", today=TODAY)

    schedule = schedule_of(mentor)
    zones = [schedule.zone_on(THURSDAY + n * DAY) for n in range(-1, 3)]
    assert zones == ["Europe/Lisbon", "Africa/Nairobi", "Africa/Nairobi", "Europe/Lisbon"]


def test_what_is_taken_back_no_longer_counts(mentor):
    vacation = away.add_time_off(mentor, THURSDAY, FRIDAY, today=TODAY)
    away.remove(vacation)
    assert schedule_of(mentor).windows_on(THURSDAY)


def test_the_hint_when_somebody_is_free_next_follows(mentor, clock):
    tomorrow, hint = TODAY + DAY, lambda: CalendarSettings.query.one().next_free_at.date()

    vacation = away.add_time_off(mentor, TODAY, tomorrow, today=TODAY)
    assert hint() == TODAY + 2 * DAY
    away.add_trip(mentor, TODAY, tomorrow, time_zone="Africa/Nairobi", today=TODAY)
    away.remove(vacation)
    assert hint() == TODAY


def test_the_same_days_sent_twice_are_there_once(mentor):
    for _ in range(2):
        away.add_time_off(mentor, THURSDAY, FRIDAY, note="Away.", today=TODAY)
        away.add_trip(mentor, THURSDAY, FRIDAY, time_zone="Africa/Nairobi", today=TODAY)

    assert (TimeOff.query.count(), Trip.query.count()) == (1, 1)


def test_two_trips_cannot_share_a_day(mentor):
    away.add_trip(mentor, THURSDAY, FRIDAY, time_zone="Africa/Nairobi", today=TODAY)

    with pytest.raises(DaysMeet):
        away.add_trip(mentor, FRIDAY, FRIDAY + DAY, time_zone="Asia/Tokyo", today=TODAY)
    away.add_trip(mentor, FRIDAY + DAY, FRIDAY + DAY, time_zone="Asia/Tokyo", today=TODAY)


def test_fifty_vacations_are_enough(mentor):
    for n in range(away.AT_MOST):
        away.add_time_off(mentor, TODAY + n * DAY, TODAY + n * DAY, today=TODAY)
    with pytest.raises(TooManyAbsences):
        away.add_time_off(mentor, TODAY + 60 * DAY, TODAY + 60 * DAY, today=TODAY)


def test_what_is_over_is_in_nobodys_way(mentor, make):
    make.time_off(mentor, TODAY - 9 * DAY, TODAY - DAY)
    assert away.absences_from(TimeOff, mentor.id, TODAY) == []
