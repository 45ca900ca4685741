"""Which days and times are shown, in the reader's zone."""

from dataclasses import replace
from datetime import date

import pytest

from tests.making.booking import at, slot_at
from webapp.booking.offer import Offer
from webapp.booking.times import Asked, times_of
from webapp.core.zones import city
from webapp.scheduling.calendars import Calendar
from webapp.scheduling.limits import Limits
from webapp.scheduling.schedule import Schedule, Vacation, Window, week_of
from webapp.scheduling.slots import Claims

BERLIN, AUCKLAND = "Europe/Berlin", "Pacific/Auckland"
NINE_TO_TEN = Window(9 * 60, 10 * 60)
AWAY = Vacation(date(2026, 3, 4), date(2026, 3, 5), "Back on Friday.")


def offer(*weekdays, taken=(), extra_time=1.0, lengths=(20,), window=30):
    schedule = Schedule("UTC", weekly=week_of((day, NINE_TO_TEN) for day in weekdays))
    calendar = Calendar(schedule, Limits(window_days=window), lengths)
    return Offer(calendar, Claims(taken=taken), extra_time, now=at(8))


def times(offer, zone_name="UTC", **asked):
    return times_of(offer, Asked(**asked), zone_name=zone_name)


def test_it_is_said_when_the_mentor_is_away_now_or_on_that_day():
    free = offer(2)
    schedule = replace(free.calendar.schedule, vacations=(AWAY,))
    away = replace(free, calendar=replace(free.calendar, schedule=schedule))

    assert times(away, day=date(2026, 3, 4)).away == AWAY
    assert times(away).away is None
    assert times(replace(away, now=at(8, day=4))).away == AWAY


def test_a_talk_that_lasts_longer_for_somebody_starts_as_often_as_for_others():
    free = offer(2, extra_time=1.5)
    free = replace(free, calendar=replace(free.calendar, steps={20: 15}))

    starts = [slot.start for slot in free.slots(30)][:3]
    assert starts == [at(9, day=4), at(9, 15, day=4), at(9, 30, day=4)]
    assert free.has(slot_at(9, 15, day=4, minutes=30))


def test_the_first_day_with_anything_free_is_shown():
    shown = times(offer(2))

    assert shown.day.date == date(2026, 3, 4)
    assert [slot.start for slot in shown.day.slots] == [
        at(9, day=4),
        at(9, 20, day=4),
        at(9, 40, day=4),
    ]


def test_empty_days_stand_in_the_strip_too():
    assert [len(day.slots) for day in times(offer(0, 2)).days] == [3, 0, 3, 0, 0, 0, 0]


def test_days_are_the_readers():
    shown = times(offer(0), AUCKLAND)

    assert city(AUCKLAND) == "Auckland"
    assert [day.date.day for day in shown.days if day.slots] == [2]
    assert shown.day.slots[0].start == at(9)


def test_what_is_morning_here_may_be_the_day_before_there():
    assert times(offer(2), "Pacific/Honolulu").day.date == date(2026, 3, 3)


def test_the_day_asked_for_is_shown_even_if_it_is_empty():
    shown = times(offer(2), day=date(2026, 3, 3))

    assert (shown.day.date, shown.day.slots) == (date(2026, 3, 3), ())
    assert shown.next_free == slot_at(9, day=4)


def test_after_the_last_free_day_the_first_free_time_is_offered():
    shown = times(offer(0, window=6), day=date(2026, 3, 5))

    assert shown.next_free == slot_at(9)


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(1999, 1, 1)])
def test_a_day_that_is_over_shows_today(day):
    assert times(offer(0), day=day).day.date == date(2026, 3, 2)


def test_a_day_far_ahead_shows_the_last_free_one():
    assert times(offer(0), day=date(2199, 1, 1)).day.date == date(2026, 3, 30)


def test_seven_days_are_shown_and_the_way_to_the_next_free_one():
    first = times(offer(0))
    second = times(offer(0), day=first.later)

    assert (first.earlier, first.later) == (None, date(2026, 3, 9))
    assert [day.date.day for day in second.days] == [9, 10, 11, 12, 13, 14, 15]
    assert second.earlier == date(2026, 3, 2)


def test_a_slot_in_the_address_is_chosen_and_its_day_shown():
    shown = times(offer(0, 2), slot=at(9, 20, day=4))

    assert shown.chosen == slot_at(9, 20, day=4)
    assert shown.day.date == date(2026, 3, 4)
    assert shown.gone is None


def test_a_slot_that_is_gone_is_said_with_the_closest_ones():
    shown = times(offer(0, taken=[slot_at(9, 20)]), slot=at(9, 20))

    assert shown.chosen is None
    assert shown.gone == at(9, 20)
    assert [slot.start for slot in shown.closest][:3] == [at(9), at(9, 40), at(9, day=9)]


def test_whoever_needs_more_time_sees_longer_talks():
    shown = times(offer(0, lengths=(10, 20), extra_time=1.5))

    assert (shown.lengths, shown.length) == ([15, 30], 30)
    assert [slot.start for slot in shown.day.slots] == [at(9), at(9, 30)]


def test_a_calendar_without_any_time_shows_seven_empty_days():
    shown = times(offer())

    assert len(shown.days) == 7
    assert (shown.next_free, shown.later) == (None, None)
