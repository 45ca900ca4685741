"""A weekly rhythm out of what is free."""

from datetime import timedelta

from tests.making.booking import at, slot_at
from webapp.booking.engagement_plan import weekly_plan
from webapp.core.intervals import Interval

WEEK = timedelta(days=7)
BERLIN = "Europe/Berlin"


def week_after(slot, weeks):
    return Interval(slot.start + WEEK * weeks, slot.end + WEEK * weeks)


def proposed(plan):
    return [talk.proposed for talk in plan.talks]


FIRST = slot_at(10, day=3)
EVERY_WEEK = [week_after(FIRST, n) for n in range(6)]


def test_the_same_time_each_week_where_it_is_free():
    plan = weekly_plan(EVERY_WEEK, FIRST, 3, zone_name="UTC")

    assert proposed(plan) == EVERY_WEEK[:3]
    assert all(talk.keeps_rhythm for talk in plan.talks)
    assert not plan.is_short


def test_the_nearest_time_of_that_week_where_it_is_not():
    near, far = slot_at(15, day=10), slot_at(9, day=12)
    plan = weekly_plan([FIRST, far, near, *EVERY_WEEK[2:]], FIRST, 3, zone_name="UTC")

    assert proposed(plan) == [FIRST, near, EVERY_WEEK[2]]
    assert not plan.talks[1].keeps_rhythm
    assert plan.talks[1].choices == (near, far)


def test_a_week_without_anything_is_left_out():
    plan = weekly_plan([FIRST, *EVERY_WEEK[2:]], FIRST, 3, zone_name="UTC")

    assert proposed(plan) == [FIRST, EVERY_WEEK[2], EVERY_WEEK[3]]


def test_where_the_calendar_ends_there_are_fewer():
    plan = weekly_plan(EVERY_WEEK[:2], FIRST, 4, zone_name="UTC")

    assert proposed(plan) == EVERY_WEEK[:2]
    assert plan.is_short
    assert plan.last_day_of == EVERY_WEEK[1].end


def test_ten_stays_ten_when_the_clocks_change():
    """Berlin's clocks change on 29 March."""
    before = slot_at(9, day=24)  # ten in Berlin
    after = Interval(at(8, day=31), at(8, 20, day=31))
    misleading = Interval(at(9, day=31), at(9, 20, day=31))
    plan = weekly_plan([before, after, misleading], before, 2, zone_name=BERLIN)

    assert proposed(plan) == [before, after]
    assert plan.talks[1].keeps_rhythm


def test_no_time_is_proposed_for_two_weeks():
    slots = [slot_at(10, day=day) for day in range(3, 31)]
    plan = weekly_plan(slots, FIRST, 4, zone_name="UTC")

    chosen = [slot for talk in plan.talks for slot in talk.choices]
    assert len(chosen) == len(set(chosen))
