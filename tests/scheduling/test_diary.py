"""Which talks the hours, as they are now, would not allow; and what is in whose diary."""

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.booking.models import BookingStatus
from webapp.core.intervals import Interval
from webapp.scheduling.diary import Talk, diary_of, outside
from webapp.scheduling.schedule import DayOverride, Schedule, Travel, Vacation, Window

MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
MORNINGS = ((Window(540, 720),),) * 7


def talk_at(hour, minute=0, day=2, minutes=20) -> Talk:
    start = datetime(2026, 3, day, hour, minute, tzinfo=UTC)
    return Talk("talk", Interval(start, start + timedelta(minutes=minutes)), ("Ben",))


def schedule(**exceptions) -> Schedule:
    return Schedule("UTC", MORNINGS, **exceptions)


@pytest.mark.parametrize(
    ("talk", "is_outside"),
    [
        (talk_at(9), False),
        (talk_at(11, 40), False),
        (talk_at(11, 45), True),
        (talk_at(8, 50), True),
    ],
)
def test_a_talk_is_outside_if_any_minute_of_it_is(talk, is_outside):
    assert outside([talk], schedule()) == [talk] * is_outside


@pytest.mark.parametrize(
    "exception",
    [
        {"vacations": (Vacation(MONDAY, MONDAY),)},
        {"overrides": (DayOverride(MONDAY),)},
        {"overrides": (DayOverride(MONDAY, (Window(600, 660),)),)},
        {"travel": (Travel(MONDAY, MONDAY, "Asia/Tokyo"),)},
    ],
)
def test_vacations_dates_and_trips_leave_talks_outside(exception):
    assert outside([talk_at(9)], schedule(**exception)) == [talk_at(9)]
    assert outside([talk_at(9, day=4)], schedule(**exception)) == []


def test_a_diary_has_what_is_agreed_with_the_mentor_from_now_on(make, now):
    mentor, ben = make.mentor(), make.person(name="Ben Acht")
    agreed = [
        make.booking(mentor=mentor, mentee=ben, slot=make.slot(now + timedelta(hours=2))),
        make.booking(
            mentor=mentor, slot=make.slot(now + timedelta(days=90)), status=BookingStatus.PENDING
        ),
    ]
    make.booking(mentor=mentor, slot=make.slot(now - timedelta(hours=2)))
    make.booking(
        mentor=mentor, slot=make.slot(now + timedelta(hours=4)), status=BookingStatus.CANCELLED
    )
    make.hold(mentor=mentor, slot=make.slot(now + timedelta(hours=5)))
    make.booking(mentee=mentor, slot=make.slot(now + timedelta(hours=6)))

    talks = diary_of(mentor, now=now).talks

    assert [talk.public_id for talk in talks] == [booking.public_id for booking in agreed]
    assert talks[0].who == "Ben"


def test_whoever_has_no_calendar_has_no_diary(make, now):
    assert diary_of(make.person(), now=now) is None


def test_several_guests_are_counted():
    assert Talk("talk", talk_at(9).interval, ("Ben", "Kim", "Noor")).who == "Ben and 2 more"
    assert Talk("talk", talk_at(9).interval, ()).who == "nobody yet"
