"""The demo's goal: what three mentors told Ben, what he decided, and what he does about it."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.models import Booking, BookingStatus, Seat
from webapp.core.db import db
from webapp.demo.cast import person_in_cast
from webapp.demo.meetings import book, brief_of, next_start
from webapp.followup.board_models import Contradiction, Decision
from webapp.followup.models import Action, Closing, GoalMet, Insight, Mark
from webapp.goals.lifecycle import GoalStatus
from webapp.goals.models import Goal, GoalChange
from webapp.people.models import Person

LINE = "Split the team by January without losing anyone"
EARLIER_TALKS = (("chidi", 15, "What does the first sentence do to the one who hears it?"),
                 ("layla-haddad", 22, "What has to be ready before anybody is told?"))  # fmt: skip
AGREE, CONTRADICTS = Mark.AGREE, Mark.CONTRADICTS
INSIGHTS = (
    ("ada", 8, "You tell him, alone, before the team. He should hear it from who decided.", AGREE),
    ("ada", 8, "Tell everyone within a day. Rumour is faster than kindness.", None),
    ("chidi", 15, "Let his new lead tell him. The first talk decides whom he trusts.", CONTRADICTS),
    ("chidi", 15, "Give the team a week before the new seating. Desks outweigh charts.", AGREE),
    ("layla-haddad", 22, "لا يهمّ من يتكلّم. المهمّ أن تكون الجملة الأولى هي القرار نفسه.", AGREE),
)  # fmt: skip
DECISIONS = (
    (14, "His new lead tells him.", "Chidi was moved himself, and remembers who told him."),
    (7, "I tell him. His new lead joins for the second half.",
     "he asked me directly twice, and Chidi’s point still holds for what comes after."),
)  # fmt: skip


def add_goal(*, now: datetime) -> int:
    """Give Ben a goal with two more talks under it, unless he has one; return the talks added."""
    ben = person_in_cast("ben")
    if db.session.scalar(sa.select(Goal.id).where(Goal.person_id == ben.id).limit(1)):
        return 0
    goal = begun_goal(ben, now - timedelta(days=28))
    for booking in talks_of(ben):
        booking.brief.goal = goal
    for handle, days, question in EARLIER_TALKS:
        add_talk(
            person_in_cast(handle), ben, goal, question, next_start(now - timedelta(days=days))
        )
    add_insights(ben, goal, now)
    add_decisions(ben, goal, now)
    return len(EARLIER_TALKS)


def begun_goal(ben: Person, at: datetime) -> Goal:
    goal = Goal(person_id=ben.id, line=LINE, created_at=at, status=GoalStatus.OPEN)
    goal.changes.append(GoalChange(status=GoalStatus.OPEN, line=LINE, reason="", at=at))
    db.session.add(goal)
    db.session.flush()
    return goal


def talks_of(ben: Person) -> list[Booking]:
    mine = sa.select(Booking).where(Booking.seats.any(Seat.person_id == ben.id))
    return list(db.session.scalars(mine.where(Booking.brief.has(person_id=ben.id))))


def add_talk(mentor: Person, ben: Person, goal: Goal, question: str, start: datetime) -> None:
    brief = brief_of(ben, start, question=question, sent_at=start, closed_at=start)
    brief.goal = goal
    length = timedelta(minutes=15)
    booking = book(mentor, ben, brief, start, BookingStatus.ENDED, now=start, length=length)
    booking.ended_reason = "completed"
    for person in (ben, mentor):
        closing = Closing(booking_id=booking.id, person_id=person.id, goal_met=GoalMet.YES)
        closing.none_needed, closing.rating, closing.updated_at = True, 1, booking.ends_at
        db.session.add(closing)


def add_insights(ben: Person, goal: Goal, now: datetime) -> None:
    rows = []
    for handle, days, text, mark in INSIGHTS:
        row = Insight(person_id=ben.id, goal_id=goal.id, text=text, mark=mark)
        row.mentor_id = person_in_cast(handle).id
        row.created_at = row.updated_at = now - timedelta(days=days)
        rows.append(row)
    db.session.add_all(rows)
    db.session.flush()
    db.session.add(Contradiction(insight_id=rows[2].id, against_id=rows[0].id))


def add_decisions(ben: Person, goal: Goal, now: datetime) -> None:
    for days, text, reason in DECISIONS:
        decision = Decision(goal_id=goal.id, text=text, reason=reason)
        decision.created_at = now - timedelta(days=days)
        db.session.add(decision)
        db.session.flush()
    action = Action(owner_id=ben.id, goal_id=goal.id, decision_id=decision.id)
    action.when_text = "the team meeting starts"
    action.will_text = "say it in the first minute"
    action.due_on = (now + timedelta(days=3)).date()
    action.created_at = action.updated_at = now - timedelta(days=1)
    db.session.add(action)
