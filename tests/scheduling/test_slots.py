"""What the worked cases leave open, in sentences. The mentor is in Berlin, open 9 to 12."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.core.intervals import Interval
from webapp.scheduling.limits import Limits
from webapp.scheduling.openings import open_intervals, openings
from webapp.scheduling.schedule import DayOverride, Schedule, Travel, Vacation, Window, week_of
from webapp.scheduling.slots import Claims, free_slots, is_on_offer, reach

MONDAY = date(2026, 3, 2)
TUESDAY, WEDNESDAY, SUNDAY = (MONDAY + timedelta(days=n) for n in (1, 2, 6))
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
MORNINGS = Schedule("Europe/Berlin", ((Window(9 * 60, 12 * 60),),) * 7)
NIGHTS = Schedule("Europe/Berlin", ((Window(23 * 60, 60),),) * 7)
AROUND_THE_CLOCK = Schedule("Europe/Berlin", ((Window(0, 1440),),) * 7)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant by Berlin's clock in winter."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - HOUR


def hour_from(day: date, hour: int, minute: int = 0) -> Interval:
    return Interval(at(day, hour, minute), at(day, hour, minute) + HOUR)


def slots(schedule=MORNINGS, first_day=MONDAY, last_day=None, **asked):
    defaults = {"viewer_zone": "Europe/Berlin", "length": HOUR, "step": HOUR, "now": LONG_AGO}
    return free_slots(
        schedule, first_day=first_day, last_day=last_day or first_day, **defaults | asked
    )


def test_a_morning_gives_slots_in_order():
    assert slots() == [hour_from(MONDAY, 9), hour_from(MONDAY, 10), hour_from(MONDAY, 11)]


def test_no_days_asked_for_gives_no_slots():
    assert slots(first_day=TUESDAY, last_day=MONDAY) == []


def test_a_slot_belongs_to_the_viewers_day_on_which_it_starts():
    night = hour_from(MONDAY, 23)
    assert night in slots(NIGHTS, viewer_zone="Europe/Berlin")
    assert night in slots(NIGHTS, viewer_zone="Asia/Tokyo", first_day=TUESDAY)
    assert night not in slots(NIGHTS, viewer_zone="Asia/Tokyo")


def test_a_window_past_midnight_belongs_to_the_day_it_opens_on():
    off_tuesday = Schedule("Europe/Berlin", NIGHTS.weekly, vacations=(Vacation(TUESDAY, TUESDAY),))
    assert slots(off_tuesday, MONDAY, WEDNESDAY) == [
        hour_from(MONDAY, 0),
        hour_from(MONDAY, 23),
        hour_from(TUESDAY, 0),
        hour_from(WEDNESDAY, 23),
    ]


def test_a_vacation_wins_over_an_override():
    schedule = Schedule(
        "Europe/Berlin",
        overrides=(DayOverride(MONDAY, (Window(600, 660),)),),
        vacations=(Vacation(MONDAY, TUESDAY),),
    )
    assert slots(schedule) == []


def test_rules_are_sorted_into_the_week():
    week = week_of([(6, Window(60, 120)), (0, Window(600, 660)), (0, Window(0, 60))])
    assert week[0] == (Window(0, 60), Window(600, 660))
    assert week[6] == (Window(60, 120),)
    assert not any(week[1:6])


def test_a_window_stays_within_its_day():
    with pytest.raises(ValueError, match="between 0 and 1440"):
        Window(0, 1441)
    with pytest.raises(ValueError, match="between 0 and 1440"):
        Window(-1, 60)


def test_a_week_has_seven_days():
    with pytest.raises(ValueError, match="seven days"):
        Schedule("Europe/Berlin", weekly=((),) * 6)


def test_a_booking_takes_its_slot_and_the_gaps_reach_to_its_edge():
    claims = Claims(taken=[hour_from(MONDAY, 10)])
    assert slots(claims=claims) == [hour_from(MONDAY, 9), hour_from(MONDAY, 11)]
    minute = timedelta(minutes=1)
    assert slots(claims=claims, limits=Limits(buffer_before=minute)) == [hour_from(MONDAY, 9)]
    assert slots(claims=claims, limits=Limits(buffer_after=minute)) == [hour_from(MONDAY, 11)]


def test_the_viewers_own_bookings_need_no_gap():
    claims = Claims(viewer_taken=[hour_from(MONDAY, 10)])
    limits = Limits(buffer_before=HOUR, buffer_after=HOUR)
    assert slots(claims=claims, limits=limits) == [hour_from(MONDAY, 9), hour_from(MONDAY, 11)]


def test_claims_come_in_any_order_and_may_overlap():
    claims = Claims(taken=[hour_from(MONDAY, 11), hour_from(MONDAY, 10, 30)])
    assert slots(claims=claims) == [hour_from(MONDAY, 9)]


def test_notice_is_counted_to_the_second():
    notice = Limits(notice=HOUR)
    moment = timedelta(microseconds=1)
    assert hour_from(MONDAY, 10) in slots(limits=notice, now=at(MONDAY, 9))
    assert hour_from(MONDAY, 10) not in slots(limits=notice, now=at(MONDAY, 9) + moment)


def test_a_full_day_offers_nothing_more():
    claims = Claims(taken=[hour_from(MONDAY, 9)])
    found = slots(claims=claims, limits=Limits(daily=1), last_day=TUESDAY)
    assert [slot.start.date() for slot in found] == [TUESDAY] * 3


def test_a_full_week_ends_on_sunday_and_counts_from_monday():
    next_monday, last_sunday = SUNDAY + timedelta(days=1), MONDAY - timedelta(days=1)
    claims = Claims(taken=[hour_from(MONDAY, 9), hour_from(SUNDAY, 9)])
    found = slots(MORNINGS, last_sunday, next_monday, claims=claims, limits=Limits(weekly=2))
    assert {slot.start.date() for slot in found} == {last_sunday, next_monday}


def test_busy_time_does_not_count_towards_a_cap():
    claims = Claims(busy=[hour_from(MONDAY, 9)])
    assert len(slots(claims=claims, limits=Limits(daily=1, weekly=1))) == 2


def test_a_cap_of_none_at_all_offers_nothing():
    assert slots(limits=Limits(daily=0)) == []


def test_an_all_day_event_abroad_is_a_day_there():
    trip = (Travel(MONDAY, TUESDAY, "Asia/Tokyo"),)
    abroad = Schedule("Europe/Berlin", MORNINGS.weekly, travel=trip)
    found = slots(abroad, MONDAY, TUESDAY, claims=Claims(busy_days=[MONDAY]))
    assert found == [hour_from(TUESDAY, hour) for hour in (1, 2, 3)]


def test_who_never_closes_has_a_grid_that_begins_each_monday():
    step, monday = timedelta(minutes=50), SUNDAY + timedelta(days=1)
    starts = [
        slot.start for slot in slots(AROUND_THE_CLOCK, SUNDAY, monday, length=step, step=step)
    ]
    around_midnight = [start for start in starts if at(SUNDAY, 23) <= start < at(monday, 1)]
    assert around_midnight == [at(SUNDAY, 23, 30), at(monday, 0), at(monday, 0, 50)]


def test_a_slot_is_the_same_whichever_days_are_asked_for():
    asked = {"length": timedelta(minutes=50), "step": timedelta(minutes=50)}
    month = slots(AROUND_THE_CLOCK, MONDAY, MONDAY + timedelta(days=26), **asked)
    for day in (MONDAY + timedelta(days=n) for n in range(27)):
        alone = slots(AROUND_THE_CLOCK, day, **asked)
        assert alone == [slot for slot in month if (slot.start + HOUR).date() == day]


def test_only_what_the_list_has_is_on_offer():
    asked = {"step": HOUR, "now": LONG_AGO}
    assert is_on_offer(hour_from(MONDAY, 10), MORNINGS, **asked)
    assert not is_on_offer(hour_from(MONDAY, 10, 30), MORNINGS, **asked)
    assert not is_on_offer(hour_from(MONDAY, 12), MORNINGS, **asked)
    moment = timedelta(microseconds=1)
    between = Interval(at(MONDAY, 10) + moment, at(MONDAY, 11) + moment)
    assert not is_on_offer(between, MORNINGS, **asked)


def test_what_is_taken_is_no_longer_on_offer():
    claims = Claims(taken=[hour_from(MONDAY, 10)])
    assert not is_on_offer(hour_from(MONDAY, 10), MORNINGS, step=HOUR, claims=claims, now=LONG_AGO)


def test_the_reach_of_a_slot_covers_the_mentors_whole_week():
    reached = reach(hour_from(SUNDAY, 23))
    assert reached.start <= at(MONDAY, 0)
    reached = reach(hour_from(MONDAY, 0))
    assert reached.end >= at(SUNDAY, 0) + timedelta(days=1)


def test_open_time_is_cut_at_the_edges_of_what_is_asked():
    within = Interval(at(MONDAY, 11), at(TUESDAY, 10))
    assert open_intervals(MORNINGS, within) == [hour_from(MONDAY, 11), hour_from(TUESDAY, 9)]


def test_open_time_is_worked_out_once_for_the_same_rules():
    openings.cache_clear()
    for _ in range(3):
        slots(Schedule("Europe/Berlin", MORNINGS.weekly))
    assert openings.cache_info().misses == 1


@pytest.mark.parametrize(
    "change",
    [
        {"vacations": (Vacation(MONDAY, MONDAY),)},
        {"overrides": (DayOverride(MONDAY, (Window(0, 60),)),)},
        {"travel": (Travel(MONDAY, MONDAY, "Asia/Tokyo"),)},
        {"zone": "Europe/Lisbon"},
        {"weekly": NIGHTS.weekly},
    ],
)
def test_whatever_changes_in_the_rules_changes_the_open_time_at_once(change):
    before = slots()
    assert slots(replace(MORNINGS, **change)) != before
    assert slots() == before
