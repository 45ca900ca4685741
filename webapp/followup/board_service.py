"""What a mentee makes of a goal's insights: marks, one decision, and actions from it."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.followup.board import candidates
from webapp.followup.board_models import Contradiction, Decision
from webapp.followup.board_queries import decisions_on, insights_under
from webapp.followup.errors import DecisionMovedOn, GoalIsClosed
from webapp.followup.events import ActionKept
from webapp.followup.models import Action, ActionStatus, Insight, Mark
from webapp.followup.sentence import tidy_reason, tidy_when, tidy_will
from webapp.followup.service import lock_person
from webapp.goals.models import Goal
from webapp.people.models import Person


def add_insight(goal: Goal, mentor: Person, text: str, *, now: datetime) -> Insight:
    """Keep what a mentor said outside of a talk's own page; the same words twice are one."""
    with transaction():
        open_board(goal)
        kept, _against = insights_under(goal)
        same = (one for one in kept if (one.mentor_id, one.text) == (mentor.id, text))
        if insight := next(same, None):
            return insight
        insight = Insight(person_id=goal.person_id, mentor_id=mentor.id, goal_id=goal.id, text=text)
        insight.created_at = insight.updated_at = now
        db.session.add(insight)
    return insight


def mark_insight(
    goal: Goal, insight: Insight, mark: Mark | None, *, against: str = "", now: datetime
) -> None:
    """Say what one makes of an insight; of a contradiction also which one it contradicts.

    Where only one other can be meant, that one is.
    """
    with transaction():
        open_board(goal)
        db.session.refresh(insight, with_for_update={"of": Insight})
        insight.mark, insight.updated_at = mark, now
        others = candidates(insight, insights_under(goal)[0])
        set_contradiction(insight, others if mark == Mark.CONTRADICTS else [], against)


def set_contradiction(insight: Insight, others: Sequence[Insight], against: str) -> None:
    row = db.session.get(Contradiction, insight.id)
    chosen = [other for other in others if other.public_id == against]
    if len(others) == 1:
        chosen = others
    if row and (chosen or not others):
        db.session.delete(row)
        db.session.flush()
    if chosen:
        db.session.add(Contradiction(insight_id=insight.id, against_id=chosen[0].id))


def decide(goal: Goal, text: str, reason: str, *, after: str, now: datetime) -> Decision:
    """Write down what holds from now on; `after` is the decision that was read, or nothing.

    What was decided before stays. The same words again decide nothing.
    """
    reason = tidy_reason(reason)
    with transaction():
        open_board(goal)
        last = next(iter(decisions_on(goal)), None)
        if last and (last.text, last.reason) == (text, reason):
            return last
        if after != (last.public_id if last else ""):
            raise DecisionMovedOn
        decision = Decision(goal_id=goal.id, text=text, reason=reason, created_at=now)
        db.session.add(decision)
    return decision


def act_on_decision(goal: Goal, *, when: str, will: str, due_on: date, now: datetime) -> Action:
    """Make an action of a goal, and of the decision that holds; sent twice it is one."""
    said = {"when_text": tidy_when(when), "will_text": tidy_will(will), "due_on": due_on}
    with transaction():
        open_board(goal)
        if same := db.session.scalar(sa.select(Action).filter_by(**said, **open_action(goal))):
            return same
        action = Action(**said, **open_action(goal), created_at=now, updated_at=now)
        last = next(iter(decisions_on(goal)), None)
        action.decision_id = last and last.id
        db.session.add(action)
        db.session.flush()
        announce(ActionKept(action.id))
    return action


def open_action(goal: Goal) -> dict:
    return {"goal_id": goal.id, "owner_id": goal.person_id, "status": ActionStatus.OPEN}


def open_board(goal: Goal) -> None:
    """Let two taps come one after the other; on the board of a closed goal nothing changes."""
    lock_person(goal.person_id)
    db.session.refresh(goal)
    if not goal.is_open:
        raise GoalIsClosed
