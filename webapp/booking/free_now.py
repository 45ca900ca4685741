"""Being free now: switching it on until a time, and off at once."""

from datetime import datetime

from webapp.booking.errors import NotTakingBookings
from webapp.booking.instant_errors import NotSoLong
from webapp.booking.instant_models import FreeNow
from webapp.booking.instant_times import LONGEST_FREE
from webapp.core.db import db, transaction
from webapp.people.models import Person
from webapp.people.queries import lock_person


def be_free(mentor: Person, until: datetime, *, now: datetime) -> None:
    """Let mentees ask until then; said again, the new time counts."""
    if not now < until <= now + LONGEST_FREE:
        raise NotSoLong
    with transaction():
        lock_person(mentor.id)
        if not mentor.profile.is_accepting:
            raise NotTakingBookings
        row = db.session.get(FreeNow, mentor.id)
        if row is None:
            row = FreeNow(person_id=mentor.id, since=now)
            db.session.add(row)
        elif row.free_until <= now:
            row.since = now
        row.free_until = until


def stop_being_free(mentor: Person, *, now: datetime) -> None:
    """Nobody new asks; whoever has been asked may still say yes."""
    with transaction():
        lock_person(mentor.id)
        row = db.session.get(FreeNow, mentor.id)
        if row and row.free_until > now:
            row.free_until = now
