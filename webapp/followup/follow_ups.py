"""Planning, asking, answering and calling off what is asked about actions; see `chain`.

Whoever changes follow-ups locks their action first, so that an answer, a new day and the
worker come one after the other.
"""

from collections.abc import Iterable
from datetime import date, datetime

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.zones import zone
from webapp.followup import chain, service
from webapp.followup.action_lifecycle import ActionStatus
from webapp.followup.chain import FollowUpActor, FollowUpKind, FollowUpStatus, OutcomeKind, Rule
from webapp.followup.chain_models import FollowUp, Outcome
from webapp.followup.events import FollowUpAsked, OutcomeTold
from webapp.followup.models import Action

AT_ONCE = 200  # asked in one round of the worker
SETTLED = {status.value: status for status in ActionStatus if status != ActionStatus.OPEN}


def plan(action: Action, rules: Iterable[Rule], *, by: FollowUpActor, now: datetime) -> None:
    """Write down when each question of the chain is due."""
    is_mentor = bool(action.talk) and action.talk.mentor.id == action.owner_id
    times = chain.times_of(
        rules, action.updated_at, action.due_on, action.owner.time_zone, is_mentor=is_mentor
    )
    for kind, due_at in times.items():
        follow_up = FollowUp(action_id=action.id, person_id=action.owner_id, kind=kind)
        follow_up.due_at, follow_up.created_at = due_at, now
        bring_to(follow_up, chain.WAITING, by=by, now=now)
        db.session.add(follow_up)
    db.session.flush()


def overtake(
    actions: sa.ColumnElement[bool],
    kinds: Iterable[FollowUpKind],
    *,
    by: FollowUpActor,
    now: datetime,
) -> None:
    """Call off what still lives of these kinds for the actions that the condition selects."""
    alive = FollowUp.status.in_(chain.ALIVE)
    rows = sa.select(FollowUp).join(Action).where(actions, FollowUp.kind.in_(kinds), alive)
    for follow_up in db.session.scalars(rows.order_by(FollowUp.action_id, FollowUp.id)):
        bring_to(follow_up, chain.OVERTAKEN, by=by, now=now)
    db.session.flush()


def ask_due(*, now: datetime) -> int:
    """Ask what is due; return how many were looked at."""
    due = sa.and_(FollowUp.status == chain.WAITING, FollowUp.due_at <= now)
    rows = sa.select(FollowUp.id, FollowUp.action_id).where(due).order_by(FollowUp.due_at)
    waiting = db.session.execute(rows.limit(AT_ONCE)).all()
    db.session.rollback()
    for follow_up_id, action_id in waiting:
        with transaction():
            lock_action(action_id)
            follow_up = db.session.get(FollowUp, follow_up_id)
            if follow_up and follow_up.status == chain.WAITING and follow_up.due_at <= now:
                ask(follow_up, now=now)
    return len(waiting)


def ask(follow_up: FollowUp, *, now: datetime) -> None:
    """Ask it now, or in the morning, or not at all; an earlier question is not asked beside it."""
    action, person = follow_up.action, follow_up.person
    if (due_at := chain.humane_from(now, person.time_zone)) > now:
        follow_up.due_at = due_at
        return
    today = now.astimezone(zone(person.time_zone)).date()
    if chain.is_stale(follow_up.kind, action.due_on, today):
        bring_to(follow_up, chain.OVERTAKEN, by=FollowUpActor.CLOCK, now=now)
        return
    earlier = sa.and_(Action.id == action.id, FollowUp.status == chain.ASKED)
    overtake(earlier, FollowUpKind, by=FollowUpActor.CLOCK, now=now)
    bring_to(follow_up, chain.ASKED, by=FollowUpActor.CLOCK, now=now)
    db.session.flush()
    announce(FollowUpAsked(follow_up.id))


def answer_follow_up(
    follow_up: FollowUp, answer: str, *, due_on: date | None = None, now: datetime
) -> None:
    """Take the owner's tap. The same one twice is one; `due_on` goes with another day."""
    with transaction():
        lock_action(follow_up.action_id)
        db.session.refresh(follow_up)
        if follow_up.status == chain.ANSWERED and follow_up.answer == answer:
            return
        bring_to(follow_up, chain.ANSWERED, by=FollowUpActor.OWNER, now=now)
        follow_up.answer = answer
        db.session.flush()
        apply(follow_up, answer, due_on, now=now)


def apply(follow_up: FollowUp, answer: str, due_on: date | None, *, now: datetime) -> None:
    if follow_up.kind == FollowUpKind.MONTH:
        tell_outcome(follow_up.action, OutcomeKind(answer), now=now)
    elif answer in SETTLED:
        service.answer_action(follow_up.action, SETTLED[answer], now=now)
    elif due_on:
        service.move_action(follow_up.action, due_on, now=now)


def tell_outcome(action: Action, kind: OutcomeKind, *, now: datetime) -> None:
    outcome = Outcome(action_id=action.id, person_id=action.owner_id, kind=kind, line="", at=now)
    db.session.add(outcome)
    db.session.flush()
    announce(OutcomeTold(action.id))


def add_outcome_line(outcome: Outcome, line: str) -> None:
    with transaction():
        db.session.refresh(outcome, with_for_update={"of": Outcome})
        if outcome.line != line:
            outcome.line = line
            announce(OutcomeTold(outcome.action_id))


def bring_to(
    follow_up: FollowUp, status: FollowUpStatus, *, by: FollowUpActor, now: datetime
) -> None:
    chain.require_transition(follow_up.status, status, by)
    follow_up.status = status
    if status == chain.ASKED:
        follow_up.asked_at = now
    elif status != chain.WAITING:
        follow_up.closed_at = now


def lock_action(action_id: int) -> None:
    db.session.execute(sa.select(Action.id).where(Action.id == action_id).with_for_update())
