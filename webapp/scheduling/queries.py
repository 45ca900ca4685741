"""Calendars, read for the engine: two queries however many people."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

import sqlalchemy as sa

from webapp.core.db import db
from webapp.people.models import Person
from webapp.scheduling.calendars import Calendar
from webapp.scheduling.limits import Limits
from webapp.scheduling.models import AvailabilityRule, CalendarSettings, Override
from webapp.scheduling.schedule import DayOverride, Schedule, Window, week_of


def schedules_of(people: Iterable[Person]) -> dict[int, Calendar]:
    """Return the calendar of each of these people who has one, by the person's key."""
    ids = [person.id for person in people]
    settings, rules = settings_and_rules(ids)
    overrides = overrides_of(ids)
    return {
        person_id: calendar_of(row, rules[person_id], overrides[person_id])
        for person_id, row in settings.items()
    }


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


def overrides_of(ids: list[int]) -> dict[int, list[DayOverride]]:
    overrides = defaultdict(list)
    ordered = sa.select(Override).where(Override.person_id.in_(ids)).order_by(Override.day)
    for row in db.session.scalars(ordered):
        windows = tuple(Window(opens, closes) for opens, closes in row.windows)
        overrides[row.person_id].append(DayOverride(row.day, windows))
    return overrides


def calendar_of(settings: CalendarSettings, rules: list, overrides: list) -> Calendar:
    schedule = Schedule(zone=settings.time_zone, weekly=week_of(rules), overrides=tuple(overrides))
    return Calendar(schedule, limits_of(settings), tuple(sorted(settings.lengths)))


def limits_of(settings: CalendarSettings) -> Limits:
    buffer = timedelta(minutes=settings.buffer_minutes)
    return Limits(
        buffer_before=buffer,
        buffer_after=buffer,
        notice=timedelta(minutes=settings.notice_minutes),
        window_days=settings.window_days,
        daily=settings.daily_limit,
        weekly=settings.weekly_limit,
    )
