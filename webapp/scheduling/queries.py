"""Calendars, read for the engine: two queries however many people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa

from webapp.core.db import db
from webapp.people.models import Person
from webapp.scheduling.calendars import Calendar
from webapp.scheduling.limits import Limits
from webapp.scheduling.models import (
    AvailabilityRule,
    CalendarSettings,
    Override,
    TimeOff,
    Trip,
)
from webapp.scheduling.schedule import DayOverride, Schedule, Travel, Vacation, Window, week_of

NOTHING = sa.literal("")
NO_WINDOWS = sa.cast(sa.null(), sa.JSON)


@dataclass
class Exceptions:
    """What differs from the week of one person, in the order of its days."""

    overrides: list[DayOverride] = field(default_factory=list)
    vacations: list[Vacation] = field(default_factory=list)
    travel: list[Travel] = field(default_factory=list)

    def add(self, row: sa.Row) -> None:
        if row.windows is not None:
            windows = tuple(Window(opens, closes) for opens, closes in row.windows)
            self.overrides.append(DayOverride(row.first_day, windows))
        elif row.zone:
            self.travel.append(Travel(row.first_day, row.last_day, row.zone))
        else:
            self.vacations.append(Vacation(row.first_day, row.last_day, row.note))


TIME_TO_READ = timedelta(hours=4)


def schedules_of(people: Iterable[Person]) -> dict[int, Calendar]:
    """Return the calendar of each of these people who has one, by the person's key."""
    ids = [person.id for person in people]
    settings, rules = settings_and_rules(ids)
    exceptions = exceptions_of(ids)
    return {
        person_id: calendar_of(row, rules[person_id], exceptions[person_id])
        for person_id, row in settings.items()
    }


def calendar_of(settings: CalendarSettings, rules: list, exceptions: Exceptions) -> Calendar:
    schedule = Schedule(
        zone=settings.time_zone,
        weekly=week_of(rules),
        overrides=tuple(exceptions.overrides),
        vacations=tuple(exceptions.vacations),
        travel=tuple(exceptions.travel),
    )
    steps = {int(length): step for length, step in settings.steps.items()}
    return Calendar(
        schedule,
        limits_of(settings),
        tuple(sorted(settings.lengths)),
        steps,
        settings.change_notice_minutes,
        reads_first=settings.reads_first,
        answers_in_writing=settings.answers_in_writing,
    )


def settings_and_rules(ids: list[int]) -> tuple[dict, dict]:
    rows = db.session.execute(
        sa.select(CalendarSettings, AvailabilityRule)
        .outerjoin(AvailabilityRule, AvailabilityRule.person_id == CalendarSettings.person_id)
        .where(CalendarSettings.person_id.in_(ids))
    )
    settings, rules = {}, defaultdict(list)
    for row, rule in rows:
        settings[row.person_id] = row
        if rule:
            rules[row.person_id].append((rule.weekday, Window(rule.opens, rule.closes)))
    return settings, rules


def exceptions_of(ids: list[int]) -> dict[int, Exceptions]:
    """Return what differs from the week, by person: one query for all kinds of it."""
    found = defaultdict(Exceptions)
    for row in db.session.execute(EXCEPTIONS, {"ids": ids}):
        found[row.person_id].add(row)
    return found


def exception_rows(
    model, first_day, last_day, *, windows=NO_WINDOWS, note=NOTHING, zone=NOTHING
) -> sa.Select:
    days = first_day.label("first_day"), last_day.label("last_day")
    values = windows.label("windows"), note.label("note"), zone.label("zone")
    theirs = model.person_id.in_(sa.bindparam("ids", expanding=True))
    return sa.select(model.person_id, *days, *values).where(theirs)


# made once: putting it together takes longer than the database needs to answer it
EXCEPTIONS = sa.union_all(
    exception_rows(Override, Override.day, Override.day, windows=Override.windows),
    exception_rows(TimeOff, TimeOff.first_day, TimeOff.last_day, note=TimeOff.note),
    exception_rows(Trip, Trip.first_day, Trip.last_day, zone=Trip.time_zone),
).order_by("first_day")


def limits_of(settings: CalendarSettings) -> Limits:
    buffer = timedelta(minutes=settings.buffer_minutes)
    return Limits(
        buffer_before=buffer,
        buffer_after=buffer,
        notice=notice_of(settings),
        window_days=settings.window_days,
        daily=settings.daily_limit,
        weekly=settings.weekly_limit,
    )


def notice_of(settings: CalendarSettings) -> timedelta:
    """Who reads the brief first needs hours for it; nobody can be asked sooner."""
    wanted = timedelta(minutes=settings.notice_minutes)
    return max(wanted, TIME_TO_READ) if settings.reads_first else wanted
