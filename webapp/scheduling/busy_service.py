"""Read somebody's other calendars, once or again and again, and keep when they are busy.

Fetching and reading take seconds: nothing is locked meanwhile, and no connection waits.
"""

from contextlib import suppress
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.intervals import Interval
from webapp.core.sealed import LOST
from webapp.people.models import Person
from webapp.people.queries import lock_person
from webapp.scheduling.busy_fetching import Fetched, clean_address, fetch, host_of
from webapp.scheduling.busy_keeping import AHEAD, forget_times, keep, note_problem
from webapp.scheduling.busy_models import BusyCalendar
from webapp.scheduling.busy_problems import CalendarRefused
from webapp.scheduling.busy_queries import calendar_at
from webapp.scheduling.busy_reader import read_busy_times
from webapp.scheduling.busy_times import BusyTimes
from webapp.scheduling.events import AvailabilityChanged
from webapp.scheduling.models import CalendarSettings

BEHIND = timedelta(days=1)
ENOUGH_AHEAD = timedelta(days=90)  # an unchanged calendar is read again before less is known
CLAIM_LASTS = timedelta(minutes=5)  # longer than fetching and reading may take


def read_address(person: Person, address: str, *, now: datetime) -> None:
    """Begin to read a calendar by its address; one that is read already is read again."""
    address = clean_address(address)
    host = host_of(address)
    if known := calendar_at(person.id, address):
        return read_again(known, now=now)
    fetched, found = fetch_and_read(address, person, now=now)
    calendar = new_calendar(person, found.name or host, now=now)
    calendar.address, calendar.host = address, host
    return keep(calendar, found, fetched, now=now)


def read_file(person: Person, data: bytes, name: str, *, now: datetime) -> None:
    """Read a file once; one of the same name takes the place of the earlier."""
    found = read_busy_times(data, stretch(now), zone_of(person))
    keep(new_calendar(person, found.name or name, now=now), found, None, now=now)


def read_again(calendar: BusyCalendar, *, now: datetime) -> None:
    """Ask whether it has changed, and keep what it says now; what went wrong is kept too."""
    person = db.session.get_one(Person, calendar.person_id)
    try:
        fetched, found = fetch_and_read(known_address(calendar), person, calendar, now=now)
    except CalendarRefused as refused:
        note_problem(calendar, refused.code, now=now)
        raise
    keep(calendar, found, fetched, now=now)


def known_address(calendar: BusyCalendar) -> str:
    if calendar.address == LOST:
        raise CalendarRefused("lost")
    return calendar.address


def refresh(calendar_id: int, *, now: datetime) -> bool:
    """Read a calendar that is due; False where somebody else does it, or it is gone."""
    if not claim(calendar_id, now=now):
        return False
    with suppress(CalendarRefused):  # it is noted, and stands on the mentor's page
        read_again(db.session.get_one(BusyCalendar, calendar_id), now=now)
    return True


def claim(calendar_id: int, *, now: datetime) -> bool:
    with transaction():
        due = sa.and_(BusyCalendar.id == calendar_id, BusyCalendar.due_at <= now)
        later = sa.update(BusyCalendar).where(due).values(due_at=now + CLAIM_LASTS)
        return db.session.execute(later).rowcount == 1


def stop_reading(calendar: BusyCalendar) -> None:
    """Forget a calendar with all that it said."""
    with transaction():
        lock_person(calendar.person_id)
        forget_times(calendar)
        db.session.delete(calendar)
        announce(AvailabilityChanged(calendar.person_id))


def fetch_and_read(
    address: str, person: Person, before: BusyCalendar | None = None, *, now: datetime
) -> tuple[Fetched, BusyTimes | None]:
    """Return what came and what stands in it; nothing where it is as it was."""
    tags = tags_of(before, now=now)
    zone_name = zone_of(person)
    db.session.rollback()  # no connection waits for somebody else's server
    fetched = fetch(address, **tags)
    if fetched.body is None:
        return fetched, None
    return fetched, read_busy_times(fetched.body, stretch(now), zone_name)


def tags_of(before: BusyCalendar | None, *, now: datetime) -> dict[str, str | None]:
    if before is None or before.problem or before.known_until < now + ENOUGH_AHEAD:
        return {}
    return {"etag": before.etag, "last_modified": before.last_modified}


def stretch(now: datetime) -> Interval:
    return Interval(now - BEHIND, now + AHEAD)


def zone_of(person: Person) -> str:
    settings = db.session.get(CalendarSettings, person.id)
    return settings.time_zone if settings else person.time_zone


def new_calendar(person: Person, name: str, *, now: datetime) -> BusyCalendar:
    return BusyCalendar(person_id=person.id, name=name, created_at=now)
