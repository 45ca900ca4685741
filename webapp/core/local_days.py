"""Local days as stretches of real time, however the clocks change inside them.

Instants are whole seconds since 1970 (see `intervals.Span`).
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from webapp.core.intervals import Interval, Span, instant_at, interval_of
from webapp.core.zones import zone

DAY = timedelta(days=1)

# No zone has ever changed its offset twice within six days, so a look every three
# days misses nothing.
STRIDE = 3 * 24 * 3600


@lru_cache(maxsize=16_384)
def day_start(zone_name: str, day: date) -> int:
    """Return the day's first instant: 00:00, or where the gap ends that swallowed it."""
    # In a gap, fold=0 counts with the offset from before it: that is the instant of the
    # change. Where 00:00 comes twice, fold=0 is the first.
    return int(datetime.combine(day, time(), zone(zone_name)).timestamp())


def day_span(zone_name: str, day: date) -> Span:
    """Return the whole local day, 23 to 25 hours; a day that a zone skipped has no length."""
    return days_span(zone_name, day, day)


def days_span(zone_name: str, first_day: date, last_day: date) -> Span:
    return day_start(zone_name, first_day), day_start(zone_name, last_day + DAY)


def days_interval(zone_name: str, first_day: date, last_day: date) -> Interval:
    """Return the local days from the first to the last, both included."""
    return interval_of(days_span(zone_name, first_day, last_day))


def utc_day(instant: int) -> date:
    return instant_at(instant).date()


@lru_cache(maxsize=4096)
def steady_spans(zone_name: str, start: int, end: int) -> tuple[tuple[int, int, int], ...]:
    """Cut a stretch where the zone's offset changes: (start, end, offset in seconds)."""
    looks = [*range(start, end, STRIDE), end]
    pairs = zip(looks, looks[1:], strict=False)
    changes = [_change_between(zone_name, early, late) for early, late in pairs]
    cuts = [start, *(change for change in changes if change), end]
    return tuple(
        (since, until, offset_at(zone_name, since))
        for since, until in zip(cuts, cuts[1:], strict=False)
        if since < until
    )


def _change_between(zone_name: str, early: int, late: int) -> int | None:
    """Return the first second of the new offset, found by halving."""
    before = offset_at(zone_name, early)
    if offset_at(zone_name, late) == before:
        return None
    while late - early > 1:
        middle = (early + late) // 2
        if offset_at(zone_name, middle) == before:
            early = middle
        else:
            late = middle
    return late


def offset_at(zone_name: str, instant: int) -> int:
    """Return how many seconds local clocks are ahead of UTC."""
    local = datetime.fromtimestamp(instant, UTC).astimezone(zone(zone_name))
    return int(local.utcoffset().total_seconds())
