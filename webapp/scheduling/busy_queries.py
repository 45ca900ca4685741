"""The calendars that are read for somebody, and which are due to be read again."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.core.db import db
from webapp.people.models import Person
from webapp.scheduling.busy_models import BusyCalendar, BusyInterval


@dataclass(frozen=True)
class ReadCalendar:
    """A calendar as its page shows it."""

    calendar: BusyCalendar
    times: int  # that lie ahead


def busy_calendars_of(person: Person, *, now: datetime) -> list[ReadCalendar]:
    ahead = sa.and_(BusyInterval.calendar_id == BusyCalendar.id, BusyInterval.ends_at > now)
    rows = db.session.execute(
        sa.select(BusyCalendar, sa.func.count(BusyInterval.id))
        .outerjoin(BusyInterval, ahead)
        .where(BusyCalendar.person_id == person.id)
        .group_by(BusyCalendar.id)
        .order_by(BusyCalendar.id)
    )
    return [ReadCalendar(calendar, times) for calendar, times in rows]


def busy_calendar_of(person: Person, public_id: str) -> BusyCalendar | None:
    mine = sa.select(BusyCalendar).where(BusyCalendar.person_id == person.id)
    return db.session.scalar(mine.where(BusyCalendar.public_id == public_id))


def calendar_at(person_id: int, address: str) -> BusyCalendar | None:
    """Find one that is read already by this address; sealed ones can only be compared here."""
    mine = sa.select(BusyCalendar).where(BusyCalendar.person_id == person_id)
    known = db.session.scalars(mine.order_by(BusyCalendar.id))
    return next((calendar for calendar in known if calendar.address == address), None)


def calendar_of_file(person_id: int, name: str) -> BusyCalendar | None:
    files = sa.select(BusyCalendar).where(
        BusyCalendar.person_id == person_id, BusyCalendar.address.is_(None)
    )
    named = files.where(BusyCalendar.name == name)
    return db.session.scalar(named.order_by(BusyCalendar.id).limit(1))


def count_calendars(person_id: int) -> int:
    mine = sa.select(sa.func.count()).where(BusyCalendar.person_id == person_id)
    return db.session.scalar(mine.select_from(BusyCalendar))


def due_calendars(*, now: datetime, limit: int) -> list[int]:
    due = sa.select(BusyCalendar.id).where(BusyCalendar.due_at <= now)
    return list(db.session.scalars(due.order_by(BusyCalendar.due_at).limit(limit)))
