"""From rules to open time: which instants a mentor's windows cover.

An instant is open if its wall time, in the zone that is valid on that local date, lies
in a window of that date. So the hour that the clocks skip is never open, and the hour
they repeat is open twice.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from webapp.core.intervals import Interval, Span, interval_of, span_of, unite
from webapp.core.local_days import DAY, steady_spans, utc_day
from webapp.scheduling.schedule import Schedule, monday_of

MIDNIGHT_1970 = date(1970, 1, 1)
DAY_SECONDS = 24 * 3600
WEEK = 7 * DAY_SECONDS

# Far enough to see for any instant where its grid begins (see `grids`).
LOOK_BACK = timedelta(days=17)


def open_intervals(schedule: Schedule, within: Interval) -> list[Interval]:
    """Return the open time inside `within`, in order, joined where windows touch."""
    start, end = span_of(within)
    opened = openings_around(schedule, start, end)
    clipped = ((max(since, start), min(until, end)) for since, until in opened)
    return [interval_of(span) for span in clipped if span[0] < span[1]]


def openings_around(schedule: Schedule, start: int, end: int) -> tuple[Span, ...]:
    """Return openings that reach from long before `start` until past `end`."""
    return openings(schedule, utc_day(start) - LOOK_BACK, utc_day(end) + DAY)


@lru_cache(maxsize=4096)
def openings(schedule: Schedule, first_day: date, last_day: date) -> tuple[Span, ...]:
    """Return the maximal stretches that the windows of these local days cover together.

    Kept by the rules themselves: other rules are another key, whoever's they are, and a
    process has one tzdata as long as it runs.
    """
    days = [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]
    return tuple(unite(span for day in days for span in openings_on(schedule, day, days)))


def openings_on(schedule: Schedule, day: date, days: list[date]) -> Iterator[Span]:
    """Cut each window of the day where the clocks change; inside a piece, plain arithmetic."""
    windows = schedule.windows_on(day)
    if not windows:
        return
    midnight = (day - MIDNIGHT_1970).days * DAY_SECONDS
    for since, until, offset in clocks_over(schedule.zone_on(day), days[0], days[-1]):
        for opens, closes in (window.minutes for window in windows):
            opened = max(since, midnight + opens * 60 - offset)
            closed = min(until, midnight + closes * 60 - offset)
            yield opened, closed


def clocks_over(zone_name: str, first_day: date, last_day: date):
    """Return the zone's steady spans over days that may begin and end anywhere on Earth."""
    first, last = ((day - MIDNIGHT_1970).days * DAY_SECONDS for day in (first_day, last_day))
    return steady_spans(zone_name, first - DAY_SECONDS, last + 3 * DAY_SECONDS)


def grids(schedule: Schedule, opened: tuple[Span, ...]) -> Iterator[tuple[int, int, int]]:
    """Yield where starts are counted from, until where, and when that opening ends.

    A grid begins with its opening. One that has run for a week begins again each Monday
    at 00:00: who is open around the clock has no other beginning to count from, and the
    same slots must come out whichever days are asked for.
    """
    for start, end in opened:
        for first, until in pairwise([start, *restarts(schedule, start, end), end]):
            yield first, until, end


def restarts(schedule: Schedule, start: int, end: int) -> list[int]:
    if end - start <= WEEK:
        return []
    monday, last_day = monday_of(utc_day(start + WEEK)), utc_day(end) + DAY
    weeks = range((last_day - monday).days // 7 + 1)
    mondays = [schedule.start_of(monday + timedelta(weeks=week)) for week in weeks]
    return [instant for instant in mondays if start + WEEK <= instant < end]
