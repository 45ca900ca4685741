"""What the calendar page shows of a calendar: weekdays, dates and their quarters. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.scheduling.calendars import Calendar
from webapp.scheduling.quarters import (
    QUARTER,
    clock_words,
    hours_to_show,
    length_words,
    quarters_of,
    span_words,
    talks_possible,
)
from webapp.scheduling.schedule import Window

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS_AHEAD = 14


@dataclass(frozen=True)
class Quarter:
    minute: int
    name: str  # "09:15"
    is_open: bool


@dataclass(frozen=True)
class DayRow:
    """A weekday, or a date, with its windows in words."""

    weekday: int
    name: str
    spans: list[str]


@dataclass(frozen=True)
class DateCell:
    day: date
    words: str  # "3½ h", "none", "changed", "closed"
    is_open: bool


def week_rows(calendar: Calendar) -> list[DayRow]:
    return [
        DayRow(weekday, name, [span_words(window) for window in calendar.schedule.weekly[weekday]])
        for weekday, name in enumerate(WEEKDAYS)
    ]


def hours_of(windows: Iterable[Window], *, wants_all: bool) -> list[list[Quarter]]:
    """Return the grid of a day: a row an hour, four quarters each."""
    windows = list(windows)
    is_open = quarters_of(windows)
    return [
        [
            Quarter(minute, clock_words(minute), minute in is_open)
            for minute in range(hour * 60, hour * 60 + 60, QUARTER)
        ]
        for hour in hours_to_show(windows, wants_all=wants_all)
    ]


def date_cells(calendar: Calendar, today: date) -> list[DateCell]:
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    return [date_cell(calendar, day) for day in days]


def date_cell(calendar: Calendar, day: date) -> DateCell:
    windows = calendar.schedule.windows_on(day)
    if not is_overridden(calendar, day):
        return DateCell(day, length_words(windows), bool(windows))
    return DateCell(day, "changed" if windows else "closed", bool(windows))


def is_overridden(calendar: Calendar, day: date) -> bool:
    return any(override.day == day for override in calendar.schedule.overrides)


def spans_on(windows: Iterable[Window]) -> str:
    return ", ".join(span_words(window) for window in windows) or "Closed"


def talks_a_week(calendar: Calendar) -> int:
    """Return how many talks of the usual length the week has room for, within its cap."""
    windows = (window for day in calendar.schedule.weekly for window in day)
    buffer = round(calendar.limits.buffer_after.total_seconds() / 60)
    possible = talks_possible(windows, length=calendar.usual_length, buffer=buffer)
    return min(possible, calendar.limits.weekly or possible)
