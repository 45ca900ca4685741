"""What gathers under a goal, through the person whose goal it is: a few queries however much."""

from collections import Counter

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.engagement_models import Engagement
from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, Part, Seat
from webapp.booking.request_models import Request
from webapp.booking.request_queries import answered_in_writing
from webapp.core.db import db
from webapp.followup.board_models import Contradiction, Decision
from webapp.followup.chain_models import Outcome
from webapp.followup.models import TALK_ID, Action, ActionStatus, Insight
from webapp.followup.policy import TOOK_PLACE
from webapp.followup.talks import Talk, Thread
from webapp.goals.models import Brief, Goal
from webapp.people.models import Person

# the goal of a talk: its brief's, or that of the few talks it is one of
TALKS_GOAL = sa.func.coalesce(Brief.goal_id, Engagement.goal_id)
MISSED = (EndedReason.ABSENT_MENTOR, EndedReason.ABSENT_MENTEE)


def goal_with_history(person: Person, public_id: str) -> Goal | None:
    """Find a goal of this person with all it was; other people's do not exist."""
    mine = sa.select(Goal).where(Goal.public_id == public_id, Goal.person_id == person.id)
    rows = db.session.scalars(mine.options(orm.joinedload(Goal.changes)))
    return rows.unique().one_or_none()


def talks_of(mentee: Person) -> list[Talk]:
    """Return somebody's talks as a mentee with their goals, the latest first."""
    own, mentors = orm.aliased(Seat), orm.aliased(Seat)
    rows = db.session.execute(
        sa.select(Booking, Brief.public_id, Brief.question, TALKS_GOAL, Person)
        .join(own, sa.and_(own.booking_id == Booking.id, own.part == Part.MENTEE))
        .join(mentors, sa.and_(mentors.booking_id == Booking.id, mentors.part == Part.MENTOR))
        .join(Person, Person.id == mentors.person_id)
        .outerjoin(Brief, sa.and_(Brief.id == Booking.brief_id, Brief.person_id == mentee.id))
        .outerjoin(Engagement, Engagement.id == Booking.engagement_id)
        .where(own.person_id == mentee.id, Booking.status.in_(TOOK_PLACE))
        .where(sa.or_(Booking.ended_reason.is_(None), Booking.ended_reason.not_in(MISSED)))
        .order_by(Booking.starts_at.desc(), Booking.id.desc())
    )
    return [talk_of(*row) for row in rows]


def threads_of(mentee: Person) -> list[Thread]:
    """Return what somebody was answered in writing, the latest first."""
    rows = db.session.execute(
        sa.select(Request, Brief.question, Brief.goal_id, Person)
        .join(Brief, Brief.id == Request.brief_id)
        .join(Person, Person.id == Request.mentor_id)
        .where(Request.mentee_id == mentee.id, answered_in_writing())
        .order_by(Request.id.desc())
    )
    return [
        Thread(asked.public_id, goal_id, mentor, asked.closed_at or asked.created_at, question)
        for asked, question, goal_id, mentor in rows
    ]


def talk_of(booking: Booking, brief_id, question, goal_id, mentor: Person) -> Talk:
    times = {"starts_at": booking.starts_at, "ends_at": booking.ends_at}
    return Talk(booking.public_id, brief_id, goal_id, mentor, question=question or "", **times)


def insights_under(goal: Goal) -> tuple[list[Insight], dict[int, int]]:
    """Return the insights of a goal, and which contradicts which by their keys."""
    rows = db.session.execute(
        sa.select(Insight, Contradiction.against_id)
        .outerjoin(Contradiction, Contradiction.insight_id == Insight.id)
        .where(Insight.goal_id == goal.id, Insight.person_id == goal.person_id)
        .options(orm.joinedload(Insight.mentor, innerjoin=True))
    ).all()
    return [row[0] for row in rows], {row[0].id: row[1] for row in rows if row[1]}


def insight_on(goal: Goal, public_id: str) -> Insight | None:
    """Find an insight on this board; those on others are not here."""
    mine = sa.select(Insight).where(
        Insight.public_id == public_id,
        Insight.goal_id == goal.id,
        Insight.person_id == goal.person_id,
    )
    return db.session.scalar(mine)


def decisions_on(goal: Goal) -> list[Decision]:
    """Return what was decided, what holds now first."""
    rows = sa.select(Decision).where(Decision.goal_id == goal.id).order_by(Decision.id.desc())
    return list(db.session.scalars(rows))


def actions_under(goal: Goal) -> list[tuple[Action, Outcome | None]]:
    """Return what the person will do about a goal, and what came of it, the next one first."""
    rows = db.session.execute(
        of_goals(sa.select(Action, Outcome), goal.person_id)
        .outerjoin(Outcome, Outcome.action_id == Action.id)
        .where(actions_goal() == goal.id)
        .order_by(Action.due_on, Action.id)
    )
    return [tuple(row) for row in rows]


def open_actions_by_goal(person: Person) -> dict[int, list]:
    """Return the days of what is open, by the goal's key."""
    rows = db.session.execute(
        of_goals(sa.select(actions_goal(), Action.due_on), person.id)
        .where(Action.status == ActionStatus.OPEN, actions_goal().is_not(None))
        .order_by(Action.due_on)
    )
    days: dict[int, list] = {}
    for goal_id, due_on in rows:
        days.setdefault(goal_id, []).append(due_on)
    return days


def of_goals(rows: sa.Select, owner_id: int) -> sa.Select:
    return (
        rows.outerjoin(Booking, Booking.id == TALK_ID)
        .outerjoin(Brief, sa.and_(Brief.id == Booking.brief_id, Brief.person_id == owner_id))
        .outerjoin(Engagement, Engagement.id == Booking.engagement_id)
        .where(Action.owner_id == owner_id)
    )


def actions_goal() -> sa.ColumnElement[int]:
    return sa.func.coalesce(Action.goal_id, TALKS_GOAL)


def decided_goals(person: Person) -> Counter:
    """Return how often was decided about each goal, by its key."""
    rows = sa.select(Decision.goal_id).join(Goal).where(Goal.person_id == person.id)
    return Counter(db.session.scalars(rows))
