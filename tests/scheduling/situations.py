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

EXAMPLES = int(os.environ.get("SLOT_EXAMPLES", "250"))
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


# Strategies are made once: making them anew for each example takes longer than the tests.
ZONES = st.one_of(st.sampled_from(changing_zones()), st.sampled_from(zone_names()))
YEARS = st.integers(FIRST.year, LAST.year)
DATES = st.dates(FIRST, LAST)
NEAR = st.integers(-3, 4)  # days from the first day asked for
STAYS = st.one_of(st.just(()), st.just(()), st.tuples(NEAR, st.integers(0, 3)))
CAP = st.one_of(st.none(), st.none(), st.integers(0, 3))
NOTICE = st.one_of(st.just(0), st.integers(0, 3000)).map(lambda n: timedelta(minutes=n))
GRAINS = st.sampled_from([15, 15, 15, 15, 5, 1])  # each divides every offset since 2012
LEADS = st.integers(-90_000, 400_000).map(lambda n: timedelta(seconds=n))


@st.composite
def situations(draw, zone: str | None = None) -> dict:
    """Draw keyword arguments for `free_slots`, with "schedule" and the "grain" of all times.

    Without a zone the mentor lives anywhere.
    """
    grain = draw(GRAINS)
    zone = zone or draw(ZONES)
    first_day = draw_day_near_change(draw, zone)
    midnight = datetime(first_day.year, first_day.month, first_day.day, tzinfo=UTC)
    return {
        "grain": timedelta(minutes=grain),
        "schedule": draw_schedule(draw, zone, first_day, grain),
        "viewer_zone": draw(st.one_of(st.just(zone), ZONES)),
        "first_day": first_day,
        "last_day": first_day + DAY * (draw(NEAR) % 3 if grain >= 15 else 0),
        "length": draw(durations(grain, 1, 6)),
        "step": draw(durations(grain, 1, 6)),
        "claims": draw_claims(draw, midnight, grain),
        "limits": draw(limits(grain)),
        "now": midnight - draw(LEADS),
    }


def draw_day_near_change(draw, zone: str) -> date:
    changes = changes_of(zone, draw(YEARS))
    if not changes:
        return draw(DATES)
    return draw(st.sampled_from(changes)) + DAY * (draw(NEAR) // 2)


def draw_schedule(draw, zone: str, first_day: date, grain: int) -> Schedule:
    overrides = draw(override_windows(grain))
    vacation, trip = draw(STAYS), draw(STAYS)
    return Schedule(
        zone=zone,
        weekly=week_of(draw(rules(grain))),
        overrides=tuple(DayOverride(first_day + n * DAY, own) for n, own in overrides.items()),
        vacations=tuple(Vacation(*days) for days in stay(vacation, first_day)),
        travel=tuple(Travel(*days, draw(ZONES)) for days in stay(trip, first_day)),
    )


def stay(drawn: tuple, first_day: date) -> list[tuple[date, date]]:
    if not drawn:
        return []
    begins, more = drawn
    return [(first_day + begins * DAY, first_day + (begins + more) * DAY)]


@cache
def rules(grain: int) -> st.SearchStrategy[list[tuple[int, Window]]]:
    some = st.lists(st.tuples(st.integers(0, 6), windows(grain)), max_size=6)
    daily = windows(grain).map(lambda window: [(day, window) for day in range(7)])
    return st.one_of(some, daily)


@cache
def override_windows(grain: int) -> st.SearchStrategy[dict[int, tuple[Window, ...]]]:
    return st.dictionaries(NEAR, st.lists(windows(grain), max_size=3).map(tuple), max_size=3)


@cache
def windows(grain: int) -> st.SearchStrategy[Window]:
    minute = st.integers(0, 1440 // grain).map(lambda n: n * grain)
    own = st.builds(Window, minute, minute)
    # Who never closes makes the oracle look back for weeks: too slow minute by minute.
    return own if grain == 1 else st.one_of(own, own, own, st.just(Window(0, 1440)))


def draw_claims(draw, midnight: datetime, grain: int) -> Claims:
    taken, viewer_taken, busy = (
        [interval(midnight, *row, grain) for row in draw(rows(grain))] for _ in range(3)
    )
    days = [midnight.date() + n * DAY for n in draw(BUSY_DAYS)]
    return Claims(taken, viewer_taken, busy, days)


BUSY_DAYS = st.lists(NEAR, max_size=1)


@cache
def rows(grain: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    start = st.integers(-2880 // grain, 7200 // grain)
    return st.lists(st.tuples(start, st.integers(1, 12)), max_size=3)


def interval(midnight: datetime, start: int, length: int, grain: int) -> Interval:
    starts_at = midnight + timedelta(minutes=start * grain)
    return Interval(starts_at, starts_at + timedelta(minutes=length * grain))


@cache
def durations(grain: int, least: int, most: int) -> st.SearchStrategy[timedelta]:
    return st.integers(least, most).map(lambda n: timedelta(minutes=n * grain))


@cache
def limits(grain: int) -> st.SearchStrategy[Limits]:
    buffer = durations(grain, 0, 2)
    return st.builds(Limits, buffer, buffer, NOTICE, CAP, CAP, CAP)
