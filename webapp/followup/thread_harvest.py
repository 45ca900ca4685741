"""What an answer in writing leaves, once it is closed: insights and one action, as a talk does."""

from datetime import date, datetime

import sqlalchemy as sa

from webapp.booking.request_lifecycle import RequestStatus
from webapp.booking.request_models import Request
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.followup.errors import EnoughInsights, ThreadGoesOn
from webapp.followup.events import ActionKept
from webapp.followup.harvest import MOST_INSIGHTS, put_under
from webapp.followup.models import Action, ActionStatus, Insight
from webapp.followup.sentence import tidy_when, tidy_will
from webapp.followup.service import lock_person, refuse_unless_open
from webapp.goals.models import Goal
from webapp.people.models import Person


def insights_of_thread(asked: Request) -> list[Insight]:
    rows = sa.select(Insight).where(Insight.request_id == asked.id)
    return list(db.session.scalars(rows.order_by(Insight.id)))


def action_of_thread(asked: Request) -> Action | None:
    mine = sa.select(Action).where(
        Action.request_id == asked.id, Action.owner_id == asked.mentee_id
    )
    return db.session.scalar(mine)


def learn_from_thread(
    asked: Request, mentee: Person, text: str, *, goal: Goal | None, now: datetime
) -> Insight:
    """Keep one thing the mentee learned. The same words twice are one insight."""
    with transaction():
        lock_person(mentee.id)
        refuse_unless_closed(asked)
        kept = insights_of_thread(asked)
        insight = next((one for one in kept if one.text == text), None)
        if insight is None and len(kept) == MOST_INSIGHTS:
            raise EnoughInsights
        if insight is None:
            insight = Insight(person_id=mentee.id, request_id=asked.id, text=text, created_at=now)
            insight.mentor_id, insight.updated_at = asked.mentor_id, now
            db.session.add(insight)
        put_under(insight, goal, now=now)
    return insight


def act_on_thread(
    asked: Request, mentee: Person, *, when: str, will: str, due_on: date, now: datetime
) -> Action:
    """Keep what the mentee will do; said again, it replaces the first."""
    with transaction():
        lock_person(mentee.id)
        refuse_unless_closed(asked)
        action = action_of_thread(asked) or new_action(asked, mentee, now=now)
        refuse_unless_open(action)
        action.when_text, action.will_text = tidy_when(when), tidy_will(will)
        action.due_on, action.updated_at = due_on, now
        db.session.flush()
        announce(ActionKept(action.id))
    return action


def new_action(asked: Request, mentee: Person, *, now: datetime) -> Action:
    action = Action(request_id=asked.id, owner_id=mentee.id, created_at=now)
    action.status, action.goal_id = ActionStatus.OPEN, asked.brief.goal_id
    db.session.add(action)
    return action


def refuse_unless_closed(asked: Request) -> None:
    if asked.status != RequestStatus.CLOSED:
        raise ThreadGoesOn
