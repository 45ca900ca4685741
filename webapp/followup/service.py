"""Closing a talk, and what becomes of the actions."""

from datetime import date, datetime

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.followup.action_lifecycle import ActionActor, ActionStatus, require_transition
from webapp.followup.chain_models import FollowUp, Outcome
from webapp.followup.errors import ActionIsOpen, SaidByTheOther
from webapp.followup.events import ActionAnswered, ActionDropped, ActionKept, LineAdded
from webapp.followup.models import Action, Closing, GoalMet
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
    booking: Booking,
    author: Person,
    *,
    owner: Person | None = None,
    when: str,
    will: str,
    due_on: date,
    now: datetime,
) -> Action:
    """Keep what the author, or the other of the two, will do; said again, it replaces the first.

    What somebody said for themselves is theirs: the other one cannot say it differently.
    """
    owner = owner or author
    with transaction():
        open_closing(booking, author, now=now).none_needed = False
        action = action_from(booking, owner) or new_action(booking, owner, now=now)
        refuse_unless_open(action)
        refuse_if_said_by_the_owner(action, author)
        action.said_by_id = author.id
        action.when_text, action.will_text = tidy_when(when), tidy_will(will)
        action.due_on, action.updated_at = due_on, now
        db.session.flush()
        announce(ActionKept(action.id))
    return action


def need_no_action(booking: Booking, person: Person, *, now: datetime) -> None:
    """Leave without an action; one of their own that was kept before goes, and what asks for it."""
    with transaction():
        open_closing(booking, person, now=now).none_needed = True
        if action := action_from(booking, person):
            refuse_unless_open(action)
            announce(ActionAnswered(action.id))
            announce(ActionDropped(action.id))
            forget(action)


def answer_action(action: Action, status: ActionStatus, *, now: datetime) -> None:
    """Say what became of it: done, changed or dropped. The same answer twice is one answer."""
    with transaction():
        db.session.refresh(action, with_for_update={"of": Action})
        if action.status == status:
            return
        require_transition(action.status, status, ActionActor.OWNER)
        action.status, action.updated_at = status, now
        announce(ActionAnswered(action.id))
        if status == ActionStatus.DROPPED:
            announce(ActionDropped(action.id))


def move_action(action: Action, due_on: date, *, now: datetime) -> None:
    """Give an action another day; everything is asked anew from now."""
    with transaction():
        db.session.refresh(action, with_for_update={"of": Action})
        refuse_unless_open(action)
        action.due_on, action.updated_at = due_on, now
        db.session.flush()
        announce(ActionKept(action.id))


def add_line(action: Action, line: str) -> None:
    """Add to the answer how it went; the other one of the talk reads it."""
    with transaction():
        db.session.refresh(action, with_for_update={"of": Action})
        if action.is_open:
            raise ActionIsOpen
        if action.note == line:
            return
        action.note = line
        announce(LineAdded(action.id))


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
    action = Action(booking=booking, owner_id=owner.id, created_at=now)
    action.status = ActionStatus.OPEN
    action.goal_id = booking.brief and booking.brief.goal_id
    db.session.add(action)
    return action


def forget(action: Action) -> None:
    for row in (FollowUp, Outcome):
        db.session.execute(sa.delete(row).where(row.action_id == action.id))
    db.session.delete(action)


def refuse_unless_open(action: Action) -> None:
    require_transition(action.status, ActionStatus.DROPPED, ActionActor.OWNER)


def refuse_if_said_by_the_owner(action: Action, author: Person) -> None:
    said_by_owner = action.said_by_id == action.owner_id
    if action.id and said_by_owner and author.id != action.owner_id:
        raise SaidByTheOther


def lock_person(person_id: int) -> None:
    db.session.execute(sa.select(Person.id).where(Person.id == person_id).with_for_update())
