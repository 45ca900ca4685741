"""Why a time is not offered. The mentor is in Berlin, open 9 to 12 on weekdays; 20 minutes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from tests.scheduling.situations import situations
from webapp.core.intervals import Interval
from webapp.scheduling.limits import Limits
from webapp.scheduling.reason import Reason
from webapp.scheduling.reasons import Question
from webapp.scheduling.schedule import DayOverride, Schedule, Vacation, Window
from webapp.scheduling.slots import Claims, free_slots

BERLIN = "Europe/Berlin"
MONDAY = date(2026, 3, 2)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TUESDAY, SATURDAY = MONDAY + DAY, MONDAY + 5 * DAY
SUNDAY_NOON = datetime(2026, 3, 1, 11, tzinfo=UTC)
WORKDAYS = (*[(Window(540, 720),)] * 5, (), ())
NINE, TEN = 540, 600

QUESTION = Question(
    Schedule(BERLIN, WORKDAYS), length=20 * MINUTE, step=25 * MINUTE, now=SUNDAY_NOON
)


def asked(schedule=None, limits=None, **claims) -> Question:
    return replace(
        QUESTION,
        schedule=replace(QUESTION.schedule, **schedule or {}),
        limits=Limits(**limits or {}),
        claims=Claims(**claims),
    )


def berlin(hour: int, minute: int = 0, *, day: date = MONDAY, lasts: int = 20) -> Interval:
    start = datetime(day.year, day.month, day.day, hour - 1, minute, tzinfo=UTC)
    return Interval(start, start + lasts * MINUTE)


def test_what_is_offered_has_no_reason():
    assert asked().why_not_at(MONDAY, NINE) == ()
    assert asked().why_empty(BERLIN, MONDAY) == ()


@pytest.mark.parametrize(
    ("question", "day", "minute", "reasons"),
    [
        (asked(), MONDAY, 8 * 60, (Reason.HOURS,)),
        (asked(), SATURDAY, NINE, (Reason.HOURS,)),
        (asked(), MONDAY, NINE + 5, (Reason.BETWEEN,)),
        (asked(), MONDAY, 11 * 60 + 45, (Reason.SHORT,)),
        (asked(), date(2026, 2, 27), NINE, (Reason.PAST,)),
        (asked({"vacations": (Vacation(MONDAY, MONDAY),)}), MONDAY, NINE, (Reason.VACATION,)),
        (asked({"overrides": (DayOverride(MONDAY),)}), MONDAY, NINE, (Reason.CLOSED,)),
        (asked(limits={"notice": DAY}), MONDAY, NINE, (Reason.NOTICE,)),
        (asked(limits={"window_days": 1}), TUESDAY, NINE, (Reason.TOO_FAR,)),
        (asked(taken=[berlin(9, 10)]), MONDAY, NINE, (Reason.BOOKED,)),
        (asked(busy=[berlin(9, 10)]), MONDAY, NINE, (Reason.BUSY,)),
        (asked(busy_days=[MONDAY]), MONDAY, NINE, (Reason.BUSY,)),
        (asked(viewer_taken=[berlin(9, 10)]), MONDAY, NINE, (Reason.OWN,)),
        (asked(limits={"daily": 1}, taken=[berlin(11)]), MONDAY, NINE, (Reason.DAY_FULL,)),
        (asked(limits={"weekly": 1}, taken=[berlin(11)]), TUESDAY, NINE, (Reason.WEEK_FULL,)),
    ],
)  # fmt: skip
def test_each_thing_that_shuts_a_time_is_named(question, day, minute, reasons):
    assert question.why_not_at(day, minute) == reasons


def test_everything_that_stands_against_a_time_is_said_in_order():
    question = asked(
        limits={"notice": DAY, "daily": 1, "buffer_after": 5 * MINUTE},
        taken=[berlin(9, 20)],
        busy=[berlin(9)],
    )
    assert question.why_not_at(MONDAY, NINE) == (
        Reason.NOTICE, Reason.BOOKED, Reason.BUSY, Reason.DAY_FULL,
    )  # fmt: skip


def test_a_time_that_the_clocks_skip_is_none():
    question = asked({"weekly": ((Window(0, 1440),),) * 7})
    assert question.why_not_at(date(2026, 3, 29), 2 * 60 + 30) == (Reason.SKIPPED,)


def test_a_time_that_comes_twice_is_offered_if_one_of_them_is():
    autumn = date(2026, 10, 25)
    question = asked({"weekly": ((Window(0, 180),),) * 7})
    early = datetime(2026, 10, 25, 0, tzinfo=UTC)
    taken = replace(question, claims=Claims(taken=[Interval(early, early + 55 * MINUTE)]))

    assert question.why_not_at(autumn, 125) == ()
    assert taken.why_not_at(autumn, 125) == (Reason.BOOKED,)


@pytest.mark.parametrize(
    ("question", "day", "reasons"),
    [
        (asked(), SATURDAY, (Reason.HOURS,)),
        (asked({"vacations": (Vacation(MONDAY, TUESDAY),)}), MONDAY, (Reason.VACATION,)),
        (asked({"vacations": (Vacation(SATURDAY, SATURDAY),)}), SATURDAY, (Reason.HOURS,)),
        (asked({"overrides": (DayOverride(MONDAY),)}), MONDAY, (Reason.CLOSED,)),
        (asked({"weekly": ((Window(540, 555),),) * 7}), MONDAY, (Reason.SHORT,)),
        (asked(limits={"notice": 3 * DAY}), MONDAY, (Reason.NOTICE,)),
        (asked(limits={"window_days": 0}), MONDAY, (Reason.TOO_FAR,)),
        (asked(taken=[berlin(9, lasts=180)]), MONDAY, (Reason.BOOKED,)),
        (asked(taken=[berlin(9, lasts=120)], busy=[berlin(11, lasts=60)]), MONDAY,
         (Reason.BOOKED, Reason.BUSY)),
        (asked(taken=[berlin(9, lasts=120)]), MONDAY, ()),
        (asked(limits={"daily": 0}), MONDAY, (Reason.DAY_FULL,)),
    ],
)  # fmt: skip
def test_an_empty_day_says_why(question, day, reasons):
    assert question.why_empty(BERLIN, day) == reasons


def test_the_days_are_the_viewers():
    late = Schedule(BERLIN, ((), (Window(1380, 1440),), (), (), (), (), ()))
    question = replace(QUESTION, schedule=late)
    assert question.why_empty(BERLIN, TUESDAY) == ()
    assert question.why_empty("Asia/Tokyo", TUESDAY) == (Reason.HOURS,)
    assert question.why_empty("Asia/Tokyo", TUESDAY + DAY) == ()


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(situations())
def test_a_start_has_no_reason_exactly_if_it_is_free(situation):
    zone, first_day, last_day = (
        situation.pop(name) for name in ("viewer_zone", "first_day", "last_day")
    )
    situation.pop("grain")
    question = Question(**situation)
    for day in {first_day, last_day}:
        found = free_slots(viewer_zone=zone, first_day=day, last_day=day, **situation)
        starts = question.starts_on(zone, day)
        assert [start.slot for start in starts if not start.reasons] == found
        assert (question.why_empty(zone, day) == ()) == bool(found)
        for start in starts:
            assert question.why_not(start.slot.start) == start.reasons
