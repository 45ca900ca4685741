"""Vacations and trips of a mentor: added and taken back; talks that are booked stay booked."""

from datetime import date

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.people.models import Person
from webapp.people.queries import lock_person
from webapp.scheduling.errors import DaysMeet, TooManyAbsences
from webapp.scheduling.events import AvailabilityChanged
from webapp.scheduling.models import TimeOff, Trip

Absence = TimeOff | Trip
AT_MOST = 50  # of each kind, for one person, that are not over yet


def add_time_off(
    person: Person, first_day: date, last_day: date, *, note: str = "", today: date
) -> TimeOff:
    """Close these local days, both included."""
    time_off = TimeOff(person_id=person.id, first_day=first_day, last_day=last_day, note=note)
    return add(time_off, today=today)


def add_trip(
    person: Person, first_day: date, last_day: date, *, time_zone: str, today: date
) -> Trip:
    """Let the hours follow another zone's clocks on these local days, both included."""
    trip = Trip(person_id=person.id, first_day=first_day, last_day=last_day, time_zone=time_zone)
    return add(trip, today=today)


def add(absence: Absence, *, today: date) -> Absence:
    """The same days sent twice are there once; days that meet others of the kind are refused."""
    with transaction():
        lock_person(absence.person_id)
        others = absences_from(type(absence), absence.person_id, today)
        meeting = [row for row in others if meet(row, absence)]
        if same := next((row for row in meeting if is_same(row, absence)), None):
            return same
        if meeting:
            raise DaysMeet
        if len(others) >= AT_MOST:
            raise TooManyAbsences
        db.session.add(absence)
        announce(AvailabilityChanged(absence.person_id))
    return absence


def remove(absence: Absence) -> None:
    with transaction():
        person_id = absence.person_id
        lock_person(person_id)
        db.session.execute(sa.delete(type(absence)).where(type(absence).id == absence.id))
        announce(AvailabilityChanged(person_id))


def absence_of(kind: type[Absence], person: Person, public_id: str) -> Absence | None:
    mine = sa.and_(kind.person_id == person.id, kind.public_id == public_id)
    return db.session.scalar(sa.select(kind).where(mine))


def absences_from(kind: type[Absence], person_id: int, today: date) -> list[Absence]:
    """Return what is not over yet, in order."""
    ahead = sa.and_(kind.person_id == person_id, kind.last_day >= today)
    return list(db.session.scalars(sa.select(kind).where(ahead).order_by(kind.first_day)))


def meet(one: Absence, other: Absence) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day


def is_same(one: Absence, other: Absence) -> bool:
    said = ("first_day", "last_day", "note", "time_zone")
    return all(getattr(one, name, None) == getattr(other, name, None) for name in said)
