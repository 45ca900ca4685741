"""What was asked of somebody about their actions."""

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.models import Booking, Seat
from webapp.core.db import db
from webapp.followup import chain
from webapp.followup.chain_models import FollowUp, Outcome
from webapp.followup.models import Action
from webapp.people.models import Person


def follow_up_of(person: Person, public_id: str) -> FollowUp | None:
    """Find a question this person was asked; other people's, and those to come, don't exist."""
    action = orm.joinedload(FollowUp.action)
    people = action.joinedload(Action.booking).selectinload(Booking.seats).joinedload(Seat.person)
    mine = sa.and_(FollowUp.person_id == person.id, FollowUp.status != chain.WAITING)
    return db.session.scalar(
        sa.select(FollowUp).where(FollowUp.public_id == public_id, mine).options(people)
    )


def outcome_of(action: Action) -> Outcome | None:
    return db.session.scalar(sa.select(Outcome).where(Outcome.action_id == action.id))


def outcomes_of(action_ids: list[int]) -> dict[int, Outcome]:
    """Return what came of these actions, by the action's key."""
    rows = db.session.scalars(sa.select(Outcome).where(Outcome.action_id.in_(action_ids)))
    return {outcome.action_id: outcome for outcome in rows}


def next_question(action: Action) -> FollowUp | None:
    """Return what will be asked next about an action."""
    waiting = sa.and_(FollowUp.action_id == action.id, FollowUp.status == chain.WAITING)
    return db.session.scalar(sa.select(FollowUp).where(waiting).order_by(FollowUp.due_at).limit(1))
