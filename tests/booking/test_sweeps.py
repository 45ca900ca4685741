"""What the worker does, and the hint that lists go by."""

import pytest

from tests.making.booking import BRIEF, at, slot_at
from webapp.booking import service
from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import BookingStatus
from webapp.booking.sweeps import (
    end_past_bookings,
    lapse_expired_holds,
    refresh_next_free,
    refresh_stale_hints,
)
from webapp.core.db import db, transaction
from webapp.scheduling.models import CalendarSettings
from webapp.scheduling.service import override_day


@pytest.fixture
def ada(make):
    return make.mentor()


def hint(mentor):
    return db.session.get(CalendarSettings, mentor.id).next_free_at


def test_the_hint_follows_rules(ada):
    override_day(ada, at(9).date(), [])

    assert hint(ada) == at(9, day=3)


def test_the_hint_follows_a_hold_and_its_end(ada, make, now, clock):
    ben = make.person()
    booking = service.hold_slot(ada, ben, slot_at(9), now=now)
    assert hint(ada) == at(9, 20)

    service.let_go(booking, ben, now=now)
    assert hint(ada) == at(9)


def test_the_hint_of_a_mentor_who_is_mentee_elsewhere_follows_too(ada, make, now):
    service.hold_slot(make.mentor(), ada, slot_at(9), now=now)

    assert hint(ada) == at(9, 20)


def test_the_hint_follows_a_cancel(make, now):
    mentor, ben = make.mentor(rules=[(0, 600, 620)], calendar={"window_days": 6}), make.person()
    booking = service.hold_slot(mentor, ben, slot_at(10), now=now)
    service.confirm_booking(booking, ben, BRIEF, now=now)
    assert hint(mentor) is None

    service.cancel_booking(booking, mentor, now=now)
    assert hint(mentor) == at(10)


def test_who_has_no_free_time_has_no_hint(make, now):
    mentor = make.mentor(rules=[])
    refresh_next_free([mentor.id], now=now)

    assert hint(mentor) is None


def test_hints_that_time_has_passed_by_are_refreshed(make, ada, clock):
    never_asked = make.mentor()
    refresh_next_free([ada.id], now=clock.now())
    clock.advance(minutes=5)

    assert refresh_stale_hints(now=clock.now()) == 1
    assert (hint(ada), hint(never_asked)) == (at(9, 20), None)


def test_empty_hints_are_asked_again_when_wanted(make, clock):
    never_asked = make.mentor()

    assert refresh_stale_hints(also_empty=True, now=clock.now()) == 1
    assert hint(never_asked) == at(9)


def test_hints_of_many_are_written_in_few_queries(make, now, count_queries):
    mentors = [make.mentor().id for _ in range(30)]

    with count_queries() as queries:
        refresh_next_free(mentors, now=now)

    assert len([q for q in queries if q.startswith("SELECT")]) <= 6


def test_holds_that_ran_out_are_written_down(ada, make, now):
    lapsed = make.hold(mentor=ada, slot=slot_at(9), held_until=now)
    live = make.hold(slot=slot_at(9))

    assert lapse_expired_holds(now=now) == 1
    assert (lapsed.status, live.status) == (BookingStatus.LAPSED, BookingStatus.HELD)
    assert hint(ada) == at(9)


def test_talks_that_nobody_ended_end_half_an_hour_later(make, now):
    booking = make.booking(slot=slot_at(9))

    assert end_past_bookings(now=at(9, 49)) == 0
    assert end_past_bookings(now=at(9, 50)) == 1
    assert (booking.status, booking.ended_reason) == (BookingStatus.ENDED, None)


def test_who_sweeps_may_say_how_a_talk_went(make):
    booking = make.booking(slot=slot_at(9))

    end_past_bookings(reason_for=lambda _: EndedReason.ABSENT_MENTOR, now=at(12))

    assert booking.ended_reason == "absent_mentor"


def test_a_hint_is_written_even_while_another_is_read(make, now):
    mentor = make.mentor()
    with transaction():
        refresh_next_free([mentor.id], now=now)

    assert hint(mentor) == at(9)
