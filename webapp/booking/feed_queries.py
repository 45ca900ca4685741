"""Who is behind a feed's address, and which talks stand in it."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.feed_models import CalendarFeed
from webapp.booking.feed_service import hash_of
from webapp.booking.lifecycle import NEVER_BOOKED, BookingStatus
from webapp.booking.models import Booking
from webapp.booking.queries import taking_part
from webapp.core.db import db
from webapp.people.models import Person

BEHIND = timedelta(days=30)  # talks that are over stay in the calendar for a month
AT_MOST = 500
IN_CALENDARS = (BookingStatus.CONFIRMED, BookingStatus.ENDED, BookingStatus.CANCELLED)


def feed_with(token: str) -> CalendarFeed | None:
    return db.session.scalar(
        sa.select(CalendarFeed)
        .join(Person, Person.id == CalendarFeed.person_id)
        .options(orm.contains_eager(CalendarFeed.person))
        .where(CalendarFeed.token_hash == hash_of(token), ~Person.is_disabled)
    )


def talks_for_calendar(person: Person, *, now: datetime) -> list[Booking]:
    """Return what was booked, cancelled talks too, so that they vanish where they stand."""
    never_booked = Booking.ended_reason.in_(NEVER_BOOKED)
    booked = sa.and_(
        Booking.status.in_(IN_CALENDARS),
        Booking.ends_at > now - BEHIND,
        Booking.ended_reason.is_(None) | ~never_booked,
    )
    talks = taking_part(person).where(booked).options(orm.selectinload(Booking.changes))
    return list(db.session.scalars(talks.order_by(Booking.starts_at, Booking.id).limit(AT_MOST)))
