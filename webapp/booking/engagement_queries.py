"""Engagements through the two people in them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.engagement_lifecycle import EngagementStatus
from webapp.booking.engagement_models import Engagement
from webapp.booking.engagement_policy import is_over
from webapp.booking.lifecycle import BLOCKING
from webapp.booking.models import Booking, BookingStatus, Part, Seat
from webapp.core.db import db
from webapp.people.models import Person


def engagement_of(person: Person, public_id: str) -> Engagement | None:
    """Find an engagement this person takes part in; other people's do not exist."""
    mine = sa.or_(Engagement.mentor_id == person.id, Engagement.mentee_id == person.id)
    return db.session.scalar(
        sa.select(Engagement)
        .where(Engagement.public_id == public_id, mine)
        .options(
            orm.joinedload(Engagement.mentor, innerjoin=True),
            orm.joinedload(Engagement.mentee, innerjoin=True),
            orm.joinedload(Engagement.goal, innerjoin=True),
            orm.selectinload(Engagement.bookings).joinedload(Booking.brief),
        )
    )


def engagement_from(form_key: str | None) -> Engagement | None:
    """Return what this very form has booked before."""
    if form_key is None:
        return None
    return db.session.scalar(sa.select(Engagement).where(Engagement.form_key == form_key))


def renewal_of(engagement: Engagement) -> Engagement | None:
    """Return the engagement that this one went on as."""
    return db.session.scalar(sa.select(Engagement).where(Engagement.renewal_of_id == engagement.id))


def has_talks_ahead(engagement: Engagement) -> bool:
    ahead = sa.select(Booking.id).where(
        Booking.engagement_id == engagement.id, Booking.status.in_(BLOCKING)
    )
    return db.session.scalar(ahead.limit(1)) is not None


def have_met(mentor: Person, mentee: Person) -> bool:
    """Say whether these two have had a talk in these parts."""
    theirs, hers = orm.aliased(Seat), orm.aliased(Seat)
    met = (
        sa.select(Booking.id)
        .join(theirs, theirs.booking_id == Booking.id)
        .join(hers, hers.booking_id == Booking.id)
        .where(Booking.status == BookingStatus.ENDED)
        .where(theirs.person_id == mentor.id, theirs.part == Part.MENTOR)
        .where(hers.person_id == mentee.id, hers.part == Part.MENTEE)
    )
    return db.session.scalar(met.limit(1)) is not None


def overdue_engagements(*, now: datetime) -> list[Engagement]:
    """Return what still runs although its last day, or its last talk, is over."""
    running = Engagement.status == EngagementStatus.RUNNING
    ahead = sa.select(Booking.id).where(
        Booking.engagement_id == Engagement.id, Booking.status.in_(BLOCKING)
    )
    # the last day is the mentee's: somewhere it is over half a day before it is in UTC
    maybe = sa.or_(Engagement.ends_on <= now.date(), ~ahead.exists())
    rows = db.session.scalars(sa.select(Engagement).where(running, maybe).limit(200)).all()
    return [row for row in rows if is_over(row, now=now) or not has_talks_ahead(row)]
