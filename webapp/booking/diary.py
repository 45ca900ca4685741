"""Look up what the calendar pages show: a mentor's own talks, and all that takes their time."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.lifecycle import BookingStatus, Part
from webapp.booking.models import Booking, Seat
from webapp.booking.queries import offers_to
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.people.models import Person
from webapp.scheduling.diary import Diary, Talk, keep_diaries

AGREED = (BookingStatus.PENDING, BookingStatus.CONFIRMED)


def register() -> None:
    keep_diaries(diary_of)


def diary_of(mentor: Person, now: datetime) -> Diary | None:
    offer = offers_to(None, [mentor], now=now).get(mentor.id)
    if offer is None:
        return None
    return Diary(offer.calendar, offer.claims, tuple(talks_with(mentor, now=now)))


def talks_with(mentor: Person, *, now: datetime) -> Iterator[Talk]:
    """Yield what is booked with this mentor, or asked for, the soonest first; in one query."""
    own, other = orm.aliased(Seat), orm.aliased(Seat)
    guest = sa.and_(
        other.booking_id == own.booking_id, other.part == Part.MENTEE, other.status.in_(AGREED)
    )
    rows = db.session.execute(
        sa.select(Booking.public_id, own.starts_at, own.ends_at, Person.name)
        .join(own, own.booking_id == Booking.id)
        .outerjoin(other, guest)
        .outerjoin(Person, Person.id == other.person_id)
        .where(own.person_id == mentor.id, own.part == Part.MENTOR)
        .where(own.status.in_(AGREED), own.ends_at > now)
        .order_by(own.starts_at, Booking.id, other.id)
    )
    for (public_id, starts_at, ends_at), seats in groupby(rows, lambda row: row[:3]):
        names = tuple(row.name.split()[0] for row in seats if row.name)
        yield Talk(public_id, Interval(starts_at, ends_at), names)
