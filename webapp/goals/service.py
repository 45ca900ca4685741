"""Goals and briefs: writing them, and what becomes of them afterwards."""

from datetime import date, datetime

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.text import one_line
from webapp.goals.errors import BriefClosed, NoQuestion, NoReason
from webapp.goals.events import GoalChosen, GoalDropped, GoalReached
from webapp.goals.lifecycle import Actor, GoalStatus, require_transition
from webapp.goals.models import LONGEST, LONGEST_GOAL, Brief, Goal, GoalChange
from webapp.goals.prompts import Beside, Prompts, half_filled
from webapp.goals.queries import goal_of, open_goal_with, unsent_brief_of
from webapp.people.models import Person

CLOSED = {GoalStatus.REACHED: GoalReached, GoalStatus.DROPPED: GoalDropped}


def begin_goal(person: Person, line: str, *, due_on: date | None = None, now: datetime) -> Goal:
    """Begin a goal; an open one in the same words is the same goal."""
    line = goal_line(line)
    with transaction():
        lock_person(person)
        goal = open_goal_with(person, line)
        if goal is None:
            goal = Goal(person_id=person.id, line=line, due_on=due_on, created_at=now)
            db.session.add(goal)
            change_goal(goal, None, GoalStatus.OPEN, now=now)
    return goal


def rename_goal(goal: Goal, line: str, *, due_on: date | None, now: datetime) -> None:
    """Say a goal in other words or for another day; what it was stays in its history."""
    with transaction():
        lock_goal(goal)
        if (goal.line, goal.due_on) == (goal_line(line), due_on):
            return
        goal.line, goal.due_on = goal_line(line), due_on
        note_change(goal, now=now)


def reach_goal(goal: Goal, *, reason: str = "", now: datetime) -> None:
    close_goal(goal, GoalStatus.REACHED, one_line(reason), now=now)


def drop_goal(goal: Goal, *, reason: str, now: datetime) -> None:
    if not reason.strip():
        raise NoReason
    close_goal(goal, GoalStatus.DROPPED, one_line(reason), now=now)


def close_goal(goal: Goal, status: GoalStatus, reason: str, *, now: datetime) -> None:
    with transaction():
        lock_goal(goal)
        if (goal.status, goal.reason) == (status, reason):  # sent twice
            return
        goal.reason, goal.closed_at = reason, now
        change_goal(goal, goal.status, status, now=now)
        announce(CLOSED[status](goal.id))


def reopen_goal(goal: Goal, *, now: datetime) -> None:
    with transaction():
        lock_goal(goal)
        if goal.is_open:  # sent twice
            return
        goal.reason, goal.closed_at = "", None
        change_goal(goal, goal.status, GoalStatus.OPEN, now=now)


def change_goal(goal: Goal, before: GoalStatus | None, after: GoalStatus, *, now: datetime) -> None:
    require_transition(before, after, Actor.OWNER)
    goal.status = after
    note_change(goal, now=now)


def note_change(goal: Goal, *, now: datetime) -> None:
    state = {"status": goal.status, "line": goal.line, "due_on": goal.due_on}
    goal.changes.append(GoalChange(reason=goal.reason or "", at=now, **state))
    db.session.flush()


def goal_line(text: str) -> str:
    return one_line(text)[:LONGEST_GOAL]


def lock_goal(goal: Goal) -> None:
    """Let two taps, or two phones, come one after the other."""
    # by its key alone: PostgreSQL locks no row of an outer join, which a board is read by
    db.session.execute(sa.select(Goal.id).where(Goal.id == goal.id).with_for_update())
    db.session.refresh(goal)


def lock_person(person: Person) -> None:
    db.session.execute(sa.select(Person.id).where(Person.id == person.id).with_for_update())


def begin_brief(person: Person, *, line: str = "", now: datetime) -> Brief:
    """Return the brief to go on with: the unsent one, or a new one if the line is another.

    What was typed for one mentor is there for the next. A line in the words of an open goal is
    about that goal.
    """
    line = line.strip()[:LONGEST]
    with transaction():
        brief = unsent_brief_of(person, now=now)
        if brief is None or line not in ("", brief.line):
            brief = new_brief(person, half_filled(line), line=line, now=now)
            brief.goal = open_goal_with(person, line)
    return brief


def new_brief(person: Person, prompts: Prompts, *, line: str, now: datetime) -> Brief:
    brief = Brief(person_id=person.id, line=line, created_at=now, updated_at=now, **vars(prompts))
    db.session.add(brief)
    db.session.flush()
    return brief


def save_brief(brief: Brief, prompts: Prompts, *, now: datetime) -> None:
    with transaction():
        if brief.closed_at:
            raise BriefClosed
        for name, text in vars(prompts.tidied()).items():
            setattr(brief, name, text)
        brief.updated_at = now


def keep_beside(brief: Brief, person: Person, beside: Beside, *, now: datetime) -> None:
    """Keep the link, and the goal: a new one in a line goes before the one that was chosen.

    A goal is also chosen after the talk is over.
    """
    with transaction():
        if beside.link is not None and not brief.closed_at:
            brief.link = beside.link
        if beside.new_goal:
            put_under(brief, begin_goal(person, beside.new_goal, now=now))
        elif beside.goal_key is not None:
            put_under(brief, goal_of(person, beside.goal_key))


def put_under(brief: Brief, goal: Goal | None) -> None:
    before = brief.goal_id
    brief.goal = goal
    db.session.flush()
    if brief.goal_id != before:
        announce(GoalChosen(brief.id, before, brief.goal_id))


def take_earlier(brief: Brief, earlier: Brief, *, now: datetime) -> None:
    """Begin from what was written before; what stood here is kept among the earlier ones."""
    with transaction():
        if brief.closed_at:
            raise BriefClosed
        if not brief.prompts.is_empty and brief.prompts != earlier.prompts:
            copy_brief(brief, now=brief.updated_at)
        save_brief(brief, earlier.prompts, now=now)
        brief.link, brief.goal_id = earlier.link, brief.goal_id or earlier.goal_id


def send_brief(brief: Brief, *, now: datetime) -> None:
    """Let a mentor read it; the question is the one thing that must be there."""
    with transaction():
        if not brief.question:
            raise NoQuestion
        brief.sent_at = now


def close_brief(brief: Brief, *, now: datetime) -> None:
    """Leave it as it is: what the two talked about is not rewritten afterwards."""
    with transaction():
        brief.closed_at = brief.closed_at or now


def keep_for_another(brief: Brief, person: Person, *, now: datetime) -> Brief:
    """Copy a brief whose talk fell through, so that the next mentor can have it."""
    with transaction():
        return copy_brief(brief, now=now)


def copy_brief(brief: Brief, *, now: datetime) -> Brief:
    copy = Brief(person_id=brief.person_id, line=brief.line, created_at=now, updated_at=now)
    copy.goal_id, copy.link = brief.goal_id, brief.link
    for name, text in vars(brief.prompts).items():
        setattr(copy, name, text)
    db.session.add(copy)
    db.session.flush()
    return copy
