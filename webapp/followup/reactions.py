"""What follows from what was said: the chain is planned, and called off, as its table says."""

import sqlalchemy as sa

from webapp.booking.events import BookingEnded
from webapp.booking.models import Booking
from webapp.core import clock
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.followup import chain
from webapp.followup.chain import CHAIN, FollowUpActor
from webapp.followup.events import ActionKept
from webapp.followup.follow_ups import overtake, plan
from webapp.followup.models import Action
from webapp.followup.no_shows import note_verdicts
from webapp.goals.events import GoalDropped
from webapp.goals.models import Goal

Happened = object  # an event about an action or a goal


def call_off(event: Happened) -> None:
    """Call off what the event makes superfluous."""
    kinds = chain.cancelled_by(type(event))
    for mine, by in concerned(event):
        overtake(mine, kinds, by=by, now=clock.now())


def concerned(event: Happened) -> list[tuple[sa.ColumnElement[bool], FollowUpActor]]:
    """Return which actions an event is about, and who acted, seen from their owners."""
    if isinstance(event, GoalDropped):
        goal = db.session.get_one(Goal, event.goal_id)
        under, own = Action.goal_id == goal.id, Action.owner_id == goal.person_id
        return [
            (sa.and_(under, own), FollowUpActor.OWNER),
            (sa.and_(under, ~own), FollowUpActor.OTHER),
        ]
    return [(Action.id == event.action_id, who_said(event))]


def who_said(event: Happened) -> FollowUpActor:
    """Only saying an action is something the other one may do for its owner."""
    if not isinstance(event, ActionKept):
        return FollowUpActor.OWNER
    action = db.session.get_one(Action, event.action_id)
    return FollowUpActor.OWNER if action.said_by_id == action.owner_id else FollowUpActor.OTHER


def plan_anew(event: ActionKept) -> None:
    """Plan what the event begins."""
    action, rules = db.session.get_one(Action, event.action_id), chain.begun_by(type(event))
    plan(action, rules, by=who_said(event), now=clock.now())


@subscribe(BookingEnded)
def note_who_came(event: BookingEnded) -> None:
    note_verdicts(db.session.get_one(Booking, event.booking_id), now=clock.now())


# first away with the old, then the new
for event_type in {one for rule in CHAIN for one in rule.cancelled_by}:
    subscribe(event_type)(call_off)
for event_type in {rule.event for rule in CHAIN}:
    subscribe(event_type)(plan_anew)
