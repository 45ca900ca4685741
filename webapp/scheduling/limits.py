"""What a mentor asks for around and between slots: gaps, notice, a window, caps."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.core.intervals import Span
from webapp.core.local_days import DAY, utc_day
from webapp.scheduling.reason import Reason
from webapp.scheduling.schedule import Schedule, monday_of

NOTHING = timedelta(0)


@dataclass(frozen=True)
class Limits:
    """Days and weeks are the mentor's local ones, and a booking counts where it starts."""

    buffer_before: timedelta = NOTHING
    buffer_after: timedelta = NOTHING
    notice: timedelta = NOTHING
    window_days: int | None = None  # how many days after today can be booked, all of the last
    daily: int | None = None
    weekly: int | None = None  # from Monday to Sunday

    @property
    def count_talks(self) -> bool:
        return (self.daily, self.weekly) != (None, None)

    @property
    def close_days(self) -> bool:
        return self.count_talks or self.window_days is not None


def closed_days(
    schedule: Schedule, within: Span, *, taken: Iterable[Span], limits: Limits, now: datetime
) -> Iterator[tuple[Reason, Span]]:
    """Yield the mentor's days around `within` that are full, or too far ahead, and which it is."""
    if not limits.close_days:
        return
    in_days = Counter(schedule.day_at(start) for start, _ in taken if limits.count_talks)
    in_weeks = Counter(monday_of(day) for day in in_days.elements())
    last_day = last_bookable_day(schedule, limits, now)
    for day in days_around(within):
        closing = {
            Reason.TOO_FAR: day > last_day,
            Reason.DAY_FULL: is_reached(limits.daily, in_days[day]),
            Reason.WEEK_FULL: is_reached(limits.weekly, in_weeks[monday_of(day)]),
        }
        if any(closing.values()):
            span = schedule.start_of(day), schedule.start_of(day + DAY)
            yield from ((reason, span) for reason, closes in closing.items() if closes)


def last_bookable_day(schedule: Schedule, limits: Limits, now: datetime) -> date:
    if limits.window_days is None:
        return date.max
    return schedule.today(now) + timedelta(days=limits.window_days)


def days_around(within: Span) -> list[date]:
    first, last = utc_day(within[0]) - DAY, utc_day(within[1]) + DAY
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def is_reached(limit: int | None, bookings: int) -> bool:
    return limit is not None and bookings >= limit
