"""Requests through the two who take part."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.models import Booking
from webapp.booking.request_lifecycle import WAITING, Form, RequestStatus
from webapp.booking.request_models import Request, RequestEntry, SilentPause
from webapp.booking.request_times import SILENCE_COUNTS
from webapp.booking.waitlist_lifecycle import IN_LINE
from webapp.booking.waitlist_models import WaitlistEntry
from webapp.core.db import db
from webapp.goals.models import Brief
from webapp.people.models import Person

MOST_OVER = 20  # shown on the page


def request_of(person: Person, public_id: str) -> Request | None:
    """Find a request this person sent or got; other people's do not exist."""
    mine = taking_part(person).where(Request.public_id == public_id)
    found = mine.options(orm.joinedload(Request.entries))
    return db.session.scalars(found).unique().one_or_none()


def request_from(form_key: str | None) -> Request | None:
    if not form_key:
        return None
    return db.session.scalar(sa.select(Request).where(Request.form_key == form_key))


def request_for(booking: Booking) -> Request | None:
    """Return the request that a booking waits for, or came of; the latest."""
    mine = sa.select(Request).where(Request.booking_id == booking.id)
    return db.session.scalar(mine.order_by(Request.id.desc()).limit(1))


def request_after(request: Request) -> Request | None:
    """Return the one that was sent when this one came to nothing."""
    return db.session.scalar(sa.select(Request).where(Request.previous_id == request.id))


def entry_from(form_key: str | None) -> RequestEntry | None:
    if not form_key:
        return None
    return db.session.scalar(sa.select(RequestEntry).where(RequestEntry.form_key == form_key))


def waiting_requests(person: Person) -> list[Request]:
    """Return what somebody has to answer, and threads that go on, the soonest due first."""
    rows = taking_part(person).where(goes_on()).order_by(Request.due_at, Request.id)
    return list(db.session.scalars(rows))


def count_waiting(person: Person) -> int:
    """Count what waits for an answer, and the lines somebody stands in, in one query."""
    mine = sa.or_(Request.mentee_id == person.id, Request.mentor_id == person.id)
    requests = sa.select(sa.func.count(Request.id)).where(mine, goes_on())
    places = sa.select(sa.func.count(WaitlistEntry.id)).where(
        WaitlistEntry.person_id == person.id, WaitlistEntry.status.in_(IN_LINE)
    )
    return db.session.scalar(sa.select(requests.scalar_subquery() + places.scalar_subquery()))


def over_requests(person: Person, *, count: int = MOST_OVER) -> list[Request]:
    """Return what is settled, the latest first; a talk that was agreed on is among the bookings."""
    agreed = sa.and_(Request.status == RequestStatus.ACCEPTED, Request.form == Form.TALK)
    rows = taking_part(person).where(~goes_on(), ~agreed)
    return list(db.session.scalars(rows.order_by(Request.id.desc()).limit(count)))


def goes_on() -> sa.ColumnElement[bool]:
    thread = sa.and_(Request.status == RequestStatus.ACCEPTED, Request.form == Form.WRITING)
    return sa.or_(Request.status.in_(WAITING), thread)


def answered_in_writing() -> sa.ColumnElement[bool]:
    answered = Request.status.in_((RequestStatus.ACCEPTED, RequestStatus.CLOSED))
    return sa.and_(Request.form == Form.WRITING, answered)


def open_requests(mentee: Person) -> list[Request]:
    """Return what this mentee waits for, the oldest first."""
    mine = sa.select(Request).where(Request.mentee_id == mentee.id, Request.status.in_(WAITING))
    return list(db.session.scalars(mine.order_by(Request.id).options(*with_people())))


def taking_part(person: Person) -> sa.Select[tuple[Request]]:
    """Select this person's requests with both people, the brief and the time, in one query."""
    mine = sa.or_(Request.mentee_id == person.id, Request.mentor_id == person.id)
    return sa.select(Request).where(mine).options(*with_people())


def with_people() -> tuple:
    return (
        orm.joinedload(Request.mentee, innerjoin=True),
        orm.joinedload(Request.mentor, innerjoin=True),
        orm.joinedload(Request.brief, innerjoin=True).joinedload(Brief.goal),
        orm.joinedload(Request.booking),
        orm.joinedload(Request.next_mentor),
    )


def silences_of(mentor_id: int, *, now: datetime) -> int:
    """Count the requests that ran out on a mentor lately, since the last pause for them."""
    paused = sa.select(sa.func.max(SilentPause.at)).where(SilentPause.person_id == mentor_id)
    since = db.session.scalar(paused)
    ran_out = sa.select(sa.func.count(Request.id)).where(
        Request.mentor_id == mentor_id, Request.silent_at > now - SILENCE_COUNTS
    )
    if since:
        ran_out = ran_out.where(Request.silent_at > since)
    return db.session.scalar(ran_out)


def was_paused_by(request: Request) -> bool:
    """Whether the mentor's page went down in the moment in which this one ran out."""
    then = sa.select(SilentPause.id).where(
        SilentPause.person_id == request.mentor_id, SilentPause.at == request.silent_at
    )
    return request.silent_at is not None and db.session.scalar(then.limit(1)) is not None
