"""Calendars, read for the engine: a few queries however many people."""

from collections import defaultdict
from collections.abc import Iterable
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


def schedules_of(people: Iterable[Person]) -> dict[int, Calendar]:
    """Return the calendar of each of these people who has one, by the person's key."""
    ids = [person.id for person in people]
    settings, rules = settings_and_rules(ids)
    overrides, (vacations, trips) = overrides_of(ids), absences_of(ids)
    return {
        person_id: Calendar(
            Schedule(
                zone=row.time_zone,
                weekly=week_of(rules[person_id]),
                overrides=tuple(overrides[person_id]),
                vacations=tuple(vacations[person_id]),
                travel=tuple(trips[person_id]),
            ),
            limits_of(row),
            tuple(sorted(row.lengths)),
            {int(length): step for length, step in row.steps.items()},
        )
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


def absences_of(ids: list[int]) -> tuple[dict, dict]:
    """Return vacations and trips by person, in one query for both."""
    away = sa.union_all(*(days_away(model, ids) for model in (TimeOff, Trip))).subquery()
    vacations, trips = defaultdict(list), defaultdict(list)
    for row in db.session.execute(sa.select(away).order_by(away.c.first_day)):
        days = row.first_day, row.last_day
        if row.time_zone:
            trips[row.person_id].append(Travel(*days, row.time_zone))
        else:
            vacations[row.person_id].append(Vacation(*days, row.note))
    return vacations, trips


def days_away(model: type[TimeOff] | type[Trip], ids: list[int]) -> sa.Select:
    is_trip = model is Trip
    return sa.select(
        model.person_id,
        model.first_day,
        model.last_day,
        (sa.literal("") if is_trip else model.note).label("note"),
        (model.time_zone if is_trip else sa.literal("")).label("time_zone"),
    ).where(model.person_id.in_(ids))


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
