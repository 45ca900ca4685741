"""What came of a mentor's time: counts, what mentees wrote back, and the certificate."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, BookingStatus, Part, Seat
from webapp.booking.request_models import Request
from webapp.booking.request_queries import answered_in_writing
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.followup.certificate_models import Certificate
from webapp.followup.chain_models import Outcome
from webapp.followup.models import Action, is_of_talk
from webapp.people.models import Person


def mentor_talks(
    person: Person, *, within: Interval | None = None
) -> Sequence[tuple[datetime, datetime, EndedReason | None]]:
    """Return start, end and how it ended of every talk that is over, the oldest first."""
    ended = (
        sa.select(Booking.starts_at, Booking.ends_at, Booking.ended_reason)
        .join(Seat, Seat.booking_id == Booking.id)
        .where(Seat.person_id == person.id, Seat.part == Part.MENTOR)
        .where(Booking.status == BookingStatus.ENDED)
        .order_by(Booking.starts_at)
    )
    if within:
        ended = ended.where(Booking.starts_at >= within.start, Booking.starts_at < within.end)
    return db.session.execute(ended).all()


def action_counts(mentor: Person) -> dict[str, int]:
    """Return how many of the mentees' actions that came of this mentor are in each status."""
    rows = db.session.execute(
        sa.select(Action.status, sa.func.count())
        .where(from_time_of(mentor))
        .group_by(Action.status)
    )
    return {status.value: count for status, count in rows}


def from_time_of(mentor: Person) -> sa.ColumnElement[bool]:
    """Whether a mentee's action came of a talk with this mentor, or of their lines."""
    answers = sa.select(Request.id).where(Request.mentor_id == mentor.id)
    came = sa.or_(is_of_talk(led_by(mentor)), Action.request_id.in_(answers))
    return sa.and_(Action.owner_id != mentor.id, came)


def count_answers(mentor: Person) -> int:
    """Count what this mentor answered in writing."""
    mine = sa.select(sa.func.count(Request.id)).where(Request.mentor_id == mentor.id)
    return db.session.scalar(mine.where(answered_in_writing()))


def led_by(mentor: Person) -> sa.Select:
    return sa.select(Seat.booking_id).where(Seat.person_id == mentor.id, Seat.part == Part.MENTOR)


def outcomes_for(mentor: Person, *, limit: int | None = None) -> list[Outcome]:
    """Return what mentees told after a month, for the mentor to read; the latest first."""
    rows = (
        sa.select(Outcome)
        .join(Action, Action.id == Outcome.action_id)
        .where(from_time_of(mentor))
        .options(
            orm.contains_eager(Outcome.action).joinedload(Action.owner).joinedload(Person.profile),
            orm.contains_eager(Outcome.action).joinedload(Action.booking),
            orm.contains_eager(Outcome.action).joinedload(Action.noted_in),
        )
        .order_by(Outcome.at.desc(), Outcome.id.desc())
    )
    return list(db.session.scalars(rows.limit(limit)))


def certificate_of(person: Person, year: int) -> Certificate | None:
    return db.session.scalar(
        sa.select(Certificate).where(
            Certificate.person_id == person.id,
            Certificate.year == year,
            Certificate.revoked_at.is_(None),
        )
    )


def valid_certificate(token: str) -> Certificate | None:
    """Find what a public link shows; one that was made invalid does not exist."""
    return db.session.scalar(
        sa.select(Certificate)
        .join(Certificate.person)
        .where(Certificate.token == token, Certificate.revoked_at.is_(None), ~Person.is_disabled)
        .options(orm.contains_eager(Certificate.person))
    )
