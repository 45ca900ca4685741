"""What a mentor does to the calendar. Talks that are booked stay booked, whatever changes here."""

from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.people.models import Person
from webapp.people.queries import lock_person
from webapp.scheduling.events import AvailabilityChanged
from webapp.scheduling.models import AvailabilityRule, CalendarSettings, Override
from webapp.scheduling.queries import schedules_of
from webapp.scheduling.schedule import Window
from webapp.scheduling.week_edit import Stretch, changed


def open_calendar(person: Person) -> None:
    """Give somebody who becomes a mentor a calendar, in the zone they live in."""
    with transaction():
        if db.session.get(CalendarSettings, person.id) is None:
            db.session.add(CalendarSettings(person_id=person.id, time_zone=person.time_zone))
            announce(AvailabilityChanged(person.id))


def open_weekdays(person: Person, weekdays: Iterable[int], windows: list[Window]) -> None:
    """Set when the mentor is open on these weekdays (Monday is 0); no window means closed."""
    open_week(person, dict.fromkeys(weekdays, windows))


def open_week(person: Person, week: Mapping[int, list[Window]]) -> None:
    """Set when the mentor is open on each weekday named; the others stay as they are."""
    with transaction():
        lock_person(person.id)
        write_week(person, week)
        announce(AvailabilityChanged(person.id))


def change_week(person: Person, stretch: Stretch) -> None:
    """Open or close a stretch of some weekdays, whatever else the week holds."""
    with transaction():
        lock_person(person.id)
        schedule = schedules_of([person])[person.id].schedule
        write_week(person, changed(schedule.weekly, stretch))
        announce(AvailabilityChanged(person.id))


def write_week(person: Person, week: Mapping[int, list[Window]]) -> None:
    mine = AvailabilityRule.person_id == person.id
    chosen = AvailabilityRule.weekday.in_(week)
    db.session.execute(sa.delete(AvailabilityRule).where(mine, chosen))
    db.session.add_all(
        AvailabilityRule(
            person_id=person.id, weekday=weekday, opens=window.opens, closes=window.closes
        )
        for weekday, windows in week.items()
        for window in windows
    )


def override_day(person: Person, day: date, windows: list[Window]) -> None:
    """Let other windows hold on one date; no window means closed."""
    with transaction():
        lock_person(person.id)
        forget_override(person, day)
        spans = [[window.opens, window.closes] for window in windows]
        db.session.add(Override(person_id=person.id, day=day, windows=spans))
        announce(AvailabilityChanged(person.id))


def restore_day(person: Person, day: date) -> None:
    """Let the date be as every week again."""
    with transaction():
        lock_person(person.id)
        forget_override(person, day)
        announce(AvailabilityChanged(person.id))


def forget_override(person: Person, day: date) -> None:
    this_day = sa.and_(Override.person_id == person.id, Override.day == day)
    db.session.execute(sa.delete(Override).where(this_day))


def change_settings(settings: CalendarSettings, **changes) -> None:
    """Change how the calendar is offered: `time_zone`, `lengths`, limits in minutes and days."""
    with transaction():
        for name, value in changes.items():
            setattr(settings, name, value)
        announce(AvailabilityChanged(settings.person_id))
