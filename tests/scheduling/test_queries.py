"""Calendars as the engine reads them."""

from datetime import date, timedelta

from webapp.scheduling.queries import schedules_of
from webapp.scheduling.schedule import DayOverride, Travel, Window


def test_a_calendar_has_the_mentors_rules_overrides_and_limits(make):
    mentor = make.mentor(
        time_zone="Europe/Lisbon",
        rules=[(1, 540, 600), (0, 600, 660), (0, 480, 540)],
        lengths=(30, 10),
        calendar={"buffer_minutes": 5, "notice_minutes": 60, "daily_limit": 3, "window_days": 14},
    )
    make.override(mentor, date(2026, 3, 3), [[600, 630]])
    make.override(mentor, date(2026, 3, 4), [])

    calendar = schedules_of([mentor])[mentor.id]

    assert calendar.zone == "Europe/Lisbon"
    assert calendar.schedule.weekly[0] == (Window(480, 540), Window(600, 660))
    assert calendar.schedule.overrides == (
        DayOverride(date(2026, 3, 3), (Window(600, 630),)),
        DayOverride(date(2026, 3, 4)),
    )
    assert calendar.lengths == (10, 30)
    assert (calendar.limits.daily, calendar.limits.weekly) == (3, None)
    assert calendar.limits.notice == timedelta(hours=1)
    assert calendar.step(timedelta(minutes=10)) == timedelta(minutes=15)


def test_who_has_no_calendar_is_left_out(make):
    assert schedules_of([make.person()]) == {}


def test_many_calendars_take_two_queries(make, count_queries):
    mentors = [make.mentor() for _ in range(12)]
    assert [mentor.id for mentor in mentors]  # read before counting

    with count_queries() as queries:
        assert len(schedules_of(mentors)) == 12

    assert len(queries) == 2


def test_the_usual_length_is_twenty_minutes_or_what_comes_closest(make):
    lengths = {(10, 15, 20, 30): 20, (10, 15): 15, (30,): 30}
    for offered, usual in lengths.items():
        mentor = make.mentor(lengths=offered)
        assert schedules_of([mentor])[mentor.id].usual_length == usual


def test_each_ones_vacations_and_trips_are_their_own(make):
    lena, omar = make.mentor(), make.mentor()
    make.trip(lena, date(2026, 3, 5), date(2026, 3, 6), "Asia/Tokyo")
    make.time_off(omar, date(2026, 4, 1), date(2026, 4, 2), note="Back on Friday.")
    make.time_off(omar, date(2026, 3, 5), date(2026, 3, 5))

    calendars = schedules_of([lena, omar])

    lenas, omars = (calendars[person.id].schedule for person in (lena, omar))
    assert (lenas.vacations, omars.travel) == ((), ())
    assert lenas.travel == (Travel(date(2026, 3, 5), date(2026, 3, 6), "Asia/Tokyo"),)
    assert [away.note for away in omars.vacations] == ["", "Back on Friday."]


def test_a_length_can_have_a_step_of_its_own(make):
    mentor = make.mentor(lengths=(10, 20), calendar={"steps": {"20": 30}, "buffer_minutes": 5})
    calendar = schedules_of([mentor])[mentor.id]

    steps = [calendar.step(timedelta(minutes=n)) for n in (10, 20)]
    assert steps == [timedelta(minutes=15), timedelta(minutes=30)]
    assert calendar.step(timedelta(minutes=30), offered=20) == timedelta(minutes=30)
