"""Moving a talk: what is free for both, what is refused, what is written."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking import policy
from webapp.booking.engagement_policy import last_instant
from webapp.booking.errors import BookingMovedOn, SlotTaken, TooLateToMove
from webapp.booking.events import BookingMoved
from webapp.booking.models import Booking, BookingChange
from webapp.booking.offer import Offer
from webapp.booking.queries import offers_to
from webapp.booking.seats import flush_or_taken, lock_booking, record, release_expired_holds
from webapp.booking.waitlist_queries import is_for_the_line
from webapp.booking.wall_clock import wall_time
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.intervals import Interval
from webapp.people.models import Person
from webapp.scheduling.queries import schedules_of


def move_booking(
    booking: Booking,
    person: Person,
    starts_at: datetime,
    *,
    seen: datetime | None = None,
    why: str = "",
    form_key: str = "",
    now: datetime,
) -> None:
    """Bring a talk to another free time of the mentor's: the same talk, at another time."""
    with transaction():
        lock_booking(booking)
        key, from_start = move_key(booking, person, form_key), booking.starts_at
        if is_done(key) or starts_at == from_start:  # sent twice
            return
        refuse_unless_movable(booking, seen, now=now)
        release_expired_holds([seat.person_id for seat in booking.seats], now=now)
        refuse_unless_free(booking, slot_of(booking, starts_at), now=now)
        put_at(booking, starts_at, mentors_zone(booking, starts_at))
        record_move(booking, from_start, by=person, why=why, key=key, now=now)
        announce(BookingMoved(booking.id, person.id, from_start))


def say_still_right(booking: Booking, person: Person, *, now: datetime) -> None:
    """Note that somebody who was reminded still comes; the other one sees it."""
    with transaction():
        lock_booking(booking)
        if not policy.may_cancel(booking, now=now):
            raise BookingMovedOn
        seat = booking.seat_of(person)
        seat.still_right_at = seat.still_right_at or now


def offer_for(booking: Booking, *, now: datetime) -> Offer | None:
    """Return what is free for both, whoever asks; the talks of an engagement stay inside it."""
    offers = offers_to(booking.mentee, [booking.mentor], moving=booking, now=now)
    offer = offers.get(booking.mentor.id)
    if offer and booking.engagement:
        return offer.ending_by(last_instant(booking.engagement))
    return offer


def move_key(booking: Booking, person: Person, form_key: str) -> str | None:
    return f"{booking.id} {person.id} {form_key}" if form_key else None


def is_done(key: str | None) -> bool:
    """Say whether this very form has been sent before."""
    sent = sa.select(BookingChange.id).where(BookingChange.form_key == key)
    return key is not None and db.session.scalar(sent) is not None


def refuse_unless_movable(booking: Booking, seen: datetime | None, *, now: datetime) -> None:
    """`seen` is the start that the person saw: a talk is not moved from where it is no more."""
    if not booking.is_confirmed or booking.group or seen not in (None, booking.starts_at):
        raise BookingMovedOn
    if not policy.may_move(booking, now=now):
        raise TooLateToMove


def refuse_unless_free(booking: Booking, slot: Interval, *, now: datetime) -> None:
    """The people are locked: what is free now stays so until this is written."""
    offer = offer_for(booking, now=now)
    if offer is None or not offer.is_free(slot):
        raise SlotTaken
    people = [booking.mentor.id, booking.mentee.id]
    if is_for_the_line(booking.mentor.id, slot, besides=people, now=now):
        raise SlotTaken


def put_at(booking: Booking, starts_at: datetime, zone_name: str) -> None:
    """Bring the row and everybody's claim to another time; the database has the last word."""
    length = booking.interval.length
    booking.starts_at, booking.ends_at = starts_at, starts_at + length
    booking.wall_start, booking.time_zone = wall_time(starts_at, zone_name), zone_name
    booking.sequence += 1
    for seat in booking.seats:
        seat.starts_at, seat.ends_at = booking.starts_at, booking.ends_at
        seat.still_right_at = None  # that was said about another time
    flush_or_taken()


def mentors_zone(booking: Booking, at: datetime) -> str:
    mentor = booking.mentor
    return schedules_of([mentor])[mentor.id].schedule.zone_at(at)


def record_move(
    booking: Booking,
    from_start: datetime,
    *,
    by: Person | None,
    why: str = "",
    key: str | None = None,
    now: datetime,
) -> None:
    starts = {"from_starts_at": from_start, "to_starts_at": booking.starts_at}
    record(booking, booking.status, by=by, why=why, form_key=key, now=now, **starts)


def slot_of(booking: Booking, starts_at: datetime) -> Interval:
    return Interval(starts_at, starts_at + timedelta(minutes=booking.minutes))
