"""Group hours: those of a mentor, and one by its id. Places are counted from the seats."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.group_models import GroupHour
from webapp.booking.lifecycle import BookingStatus, Part
from webapp.booking.models import Booking, Seat
from webapp.core.db import db
from webapp.people.models import Person


def hours_of(mentor: Person, *, now: datetime) -> list[Booking]:
    """Return a mentor's group hours that lie ahead or go on, the soonest first."""
    led = Booking.seats.any(sa.and_(Seat.person_id == mentor.id, Seat.part == Part.MENTOR))
    ahead = sa.and_(Booking.status == BookingStatus.CONFIRMED, Booking.ends_at > now)
    rows = group_hours().where(led, ahead).order_by(Booking.starts_at)
    return list(db.session.scalars(rows))


def open_hours_of(mentor: Person, *, now: datetime) -> list[Booking]:
    """Return those one can still take a place in, full ones too."""
    return [hour for hour in hours_of(mentor, now=now) if hour.starts_at > now]


def hour_with(public_id: str) -> Booking | None:
    """Find a group hour; it is offered to everybody, so whoever asks may see it."""
    is_shown = Booking.status == BookingStatus.CONFIRMED
    return db.session.scalar(group_hours().where(Booking.public_id == public_id, is_shown))


def empty_hours(*, now: datetime, limit: int) -> list[Booking]:
    """Return the hours that would have begun by now, with nobody to talk to."""
    someone = Booking.seats.any(Seat.part == Part.MENTEE)
    begun = sa.and_(Booking.status == BookingStatus.CONFIRMED, Booking.starts_at <= now)
    return list(db.session.scalars(group_hours().where(begun, ~someone).limit(limit)))


def group_hours() -> sa.Select[tuple[Booking]]:
    return (
        sa.select(Booking)
        .join(GroupHour)
        .options(
            orm.contains_eager(Booking.group),
            orm.selectinload(Booking.seats).joinedload(Seat.person, innerjoin=True),
        )
    )
