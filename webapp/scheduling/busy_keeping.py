"""Write down what a calendar said, or why it could not be read; somebody's slots follow."""

from datetime import datetime, time, timedelta, timezone

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.intervals import interval_of
from webapp.core.local_days import DAY
from webapp.people.queries import lock_person
from webapp.scheduling.busy_fetching import Fetched
from webapp.scheduling.busy_models import BusyCalendar, BusyInterval
from webapp.scheduling.busy_problems import CalendarRefused
from webapp.scheduling.busy_queries import calendar_at, calendar_of_file, count_calendars
from webapp.scheduling.busy_times import BusyTimes, Days
from webapp.scheduling.events import AvailabilityChanged

MOST_CALENDARS = 5  # for one person
AHEAD = timedelta(days=120)  # as far as calendars are read
EVERY = timedelta(hours=1)
LONGEST_PAUSE = timedelta(days=1)

FIRST_ZONE, LAST_ZONE = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))


def keep(
    calendar: BusyCalendar, found: BusyTimes | None, fetched: Fetched | None, *, now: datetime
) -> None:
    """Put what was found in place of what was known; nothing found is nothing changed."""
    person_id, key = calendar.person_id, calendar.id
    with transaction():
        lock_person(person_id)
        kept = db.session.get(BusyCalendar, key) if key else first_kept(calendar)
        if kept is None:  # its owner has stopped it meanwhile
            return
        if found:
            write_times(kept, found)
            kept.known_until = now + AHEAD
        if fetched:
            kept.etag = fetched.etag or kept.etag
            kept.last_modified = fetched.last_modified or kept.last_modified
        kept.read_at, kept.failures, kept.problem = now, 0, None
        kept.due_at = now + EVERY if kept.address else None
        announce(AvailabilityChanged(person_id))


def first_kept(calendar: BusyCalendar) -> BusyCalendar:
    """Return the row of a new calendar; the same form sent twice makes one of it."""
    if known := known_like(calendar):
        return known
    if count_calendars(calendar.person_id) >= MOST_CALENDARS:
        raise CalendarRefused("too_many_calendars")
    db.session.add(calendar)
    db.session.flush()
    return calendar


def known_like(calendar: BusyCalendar) -> BusyCalendar | None:
    if calendar.address is None:
        return calendar_of_file(calendar.person_id, calendar.name)
    return calendar_at(calendar.person_id, calendar.address)


def note_problem(calendar: BusyCalendar, code: str, *, now: datetime) -> None:
    """Keep what was known, say what is wrong, and try again, later each time."""
    key = calendar.id
    with transaction():
        kept = db.session.get(BusyCalendar, key)
        if kept is None:
            return
        kept.failures, kept.problem = kept.failures + 1, code
        kept.due_at = now + min(EVERY * 2 ** min(kept.failures, 5), LONGEST_PAUSE)


def write_times(calendar: BusyCalendar, found: BusyTimes) -> None:
    forget_times(calendar)
    owner = {"calendar_id": calendar.id, "person_id": calendar.person_id}
    rows = [owner | of_instants(*span) for span in found.spans]
    rows += [owner | of_days(days) for days in found.days]
    if rows:
        db.session.execute(sa.insert(BusyInterval), rows)


def forget_times(calendar: BusyCalendar) -> None:
    theirs = BusyInterval.calendar_id == calendar.id
    db.session.execute(sa.delete(BusyInterval).where(theirs))


def of_instants(start: int, end: int) -> dict:
    interval = interval_of((start, end))
    return dict(starts_at=interval.start, ends_at=interval.end, first_day=None, last_day=None)


def of_days(days: Days) -> dict:
    """Between these instants the days lie, in whichever zone they will be lived."""
    first, last = days
    starts_at = datetime.combine(first, time(), FIRST_ZONE)
    ends_at = datetime.combine(last + DAY, time(), LAST_ZONE)
    return dict(starts_at=starts_at, ends_at=ends_at, first_day=first, last_day=last)
