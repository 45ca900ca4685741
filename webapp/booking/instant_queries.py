"""Instant requests through the people who have a part in them."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.free_now_queries import blocking, is_free_now
from webapp.booking.instant_lifecycle import AskStatus, InstantStatus
from webapp.booking.instant_models import InstantAsk, InstantRequest
from webapp.booking.instant_times import LOOKED_AT, MINUTE, Past, talk_starts_at
from webapp.booking.models import Seat
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.goals.models import Brief
from webapp.goals.queries import unsent_brief_of
from webapp.people.models import Person, Profile


def whole_request() -> tuple:
    """Return options that load a request with everybody in it, in two queries."""
    return (
        orm.joinedload(InstantRequest.brief, innerjoin=True),
        orm.joinedload(InstantRequest.mentee, innerjoin=True),
        orm.joinedload(InstantRequest.booking),
        orm.selectinload(InstantRequest.asks).joinedload(InstantAsk.mentor, innerjoin=True),
    )


def own_instant_request(person: Person, public_id: str) -> InstantRequest | None:
    """Find a request this person sent; other people's do not exist."""
    mine = sa.select(InstantRequest).where(
        InstantRequest.public_id == public_id, InstantRequest.mentee_id == person.id
    )
    return db.session.scalar(mine.options(*whole_request()))


def ask_of(mentor: Person, public_id: str) -> InstantAsk | None:
    """Find what this mentor was asked, by the request's address."""
    return db.session.scalar(
        sa.select(InstantAsk)
        .join(InstantAsk.request)
        .where(InstantRequest.public_id == public_id, InstantAsk.mentor_id == mentor.id)
        .options(
            orm.contains_eager(InstantAsk.request).options(
                orm.joinedload(InstantRequest.brief, innerjoin=True),
                orm.joinedload(InstantRequest.mentee, innerjoin=True),
                orm.joinedload(InstantRequest.booking),
            )
        )
    )


def waiting_ask_of(mentor: Person) -> InstantAsk | None:
    """Return what this mentor is asked now; one at a time."""
    return db.session.scalar(
        sa.select(InstantAsk)
        .where(InstantAsk.mentor_id == mentor.id, InstantAsk.status == AskStatus.WAITING)
        .options(
            orm.joinedload(InstantAsk.request, innerjoin=True).options(
                orm.joinedload(InstantRequest.brief, innerjoin=True),
                orm.joinedload(InstantRequest.mentee, innerjoin=True),
            )
        )
    )


def open_instant_request(mentee: Person) -> InstantRequest | None:
    mine = sa.select(InstantRequest).where(InstantRequest.mentee_id == mentee.id)
    return db.session.scalar(mine.where(InstantRequest.status == InstantStatus.OPEN))


def instant_request_from(key: str | None) -> InstantRequest | None:
    same = sa.select(InstantRequest).where(InstantRequest.form_key == key)
    return db.session.scalar(same) if key else None


def begun_brief(mentee: Person, question: str, *, now: datetime) -> Brief | None:
    """Return the brief that was begun and asks just this: it goes along with the question."""
    begun = unsent_brief_of(mentee, now=now)
    return begun if begun and question in (begun.question, begun.line) else None


def askable(mentor_ids: Iterable[int], mentee_id: int, minutes: int, *, now: datetime) -> set[int]:
    """Return who of these can be asked for so long: free now, and asked by nobody else."""
    over_by = talk_starts_at(now) + minutes * MINUTE
    is_asked = sa.exists().where(
        InstantAsk.mentor_id == Person.id, InstantAsk.status == AskStatus.WAITING
    )
    found = (
        sa.select(Person.id)
        .join(Profile, Profile.person_id == Person.id)
        .where(Person.id.in_(list(mentor_ids)), Person.id != mentee_id)
        .where(Profile.is_mentor, ~Profile.is_paused, ~Person.is_disabled)
        .where(is_free_now(Person.id, now, until=over_by), ~is_asked)
    )
    return set(db.session.scalars(found))


def due_requests(*, now: datetime, limit: int) -> list[InstantRequest]:
    """Return those where the next are to be asked, or that are over."""
    due = sa.select(InstantRequest).where(
        InstantRequest.status == InstantStatus.OPEN, InstantRequest.next_at <= now
    )
    return list(db.session.scalars(due.order_by(InstantRequest.next_at).limit(limit)))


def past_requests(*, now: datetime) -> Past | None:
    """Return what became of the last who asked and did not take it back, of everybody."""
    closed = (InstantStatus.ACCEPTED, InstantStatus.EXPIRED)
    rows = db.session.execute(
        sa.select(InstantRequest.status, InstantRequest.created_at, InstantRequest.closed_at)
        .where(InstantRequest.status.in_(closed), InstantRequest.closed_at <= now)
        .order_by(InstantRequest.closed_at.desc(), InstantRequest.id.desc())
        .limit(LOOKED_AT)
    )
    return Past.of(
        [
            closed_at - created_at if status == InstantStatus.ACCEPTED else None
            for status, created_at, closed_at in rows
        ]
    )


def is_busy(person: Person, stretch: Interval, *, now: datetime) -> bool:
    mine = sa.select(Seat.id).where(blocking(person.id, now), Seat.starts_at < stretch.end)
    return db.session.scalar(mine.limit(1)) is not None
