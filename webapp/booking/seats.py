"""Lock, look, write: the steps every change of a booking is made of, inside a transaction."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from webapp.booking.errors import SlotTaken
from webapp.booking.events import CalendarTaken
from webapp.booking.lifecycle import BLOCKING, Actor, require_transition
from webapp.booking.models import Booking, BookingChange, BookingStatus, Part, Seat
from webapp.core.db import db
from webapp.core.events import announce
from webapp.people.models import Person

EXCLUSION_VIOLATION = "23P01"  # PostgreSQL's constraint; on SQLite it is our trigger


def lock_people(person_ids: Iterable[int]) -> None:
    """Make everybody else who writes about these people wait; in id order, so nobody deadlocks.

    On SQLite the writing transaction itself does the same job.
    """
    rows = sa.select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    # weak enough for the foreign keys of rows that other features insert meanwhile
    db.session.execute(rows.with_for_update(key_share=True))


def lock_booking(booking: Booking) -> None:
    """Lock its people, then the row itself, and read it again as it is now."""
    lock_people(db.session.scalars(sa.select(Seat.person_id).where(Seat.booking_id == booking.id)))
    db.session.refresh(booking, with_for_update={"of": Booking})


def release_expired_holds(person_ids: Iterable[int], *, now: datetime) -> None:
    """End what nobody confirmed in time: the database counts it until it is written down."""
    theirs = Booking.seats.any(Seat.person_id.in_(person_ids))
    expired = sa.and_(Booking.status == BookingStatus.HELD, Booking.held_until <= now)
    rows = sa.select(Booking).where(theirs, expired).order_by(Booking.id)
    # the other person of such a hold may be somebody else's lock: whoever comes second waits
    for hold in db.session.scalars(rows.with_for_update(of=Booking)).all():
        change_status(hold, BookingStatus.LAPSED, now=now)


def is_taken(person_ids: Iterable[int], booking: Booking) -> bool:
    overlapping = sa.select(Seat.id).where(
        Seat.person_id.in_(person_ids),
        Seat.status.in_(BLOCKING),
        Seat.starts_at < booking.ends_at,
        Seat.ends_at > booking.starts_at,
    )
    return db.session.scalar(overlapping.limit(1)) is not None


def add_booking(
    booking: Booking, people: dict[Part, Person], *, by: Actor = Actor.MENTEE, now: datetime
) -> None:
    """Write a new booking and everybody's claim; the database has the last word."""
    require_transition(None, booking.status, by)
    if is_taken([person.id for person in people.values()], booking):
        raise SlotTaken
    for part, person in people.items():
        booking.seats.append(seat_of(booking, person, part))
    db.session.add(booking)
    flush_or_taken()
    record(booking, None, by=None if by == Actor.CLOCK else people[Part(by)], now=now)


def seat_of(booking: Booking, person: Person, part: Part) -> Seat:
    return Seat(
        person_id=person.id,
        part=part,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        status=booking.status,
        held_until=booking.held_until,
    )


def flush_or_taken() -> None:
    try:
        with db.session.begin_nested():  # the outer transaction stays usable
            db.session.flush()
    except sa.exc.IntegrityError as error:
        if is_overlap(error):
            raise SlotTaken from error
        raise


def is_overlap(error: sa.exc.IntegrityError) -> bool:
    sqlstate = getattr(error.orig, "sqlstate", None)
    code = getattr(error.orig, "sqlite_errorcode", None)
    return sqlstate == EXCLUSION_VIOLATION or code == sqlite3.SQLITE_CONSTRAINT_TRIGGER


def change_status(
    booking: Booking,
    status: BookingStatus,
    *,
    by: Person | None = None,
    why: str = "",
    now: datetime,
) -> None:
    """Bring a booking and all its claims to a status; without a person the clock did it."""
    before = booking.status
    require_transition(before, status, actor_of(booking, by))
    booking.status = status
    if status != BookingStatus.HELD:
        hold_until(booking, None)
    if status not in BLOCKING:
        booking.form_key = None  # the same form, sent again, may take the time anew
    for seat in booking.seats:
        seat.status = status
    record(booking, before, by=by, why=why, now=now)


def actor_of(booking: Booking, person: Person | None) -> Actor:
    if person is None:
        return Actor.CLOCK
    return next(Actor(seat.part) for seat in booking.seats if seat.person_id == person.id)


def hold_until(booking: Booking, until: datetime | None) -> None:
    booking.held_until = until
    for seat in booking.seats:
        seat.held_until = until


def record(
    booking: Booking,
    before: BookingStatus | None,
    *,
    by: Person | None,
    why: str = "",
    now: datetime,
    **more,
) -> None:
    """Write down who did what, and let others know that somebody's time changed."""
    change = BookingChange(from_status=before, to_status=booking.status, why=why, at=now, **more)
    change.person_id = by.id if by else None
    booking.changes.append(change)
    db.session.flush()
    announce(CalendarTaken(booking.id))
