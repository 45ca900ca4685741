"""What was asked of somebody about their actions."""

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.models import Booking, Seat
from webapp.core.db import db
from webapp.followup import chain
from webapp.followup.chain_models import FollowUp, Outcome
from webapp.followup.models import Action, is_of_talk
from webapp.people.models import Person


def follow_up_of(person: Person, public_id: str) -> FollowUp | None:
    """Find a question this person was asked; other people's, and those to come, don't exist."""
    action = orm.joinedload(FollowUp.action)
    talks = (action.joinedload(Action.booking), action.joinedload(Action.noted_in))
    people = [talk.selectinload(Booking.seats).joinedload(Seat.person) for talk in talks]
    mine = sa.and_(FollowUp.person_id == person.id, FollowUp.status != chain.WAITING)
    return db.session.scalar(
        sa.select(FollowUp).where(FollowUp.public_id == public_id, mine).options(*people)
    )


def outcome_of(action: Action) -> Outcome | None:
    return db.session.scalar(sa.select(Outcome).where(Outcome.action_id == action.id))


def outcomes_by_action(booking: Booking) -> dict[Action, Outcome | None]:
    """Return what both took from a talk, the older first, and what came of each."""
    rows = sa.select(Action, Outcome).outerjoin(Outcome, Outcome.action_id == Action.id)
    mine = rows.where(is_of_talk(booking.id)).order_by(Action.id)
    return {action: outcome for action, outcome in db.session.execute(mine)}


def next_question(action: Action) -> FollowUp | None:
    """Return what will be asked next about an action."""
    waiting = sa.and_(FollowUp.action_id == action.id, FollowUp.status == chain.WAITING)
    return db.session.scalar(sa.select(FollowUp).where(waiting).order_by(FollowUp.due_at).limit(1))
