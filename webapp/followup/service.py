"""Closing a talk, and what becomes of the actions."""

from datetime import date, datetime

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.followup.errors import ActionIsAnswered, ActionIsOpen
from webapp.followup.events import ActionAnswered, ActionKept
from webapp.followup.models import Action, ActionStatus, Closing, GoalMet
from webapp.followup.policy import refuse_unless_begun
from webapp.followup.queries import action_from, closing_of, has_met
from webapp.followup.sentence import tidy_when, tidy_will
from webapp.people.models import Person


def answer_goal(booking: Booking, person: Person, goal_met: GoalMet, *, now: datetime) -> None:
    with transaction():
        closing = open_closing(booking, person, now=now)
        closing.goal_met = goal_met


def rate_talk(booking: Booking, person: Person, rating: int, *, now: datetime) -> None:
    """Keep how it was against what was expected, -2 to 2; nobody else ever reads it."""
    with transaction():
        closing = open_closing(booking, person, now=now)
        closing.rating = rating


def keep_action(
    booking: Booking, owner: Person, *, when: str, will: str, due_on: date, now: datetime
) -> Action:
    """Keep what the owner will do; said again, it replaces what they said before."""
    with transaction():
        open_closing(booking, owner, now=now).none_needed = False
        action = action_from(booking, owner) or new_action(booking, owner, now=now)
        refuse_if_answered(action)
        action.when_text, action.will_text = tidy_when(when), tidy_will(will)
        action.due_on, action.updated_at = due_on, now
        db.session.flush()
        announce(ActionKept(action.id))
    return action


def need_no_action(booking: Booking, person: Person, *, now: datetime) -> None:
    """Leave without an action; one that was kept before goes."""
    with transaction():
        open_closing(booking, person, now=now).none_needed = True
        if action := action_from(booking, person):
            refuse_if_answered(action)
            announce(ActionAnswered(action.id))
            db.session.delete(action)


def answer_action(action: Action, status: ActionStatus, *, now: datetime) -> None:
    """Say what became of it: done, changed or dropped."""
    with transaction():
        db.session.refresh(action, with_for_update=True)
        refuse_if_answered(action)
        action.status, action.updated_at = status, now
        announce(ActionAnswered(action.id))


def add_line(action: Action, line: str) -> None:
    """Add to the answer how it went; the other one of the talk reads it."""
    with transaction():
        if action.is_open:
            raise ActionIsOpen
        action.note = line


def open_closing(booking: Booking, person: Person, *, now: datetime) -> Closing:
    lock_person(person.id)  # two taps, or two phones, fill the same row
    refuse_unless_begun(booking, has_met=has_met(booking), now=now)
    closing = closing_of(person, booking)
    if closing is None:
        closing = Closing(booking_id=booking.id, person_id=person.id)
        db.session.add(closing)
    closing.updated_at = now
    return closing


def new_action(booking: Booking, owner: Person, *, now: datetime) -> Action:
    action = Action(
        booking=booking,
        owner_id=owner.id,
        status=ActionStatus.OPEN,
        created_at=now,
    )
    db.session.add(action)
    return action


def refuse_if_answered(action: Action) -> None:
    if not action.is_open:
        raise ActionIsAnswered


def lock_person(person_id: int) -> None:
    db.session.execute(sa.select(Person.id).where(Person.id == person_id).with_for_update())
