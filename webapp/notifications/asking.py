"""Asking once more, when something is sent, whether it is still wanted."""

from datetime import datetime

from webapp.core.db import db
from webapp.core.outbox import NotWanted
from webapp.notifications.due import Channel, Kind
from webapp.notifications.wishes import wants
from webapp.people.models import Person


def require_wanted(told: dict, channel: Channel, *, now: datetime) -> Person:
    """Return who is told; NotWanted if they have switched it off, or it is of no use by now."""
    until = until_of(told)
    person = db.session.get(Person, told["person"])
    if person is None or person.is_disabled or (until and until <= now):
        raise NotWanted
    if told["kind"] and not wants(person, Kind(told["kind"]), channel):  # a test has no kind
        raise NotWanted
    return person


def until_of(told: dict) -> datetime | None:
    return told["until"] and datetime.fromisoformat(told["until"])
