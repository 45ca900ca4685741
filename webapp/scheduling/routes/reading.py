"""Whose calendar it is, and which day an address means."""

from datetime import date, timedelta

from flask import abort, request

from webapp.core import clock
from webapp.people.access import current_person
from webapp.scheduling.diary import Diary, diary_of
from webapp.scheduling.schedule import Schedule

FURTHEST = timedelta(days=2 * 366)


def diary_of_reader() -> Diary:
    """Return the reader's calendar; whoever is no mentor has none, and no such page."""
    return diary_of(current_person(), now=clock.now()) or abort(404)


def today_of(schedule: Schedule) -> date:
    return schedule.today(clock.now())


def weekday_in_url(weekday: int) -> int:
    return weekday if weekday in range(7) else abort(404)


def date_in_url(text: str, today: date) -> date:
    """Dates of the past cannot be changed, and nobody plans years ahead."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        abort(404)
    return day if today <= day <= today + FURTHEST else abort(404)


def wants_all_hours() -> bool:
    return request.args.get("hours") == "all"
