"""Who is free now: by their own word, until then, and not while a talk or a hold is there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.booking.instant_models import FreeNow
from webapp.booking.instant_times import SHORTEST_GAP
from webapp.booking.lifecycle import BLOCKING
from webapp.booking.models import BookingStatus, Seat
from webapp.booking.waitlist_lifecycle import IN_LINE
from webapp.booking.waitlist_models import WaitlistEntry
from webapp.core.db import db
from webapp.people.favourite_models import Favourite
from webapp.people.models import Person


@dataclass(frozen=True)
class Standing:
    """What is between a reader and a mentor now, beside the mentor's profile."""

    is_favourite: bool = False
    free_until: datetime | None = None
    waitlist_id: str | None = None  # of the reader's place in the line


def blocking(person_id, now: datetime) -> sa.ColumnElement[bool]:
    still_held = sa.or_(Seat.status != BookingStatus.HELD, Seat.held_until > now)
    return sa.and_(
        Seat.person_id == person_id, Seat.status.in_(BLOCKING), still_held, Seat.ends_at > now
    )


def is_free_now(person_id, now: datetime, *, until: datetime | None = None):
    """Say in SQL whether somebody can be asked for a talk that is over by `until`."""
    until = until or now + SHORTEST_GAP
    is_on = sa.exists().where(FreeNow.person_id == person_id, FreeNow.free_until > now)
    is_taken = sa.exists().where(blocking(person_id, now), Seat.starts_at < until)
    return sa.and_(is_on, ~is_taken)


def standings(
    mentor_ids: Iterable[int], reader: Person | None, *, now: datetime
) -> dict[int, Standing]:
    """Return what is between the reader and each of these mentors, in one query."""
    ids = list(mentor_ids)
    mine = reader.id if reader else None
    chosen = sa.exists().where(Favourite.person_id == mine, Favourite.favourite_id == Person.id)
    until = sa.select(FreeNow.free_until).where(
        FreeNow.person_id == Person.id, FreeNow.free_until > now
    )
    taken_from = sa.select(sa.func.min(Seat.starts_at)).where(blocking(Person.id, now))
    place = sa.select(WaitlistEntry.public_id).where(
        WaitlistEntry.person_id == mine,
        WaitlistEntry.mentor_id == Person.id,
        WaitlistEntry.status.in_(IN_LINE),
    )
    rows = db.session.execute(
        sa.select(
            Person.id,
            chosen,
            until.scalar_subquery(),
            taken_from.scalar_subquery(),
            place.scalar_subquery(),
        ).where(Person.id.in_(ids))
    )
    return dict.fromkeys(ids, Standing()) | {
        key: Standing(bool(is_chosen), gap_until(free, taken, now), place_id)
        for key, is_chosen, free, taken, place_id in rows
    }


def gap_until(
    free_until: datetime | None, taken_from: datetime | None, now: datetime
) -> datetime | None:
    """Return until when somebody is free: their own time, or the next talk if it is sooner."""
    if free_until is None or (taken_from and taken_from < now + SHORTEST_GAP):
        return None
    return min(free_until, taken_from) if taken_from else free_until


def free_now_of(mentor: Person, *, now: datetime) -> FreeNow | None:
    row = db.session.get(FreeNow, mentor.id)
    return row if row and row.free_until > now else None


def next_taken(mentor: Person, *, now: datetime) -> datetime | None:
    """Return when this person's next talk or hold begins; in the past while one goes on."""
    return db.session.scalar(sa.select(sa.func.min(Seat.starts_at)).where(blocking(mentor.id, now)))
