"""Closings and actions for tests."""

from datetime import timedelta
from itertools import count

from webapp.booking.models import Booking
from webapp.followup.models import Action, Closing, GoalMet
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
