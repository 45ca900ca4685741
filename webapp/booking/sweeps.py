"""What the worker does when nobody else did: nothing on a screen waits for it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, BookingStatus
from webapp.booking.queries import next_slots
from webapp.booking.seats import change_status, lock_booking
from webapp.booking.service import end_booking
from webapp.core.db import db, transaction
from webapp.core.intervals import Interval
from webapp.people.models import Person
from webapp.scheduling.models import CalendarSettings

OVERDUE = timedelta(minutes=30)  # after the end: the room itself ends a talk long before
AT_ONCE = 200  # mentors whose calendars are read together


def lapse_expired_holds(*, now: datetime) -> int:
    """Write down which holds have run out, so that hints and lists follow; return how many."""
    expired = sa.and_(Booking.status == BookingStatus.HELD, Booking.held_until <= now)
    holds = db.session.scalars(sa.select(Booking).where(expired).limit(AT_ONCE)).all()
    for hold in holds:
        with transaction():
            lock_booking(hold)
            if hold.status == BookingStatus.HELD and not hold.is_held(now):
                change_status(hold, BookingStatus.LAPSED, now=now)
    return len(holds)


def how_unknown(_booking: Booking) -> EndedReason | None:
    return None


def end_past_bookings(
    *, reason_for: Callable[[Booking], EndedReason | None] = how_unknown, now: datetime
) -> int:
    """End what the room did not: nobody came, or a process died; return how many."""
    overdue = sa.and_(Booking.status == BookingStatus.CONFIRMED, Booking.ends_at <= now - OVERDUE)
    bookings = db.session.scalars(sa.select(Booking).where(overdue).limit(AT_ONCE)).all()
    for booking in bookings:
        end_booking(booking, reason_for(booking), now=now)
    return len(bookings)


def refresh_next_free(mentor_ids: Sequence[int], *, now: datetime) -> None:
    """Rewrite when each of these is free next, as anybody would see it: a hint for lists."""
    for first in range(0, len(mentor_ids), AT_ONCE):
        some = mentor_ids[first : first + AT_ONCE]
        mentors = db.session.scalars(sa.select(Person).where(Person.id.in_(some))).all()
        write_hints(next_slots(mentors, None, count=1, now=now))


def write_hints(slots: dict[int, list[Interval]]) -> None:
    with transaction():
        mine = CalendarSettings.person_id.in_(slots)
        for settings in db.session.scalars(sa.select(CalendarSettings).where(mine)).all():
            free = slots[settings.person_id]
            settings.next_free_at = free[0].start if free else None


def refresh_stale_hints(*, also_empty: bool = False, now: datetime) -> int:
    """Refresh the hints that time has passed by; `also_empty` asks again where nothing was free."""
    stale = CalendarSettings.next_free_at <= now
    if also_empty:
        stale = stale | CalendarSettings.next_free_at.is_(None)
    mentor_ids = db.session.scalars(sa.select(CalendarSettings.person_id).where(stale)).all()
    refresh_next_free(mentor_ids, now=now)
    return len(mentor_ids)
