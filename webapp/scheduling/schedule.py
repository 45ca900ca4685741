"""When a mentor is open, as rules: what the calendar page edits and the engine reads.

Everything here is frozen and hashable, so that open time can be cached by its rules.
Days are local days of the mentor; times are minutes after local midnight.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from webapp.core.intervals import seconds_at
from webapp.core.local_days import DAY, day_start, utc_day

MINUTES_A_DAY = 24 * 60
CLOSED_WEEK = ((),) * 7


@dataclass(frozen=True, order=True)
class Window:
    """Open hours on one day. Closing earlier than it opens, it runs past midnight.

    1440 is 24:00; opening and closing at the same minute is no time at all.
    """

    opens: int
    closes: int

    def __post_init__(self):
        if not (0 <= self.opens <= MINUTES_A_DAY and 0 <= self.closes <= MINUTES_A_DAY):
            raise ValueError("a window opens and closes between 0 and 1440 minutes")

    @property
    def minutes(self) -> tuple[int, int]:
        """Opening and closing after the same midnight, so the second may exceed 1440."""
        runs_past_midnight = self.closes < self.opens
        return self.opens, self.closes + MINUTES_A_DAY * runs_past_midnight


@dataclass(frozen=True)
class DayOverride:
    """One date's own windows, in place of the weekly ones; none means closed."""

    day: date
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Vacation:
    first_day: date
    last_day: date
    note: str = field(default="", compare=False)  # what mentees read meanwhile


@dataclass(frozen=True)
class Travel:
    """Days on which the windows follow the clocks of another zone."""

    first_day: date
    last_day: date
    zone: str


@dataclass(frozen=True)
class Schedule:
    """Where vacation and override meet, the vacation wins.

    A window belongs to the day it opens on: what runs past midnight stays open even
    if the next day is closed, and is closed with its own day.
    """

    zone: str
    weekly: tuple[tuple[Window, ...], ...] = CLOSED_WEEK  # seven days, Monday first
    overrides: tuple[DayOverride, ...] = ()
    vacations: tuple[Vacation, ...] = ()
    travel: tuple[Travel, ...] = ()

    def __post_init__(self):
        if len(self.weekly) != 7:
            raise ValueError("a week has seven days")

    def windows_on(self, day: date) -> tuple[Window, ...]:
        return () if self.vacation_on(day) else self.planned_on(day)

    def planned_on(self, day: date) -> tuple[Window, ...]:
        """Return the date's windows as they would be without any vacation."""
        return self._overridden.get(day, self.weekly[day.weekday()])

    def vacation_on(self, day: date) -> Vacation | None:
        on_it = (away for away in self.vacations if away.first_day <= day <= away.last_day)
        return next(on_it, None)

    def is_overridden(self, day: date) -> bool:
        return day in self._overridden

    @cached_property
    def _overridden(self) -> dict[date, tuple[Window, ...]]:
        return {override.day: override.windows for override in self.overrides}

    def zone_on(self, day: date) -> str:
        trips = (trip for trip in self.travel if trip.first_day <= day <= trip.last_day)
        return next((trip.zone for trip in trips), self.zone)

    def start_of(self, day: date) -> int:
        return day_start(self.zone_on(day), day)

    def day_at(self, instant: int) -> date:
        """Return the mentor's date at that second; a day lasts until the next one begins."""
        latest = utc_day(instant) + DAY
        days = (latest, latest - DAY)
        return next((day for day in days if self.start_of(day) <= instant), latest - 2 * DAY)

    def today(self, now: datetime) -> date:
        return self.day_at(seconds_at(now))

    def zone_at(self, instant: datetime) -> str:
        """Return whose clocks the mentor goes by then."""
        return self.zone_on(self.today(instant)) if self.travel else self.zone


def week_of(rules: Iterable[tuple[int, Window]]) -> tuple[tuple[Window, ...], ...]:
    """Sort windows by their weekday, Monday being 0, into a `Schedule.weekly`."""
    rules = sorted(rules)
    return tuple(tuple(w for weekday, w in rules if weekday == day) for day in range(7))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
