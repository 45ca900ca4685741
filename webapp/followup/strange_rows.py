"""Rows after talks that cannot be, by their keys: see `webapp.invariants`."""

import sqlalchemy as sa

from webapp.booking.models import Seat
from webapp.followup import chain
from webapp.followup.chain_models import FollowUp
from webapp.followup.events import ActionAnswered
from webapp.followup.models import Action, ActionStatus, Insight
from webapp.followup.verdict_models import Attended


def idle_questions() -> sa.Select:
    """Select what is still asked about actions that are answered."""
    whether = FollowUp.kind.in_(chain.cancelled_by(ActionAnswered))
    alive = sa.and_(FollowUp.action_id == Action.id, FollowUp.status.in_(chain.ALIVE), whether)
    return sa.select(FollowUp.public_id).where(alive, Action.status != ActionStatus.OPEN)


def strange_questions() -> sa.Select:
    not_theirs = sa.and_(FollowUp.action_id == Action.id, FollowUp.person_id != Action.owner_id)
    return sa.select(FollowUp.public_id).where(not_theirs)


def strange_insights() -> sa.Select:
    return unseated(Insight).where(Insight.booking_id.is_not(None))


def strange_verdicts() -> sa.Select:
    return unseated(Attended)


def unseated(table: type) -> sa.Select:
    seat = sa.exists().where(Seat.booking_id == table.booking_id, Seat.person_id == table.person_id)
    return sa.select(table.id).where(~seat)


CHECKS = (
    ("somebody is asked about an action that is answered", idle_questions),
    ("somebody is asked about an action of somebody else", strange_questions),
    ("somebody without a seat learned something in a talk", strange_insights),
    ("somebody without a seat came to a talk, or did not", strange_verdicts),
)
