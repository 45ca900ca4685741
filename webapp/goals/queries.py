"""Goals and briefs through whose they are."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.core.db import db
from webapp.goals.lifecycle import GoalStatus
from webapp.goals.models import Brief, Goal
from webapp.people.models import Person

KEPT_FOR = timedelta(days=14)  # how long an unsent brief is offered again
MOST_EARLIER = 5  # briefs to begin from


def brief_of(person: Person, public_id: str) -> Brief | None:
    """Find a brief this person wrote; other people's do not exist."""
    return db.session.scalar(
        sa.select(Brief).where(Brief.public_id == public_id, Brief.person_id == person.id)
    )


def unsent_brief_of(person: Person, *, now: datetime) -> Brief | None:
    """Return the brief this person has begun and not sent to anybody, the latest."""
    return db.session.scalar(
        sa.select(Brief)
        .where(Brief.person_id == person.id, Brief.sent_at.is_(None))
        .where(Brief.updated_at > now - KEPT_FOR)
        .order_by(Brief.updated_at.desc(), Brief.id.desc())
        .limit(1)
    )


def earlier_briefs(person: Person, *, besides: Brief | None) -> list[Brief]:
    """Return what this person wrote before, the latest first, each only once."""
    rows = db.session.scalars(
        sa.select(Brief)
        .where(Brief.person_id == person.id, Brief.question != "")
        .order_by(Brief.updated_at.desc(), Brief.id.desc())
        .limit(4 * MOST_EARLIER)
    )
    seen = {besides.prompts} if besides else set()
    found = []
    for brief in rows:
        if brief.prompts not in seen:
            seen.add(brief.prompts)
            found.append(brief)
    return found[:MOST_EARLIER]


def goal_of(person: Person, public_id: str) -> Goal | None:
    """Find a goal of this person; other people's do not exist."""
    return db.session.scalar(mine(person).where(Goal.public_id == public_id))


def goals_of(person: Person) -> list[Goal]:
    """Return all of somebody's goals, the latest begun first."""
    return list(db.session.scalars(mine(person).order_by(Goal.created_at.desc(), Goal.id.desc())))


def open_goals_of(person: Person) -> list[Goal]:
    open_ones = mine(person).where(Goal.status == GoalStatus.OPEN)
    return list(db.session.scalars(open_ones.order_by(Goal.created_at.desc(), Goal.id.desc())))


def open_goal_with(person: Person, line: str) -> Goal | None:
    same = mine(person).where(Goal.line == line, Goal.status == GoalStatus.OPEN)
    return db.session.scalar(same.limit(1))


def key_of_goal(person: Person | None, line: str) -> str:
    """Return the open goal that these words are, as forms name it; "" where they are none."""
    goal = open_goal_with(person, line) if person and line else None
    return goal.public_id if goal else ""


def mine(person: Person) -> sa.Select[tuple[Goal]]:
    return sa.select(Goal).where(Goal.person_id == person.id)
