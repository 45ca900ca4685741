"""A line of the notes with a day: "ask Mira @friday". Pure.

The day is counted from when it was written, in the writer's calendar: a weekday is the next one
after that day, never that day itself.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MARK = re.compile(r"(?<!\S)@(\d{4}-\d{2}-\d{2}|[A-Za-z]+)(?=[\s.,;:!?)]|$)")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST = 3  # letters of a weekday
WITHIN = timedelta(days=366)


@dataclass(frozen=True)
class NotedDay:
    will: str  # the line without the mark
    due_on: date


def noted_day(words: str, written_on: date) -> NotedDay | None:
    """Read a line; None where it has no day, or nothing else."""
    for found in MARK.finditer(words):
        due_on = day_of(found[1].lower(), written_on)
        will = " ".join((words[: found.start()] + words[found.end() :]).split())
        if due_on and will.strip(" .,;:!?"):
            return NotedDay(re.sub(r"\s+([.,;:!?])", r"\1", will), due_on)
    return None


def day_of(mark: str, written_on: date) -> date | None:
    if mark[0].isdigit():
        return calendar_day(mark, written_on)
    if mark in ("today", "tomorrow"):
        return written_on + timedelta(days=mark == "tomorrow")
    named = (number for number, name in enumerate(WEEKDAYS) if is_short_for(mark, name))
    weekday = next(named, None)
    return None if weekday is None else next_weekday(weekday, written_on)


def calendar_day(mark: str, written_on: date) -> date | None:
    try:
        day = date.fromisoformat(mark)
    except ValueError:
        return None
    return day if abs(day - written_on) <= WITHIN else None


def is_short_for(mark: str, name: str) -> bool:
    return len(mark) >= SHORTEST and name.startswith(mark)


def next_weekday(weekday: int, written_on: date) -> date:
    return written_on + timedelta(days=(weekday - written_on.weekday() - 1) % 7 + 1)
