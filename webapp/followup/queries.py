"""Who said what after a talk, and what they will do."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.models import Booking, Seat
from webapp.booking.request_models import Request
from webapp.core.db import db
from webapp.followup.models import Action, ActionStatus, Closing, Insight
from webapp.live.models import LiveSession
from webapp.people.models import Person


def has_met(booking: Booking) -> bool:
    """Whether both were in the room, which may be before the booked time."""
    met = sa.select(LiveSession.id).where(
        LiveSession.booking_id == booking.id, LiveSession.starts_at.is_not(None)
    )
    return db.session.scalar(met) is not None


def closing_of(person: Person, booking: Booking) -> Closing | None:
    return db.session.scalar(
        sa.select(Closing).where(Closing.booking_id == booking.id, Closing.person_id == person.id)
    )


def action_from(booking: Booking, owner: Person) -> Action | None:
    return db.session.scalar(
        sa.select(Action).where(Action.booking_id == booking.id, Action.owner_id == owner.id)
    )


def actions_from(booking: Booking) -> list[Action]:
    """Return what both took from a talk, the older first."""
    rows = sa.select(Action).where(Action.booking_id == booking.id).order_by(Action.id)
    return list(db.session.scalars(rows))


def closings_by_booking(person: Person, booking_ids: Sequence[int]) -> dict[int, Closing]:
    """Return the person's own answers, by the booking's key."""
    mine = sa.select(Closing).where(
        Closing.person_id == person.id, Closing.booking_id.in_(booking_ids)
    )
    return {closing.booking_id: closing for closing in db.session.scalars(mine)}


def actions_by_booking(owner: Person, booking_ids: Sequence[int]) -> dict[int, Action]:
    """Return what this person will do, or where that is nothing, what they said for the other."""
    said = sa.or_(Action.owner_id == owner.id, Action.said_by_id == owner.id)
    rows = db.session.scalars(sa.select(Action).where(said, Action.booking_id.in_(booking_ids)))
    own_last = sorted(rows, key=lambda action: action.owner_id == owner.id)
    return {action.booking_id: action for action in own_last}


def closings_in(booking: Booking) -> dict[int, Closing]:
    """Return what both answered, by the person's key; only thanks and a strength are for both."""
    rows = db.session.scalars(sa.select(Closing).where(Closing.booking_id == booking.id))
    return {closing.person_id: closing for closing in rows}


def insights_from(booking: Booking, person: Person) -> list[Insight]:
    """Return what this person learned in a talk; nobody else's insights exist."""
    mine = sa.select(Insight).where(
        Insight.booking_id == booking.id, Insight.person_id == person.id
    )
    return list(db.session.scalars(mine.order_by(Insight.id)))


def insight_of(person: Person, public_id: str) -> Insight | None:
    return db.session.scalar(
        sa.select(Insight).where(Insight.public_id == public_id, Insight.person_id == person.id)
    )


def action_of(person: Person, public_id: str) -> Action | None:
    """Find an action of this person; other people's don't exist."""
    return db.session.scalar(owned_by(person).where(Action.public_id == public_id))


def open_actions(person: Person) -> list[Action]:
    """Return what is open, the earliest date first."""
    rows = owned_by(person).where(Action.status == ActionStatus.OPEN)
    return list(db.session.scalars(rows.order_by(Action.due_on, Action.id)))


def answered_actions(person: Person, *, limit: int) -> list[Action]:
    """Return what was done, changed or dropped, the latest answer first."""
    rows = owned_by(person).where(Action.status != ActionStatus.OPEN)
    latest_first = rows.order_by(Action.updated_at.desc(), Action.id.desc())
    return list(db.session.scalars(latest_first.limit(limit)))


def owned_by(person: Person) -> sa.Select[tuple[Action]]:
    talks = (orm.selectinload(Action.booking), orm.selectinload(Action.noted_in))
    people = [talk.selectinload(Booking.seats).joinedload(Seat.person) for talk in talks]
    return (
        sa.select(Action)
        .where(Action.owner_id == person.id)
        .options(*people, orm.joinedload(Action.goal), *thread_people())
    )


def thread_people() -> tuple:
    """Return options that load the two of an answer in writing beside their action."""
    thread = orm.joinedload(Action.request)
    return thread.joinedload(Request.mentee), thread.joinedload(Request.mentor)
