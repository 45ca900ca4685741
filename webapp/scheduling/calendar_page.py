"""What the calendar page shows of a calendar: weekdays, dates and their quarters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.scheduling.calendars import Calendar
from webapp.scheduling.diary import Diary
from webapp.scheduling.quarters import (
    QUARTER,
    clock_words,
    hours_to_show,
    length_words,
    quarter_words,
    quarters_of,
    span_words,
    talks_possible,
)
from webapp.scheduling.schedule import Window
from webapp.scheduling.week_grid import WEEKDAYS, minutes_of

DAYS_AHEAD = 14
NOBODY: Mapping[int, str] = {}


@dataclass(frozen=True)
class Quarter:
    minute: int  # after midnight; from 1440 on it is the next day
    name: str  # "09:15", "00:15 the next day"
    is_open: bool
    booked: str  # by whom, or nothing

    @property
    def mark(self) -> str:
        """Return what stands in it: ":15", or who is booked."""
        return self.booked.split()[0] if self.booked else clock_words(self.minute % (24 * 60))[2:]


@dataclass(frozen=True)
class DayRow:
    """A weekday, or a date, with its windows in words."""

    weekday: int
    name: str
    spans: list[str]


@dataclass(frozen=True)
class DateCell:
    day: date
    words: str  # "3½ h", "none", "changed", "closed", "away"
    is_open: bool


def week_rows(calendar: Calendar) -> list[DayRow]:
    return [
        DayRow(weekday, name, [span_words(window) for window in calendar.schedule.weekly[weekday]])
        for weekday, name in enumerate(WEEKDAYS)
    ]


def hours_of(
    windows: Iterable[Window], *, wants_all: bool, booked: Mapping[int, str] = NOBODY
) -> list[list[Quarter]]:
    """Return the grid of a day: a row an hour, four quarters each."""
    windows = list(windows)
    is_open = quarters_of(windows)
    return [
        [
            Quarter(minute, quarter_words(minute), minute in is_open, booked.get(minute, ""))
            for minute in range(hour * 60, hour * 60 + 60, QUARTER)
        ]
        for hour in hours_to_show(windows, wants_all=wants_all)
    ]


def booked_quarters(diary: Diary, day: date) -> dict[int, str]:
    """Return by whom each quarter of a date is booked."""
    zone_name = diary.calendar.schedule.zone_on(day)
    return {
        minute: talk.who
        for talk in diary.talks_on(day, day)
        for minute in minutes_of(talk, zone_name, day, QUARTER)
    }


def date_cells(calendar: Calendar, today: date) -> list[DateCell]:
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    return [date_cell(calendar, day) for day in days]


def date_cell(calendar: Calendar, day: date) -> DateCell:
    schedule = calendar.schedule
    windows = schedule.windows_on(day)
    if schedule.vacation_on(day):
        return DateCell(day, "away", is_open=False)
    if not schedule.is_overridden(day):
        return DateCell(day, length_words(windows), bool(windows))
    return DateCell(day, "changed" if windows else "closed", bool(windows))


def spans_on(windows: Iterable[Window]) -> str:
    return ", ".join(span_words(window) for window in windows) or "Closed"


def talks_a_week(calendar: Calendar) -> int:
    """Return how many talks of the usual length the week has room for, within its cap."""
    windows = (window for day in calendar.schedule.weekly for window in day)
    buffer = round(calendar.limits.buffer_after.total_seconds() / 60)
    possible = talks_possible(windows, length=calendar.usual_length, buffer=buffer)
    return min(possible, calendar.limits.weekly or possible)
