"""Random calendars for the property test, most of them on days when the clocks change."""

import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from webapp.core.intervals import Interval
from webapp.core.zones import zone_names
from webapp.scheduling.limits import Limits
from webapp.scheduling.schedule import DayOverride, Schedule, Travel, Vacation, Window, week_of
from webapp.scheduling.slots import Claims

FIRST, LAST = date(2012, 1, 1), date(2036, 12, 31)
DAY = timedelta(days=1)


@cache
def changes_of(zone: str, year: int) -> list[date]:
    """Return the UTC days of that year after which the zone's offset is another."""
    noons = [datetime(year, 1, 1, 12, tzinfo=UTC) + n * DAY for n in range(366)]
    offsets = [noon.astimezone(ZoneInfo(zone)).utcoffset() for noon in noons]
    return [noons[n].date() for n in range(365) if offsets[n] != offsets[n + 1]]


@cache
def changing_zones() -> list[str]:
    return [zone for zone in zone_names() if changes_of(zone, 2027)]


zones = st.one_of(
    st.deferred(lambda: st.sampled_from(changing_zones())),
    st.deferred(lambda: st.sampled_from(zone_names())),
)


@st.composite
def situations(draw) -> dict:
    """Draw keyword arguments for `free_slots`, with "schedule" and the "grain" of all times."""
    grain = draw(st.sampled_from([1, 5, 15, 15, 30]))
    zone = draw(zones)
    first_day = draw(days_near_changes(zone))
    last_day = first_day + DAY * draw(st.integers(0, 0 if grain == 1 else 3))
    return {
        "grain": timedelta(minutes=grain),
        "schedule": draw(schedules(zone, first_day, grain)),
        "viewer_zone": draw(st.one_of(st.just(zone), zones)),
        "first_day": first_day,
        "last_day": last_day,
        "length": draw(durations(grain, 1, 6)),
        "step": draw(durations(grain, 1, 6)),
        "claims": draw(claims(first_day, grain)),
        "limits": draw(limits(grain)),
        "now": draw(nows(first_day)),
    }


@st.composite
def days_near_changes(draw, zone: str) -> date:
    changes = changes_of(zone, draw(st.integers(FIRST.year, LAST.year)))
    if not changes:
        return draw(st.dates(FIRST, LAST))
    return draw(st.sampled_from(changes)) + DAY * draw(st.integers(-2, 2))


@st.composite
def schedules(draw, zone: str, first_day: date, grain: int) -> Schedule:
    near = st.integers(-3, 4).map(lambda n: first_day + n * DAY)
    some_windows = st.lists(windows(grain), max_size=3).map(tuple)
    overrides = draw(st.dictionaries(near, some_windows, max_size=3))
    rules = st.lists(st.tuples(st.integers(0, 6), windows(grain)), max_size=6)
    every_day = windows(grain).map(lambda window: [(day, window) for day in range(7)])
    return Schedule(
        zone=zone,
        weekly=week_of(draw(st.one_of(rules, every_day))),
        overrides=tuple(DayOverride(*item) for item in overrides.items()),
        vacations=draw(few(st.builds(stretch(Vacation), near, st.integers(0, 2)))),
        travel=draw(few(st.builds(stretch(Travel), near, st.integers(0, 3), zones))),
    )


def windows(grain: int) -> st.SearchStrategy[Window]:
    minute = st.integers(0, 1440 // grain).map(lambda n: n * grain)
    return st.one_of(st.builds(Window, minute, minute), st.just(Window(0, 1440)))


def stretch(kind):
    return lambda first_day, more, *zone: kind(first_day, first_day + more * DAY, *zone)


def few(strategy):
    return st.one_of(st.just(()), st.lists(strategy, max_size=1).map(tuple))


@st.composite
def claims(draw, first_day: date, grain: int) -> Claims:
    rows = st.lists(intervals(first_day, grain), max_size=4)
    days = st.lists(st.integers(-1, 4).map(lambda n: first_day + n * DAY), max_size=1)
    return Claims(draw(rows), draw(rows), draw(rows), draw(days))


@st.composite
def intervals(draw, first_day: date, grain: int) -> Interval:
    midnight = datetime(first_day.year, first_day.month, first_day.day, tzinfo=UTC)
    start = midnight + timedelta(minutes=grain * draw(st.integers(-2880 // grain, 7200 // grain)))
    return Interval(start, start + draw(durations(grain, 1, 12)))


def durations(grain: int, least: int, most: int) -> st.SearchStrategy[timedelta]:
    return st.integers(least, most).map(lambda n: timedelta(minutes=n * grain))


def limits(grain: int) -> st.SearchStrategy[Limits]:
    buffer = durations(grain, 0, 2)
    cap = st.one_of(st.none(), st.integers(0, 3))
    notice = st.integers(0, 3000).map(lambda n: timedelta(minutes=n))
    return st.builds(Limits, buffer, buffer, notice, cap, cap, cap)


@st.composite
def nows(draw, first_day: date) -> datetime:
    midnight = datetime(first_day.year, first_day.month, first_day.day, tzinfo=UTC)
    return midnight - timedelta(seconds=draw(st.integers(-90_000, 400_000)))


EXAMPLES = int(os.environ.get("SLOT_EXAMPLES", "250"))
