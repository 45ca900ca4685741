"""From availability rules to bookable slots. Pure: no database, no clock.

A start on the grid is free unless something shuts it: a booking, a busy event, the
notice, a cap. Each of these is a stretch of starts, so one sweep over their union
answers for every slot at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from webapp.core.intervals import EPOCH, SECOND, Interval, Span, instant_at, span_of, unite
from webapp.core.local_days import day_span, days_span
from webapp.scheduling.limits import Limits, closed_days
from webapp.scheduling.openings import grids, openings_around
from webapp.scheduling.reason import Reason
from webapp.scheduling.schedule import Schedule

ALWAYS = 1 << 62  # seconds: after any instant there is

# Weekly caps count every booking of the mentor's week, which may begin seven local days
# before the slot and end seven after it.
REACH = timedelta(days=8)


@dataclass(frozen=True)
class Claims:
    """What stands on the time already: plain intervals, without any buffer.

    `taken` are the mentor's bookings that block (confirmed, pending, held by somebody
    else than the viewer); only these count towards the caps. What the viewer holds with
    this mentor is left out of both lists. All must be given as far as `reach` says.
    """

    taken: Iterable[Interval] = ()
    viewer_taken: Iterable[Interval] = ()  # the viewer's own bookings, with anybody
    busy: Iterable[Interval] = ()  # other time of the mentor
    busy_days: Iterable[date] = ()  # all-day events: local days of the mentor


NO_CLAIMS = Claims()
NO_LIMITS = Limits()


def free_slots(
    schedule: Schedule,
    *,
    viewer_zone: str,
    first_day: date,
    last_day: date,
    length: timedelta,
    step: timedelta,
    claims: Claims = NO_CLAIMS,
    limits: Limits = NO_LIMITS,
    now: datetime,
) -> list[Interval]:
    """Return the slots that start on the viewer's days, both included, in order."""
    within = days_span(viewer_zone, first_day, last_day)
    return slots_starting(within, schedule, length, step, claims, limits, now)


def is_on_offer(
    slot: Interval,
    schedule: Schedule,
    *,
    step: timedelta,
    claims: Claims = NO_CLAIMS,
    limits: Limits = NO_LIMITS,
    now: datetime,
) -> bool:
    within = span_of(Interval(slot.start, slot.start + SECOND))
    return slot in slots_starting(within, schedule, slot.length, step, claims, limits, now)


def reach(asked: Interval) -> Interval:
    """Return the stretch whose claims decide about the slots inside `asked`."""
    return Interval(asked.start - REACH, asked.end + REACH)


def slots_starting(
    within: Span,
    schedule: Schedule,
    length: timedelta,
    step: timedelta,
    claims: Claims,
    limits: Limits,
    now: datetime,
) -> list[Interval]:
    shut = unite(shut_starts(within, schedule, length, claims, limits, now))
    opened = grids(schedule, openings_around(schedule, *within))
    runs = free_runs(opened, shut, length // SECOND, step // SECOND)
    return [Interval(start, start + length) for run in runs for start in instants_of(run, step)]


def shut_starts(
    within: Span,
    schedule: Schedule,
    length: timedelta,
    claims: Claims,
    limits: Limits,
    now: datetime,
) -> Iterator[Span]:
    """Yield each stretch in which no slot may start, whatever shuts it."""
    yield from beyond(within)
    for _, spans in shutters(within, schedule, length, claims, limits, now):
        yield from spans


def beyond(within: Span) -> tuple[Span, Span]:
    return (-ALWAYS, within[0]), (within[1], ALWAYS)


def shutters(
    within: Span,
    schedule: Schedule,
    length: timedelta,
    claims: Claims,
    limits: Limits,
    now: datetime,
) -> Iterator[tuple[Reason, Iterable[Span]]]:
    """Yield what shuts starts inside, by its reason."""
    taken = [span_of(booking) for booking in claims.taken]
    busy_days = (day_span(schedule.zone_on(day), day) for day in claims.busy_days)
    before = limits.buffer_before // SECOND
    after = length // SECOND + limits.buffer_after // SECOND

    yield Reason.NOTICE, [(-ALWAYS, -((EPOCH - now - limits.notice) // SECOND))]
    yield Reason.BOOKED, starts_meeting(taken, before, after)
    yield Reason.BUSY, starts_meeting(chain(map(span_of, claims.busy), busy_days), before, after)
    yield Reason.OWN, starts_meeting(map(span_of, claims.viewer_taken), 0, length // SECOND)
    for reason, day in closed_days(schedule, within, taken=taken, limits=limits, now=now):
        yield reason, [day]


def starts_meeting(rows: Iterable[Span], before: int, after: int) -> Iterator[Span]:
    """Yield the starts s for which [s - before, s + after) would overlap a row."""
    for start, end in rows:
        yield start - after + 1, end + before


def free_runs(
    opened: Iterable[tuple[int, int, int]], shut: list[Span], length: int, step: int
) -> Iterator[range]:
    """Yield the free starts, run by run between what is shut: `shut` begins before all time."""
    stretches = iter(shut)
    shut_from, shut_until = next(stretches)
    for start, until, end in opened:
        beyond = min(until, end - length + 1)
        while start < beyond:
            while shut_until <= start:
                shut_from, shut_until = next(stretches)
            if shut_from <= start:
                start += -(-(shut_until - start) // step) * step
            else:
                run = range(start, min(beyond, shut_from), step)
                yield run
                start = run[-1] + step


def instants_of(run: range, step: timedelta) -> Iterator[datetime]:
    # Adding to a datetime is several times faster than making each from its seconds.
    instant = instant_at(run.start)
    for _ in run:
        yield instant
        instant += step
