"""People whom browser tests meet in a running product."""

from datetime import timedelta

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.intervals import Interval
from webapp.people.events import ProfileChanged
from webapp.people.models import HelpTopic, Person
from webapp.scheduling.events import AvailabilityChanged

ALWAYS_OPEN = [(weekday, 0, 1440) for weekday in range(7)]


def findable_mentor(make, handle, *, topics=(), rules=ALWAYS_OPEN, lengths=(10,), **more) -> Person:
    """A mentor who is found by words, and has a slot within minutes unless told otherwise."""
    attributes = {"name": handle.title(), "email": f"{handle}@example.test"} | more
    mentor = make.mentor(handle=handle, rules=rules, lengths=lengths, **attributes)
    with transaction():
        mentor.profile.topics = [
            HelpTopic(position=at, title=title) for at, title in enumerate(topics)
        ]
        db.session.flush()
        announce(ProfileChanged(mentor.id))
        announce(AvailabilityChanged(mentor.id))
    return mentor


def talk_in(make, minutes: int, *, lasts=20, **attributes) -> Booking:
    """A booking that starts in this many minutes from now, with a brief."""
    start = make.now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    booking = make.booking(slot=Interval(start, start + timedelta(minutes=lasts)), **attributes)
    with transaction():
        booking.brief = make.brief(booking.mentee)
    return booking
