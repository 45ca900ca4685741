"""Closings and actions for tests."""

from datetime import timedelta
from itertools import count

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.followup.chain import FollowUpKind, FollowUpStatus
from webapp.followup.chain_models import FollowUp
from webapp.followup.follow_ups import ask_due
from webapp.followup.models import Action, Closing, GoalMet, Insight
from webapp.followup.service import keep_action
from webapp.people.models import Person

_hours = count(1)


def past_talk(make, *, ago=timedelta(hours=1), minutes=20, **attributes) -> Booking:
    """A booking whose time has come and gone."""
    return make.booking(slot=make.slot(make.now - ago, minutes), **attributes)


def action(make, *, owner: Person | None = None, booking: Booking | None = None, **attributes):
    """Something the mentee of a past talk said they would do, two days from now."""
    booking = booking or past_talk(make, ago=timedelta(hours=next(_hours)), mentee=owner)
    defaults = {
        "when_text": "I meet Jonas",
        "will_text": "tell him first",
        "due_on": make.now.date() + timedelta(days=2),
        "created_at": make.now,
        "updated_at": make.now,
    }
    owner = owner or booking.mentee
    return make.save(Action(booking_id=booking.id, owner_id=owner.id, **defaults | attributes))


def closing(make, booking: Booking, person: Person, **attributes) -> Closing:
    defaults = {"goal_met": GoalMet.YES, "none_needed": True, "rating": 0, "updated_at": make.now}
    row = Closing(booking_id=booking.id, person_id=person.id, **defaults | attributes)
    return make.save(row)


def kept(
    make, *, owner: Person | None = None, due_on=None, ago: timedelta | None = None, **attributes
) -> Action:
    """An action that was said in earnest, so that its chain is planned."""
    ago = ago or timedelta(hours=next(_hours))
    talk = past_talk(make, ago=ago, mentee=owner, **attributes)
    return keep_action(
        talk,
        talk.mentee,
        when="I meet Jonas",
        will="tell him first",
        due_on=due_on or make.now.date() + timedelta(days=2),
        now=make.now,
    )


def asked(action: Action, kind: FollowUpKind) -> FollowUp:
    """Ask one question of the chain now, as if its time had come."""
    row = follow_up(action, kind)
    with transaction():
        row.due_at = row.created_at
    ask_due(now=row.created_at)
    assert row.status == FollowUpStatus.ASKED
    return row


def follow_up(action: Action, kind: FollowUpKind) -> FollowUp:
    return follow_up_of(action.id, kind)


def follow_up_of(action_id: int, kind: FollowUpKind) -> FollowUp:
    rows = sa.select(FollowUp).filter_by(action_id=action_id, kind=kind)
    return db.session.scalars(rows.order_by(FollowUp.id.desc()).limit(1)).one()


def already_asked(action: Action, kind: FollowUpKind) -> FollowUp:
    """One question of the chain as it stands after it was asked, whatever the hour."""
    row = follow_up(action, kind)
    with transaction():
        row.status, row.asked_at = FollowUpStatus.ASKED, row.created_at
    return row


def insight(make, booking: Booking, person: Person, text="Say it first.") -> Insight:
    row = Insight(person_id=person.id, mentor_id=booking.mentor.id, booking_id=booking.id)
    row.text, row.created_at, row.updated_at = text, make.now, make.now
    return make.save(row)
