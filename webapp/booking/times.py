"""The times to choose from: lengths, seven days with what is free on each, the slots of one. Pure.

Days are the reader's; lengths are minutes as the reader gets them.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webapp.booking.lengths import chosen_length
from webapp.booking.offer import Offer
from webapp.core.intervals import Interval
from webapp.core.zones import zone
from webapp.scheduling.schedule import Vacation

STRIP = 7  # days seen at once
CLOSEST = 4  # times offered for one that is gone


@dataclass(frozen=True)
class Asked:
    """What the address of the page says; everything may be missing."""

    length: int | None = None
    day: date | None = None
    slot: datetime | None = None
    line: str = ""  # what was typed on the first page
    zone: str | None = None  # to see the times in, instead of the reader's own


@dataclass(frozen=True)
class Day:
    date: date
    slots: tuple[Interval, ...]


@dataclass(frozen=True)
class Times:
    length: int
    lengths: list[int]
    days: list[Day]
    day: Day
    chosen: Interval | None  # the slot that was asked for, if it is free
    gone: datetime | None  # its start, if it is not
    closest: list[Interval]  # to the start that was asked for, the nearest first
    next_free: Interval | None  # after an empty day, or else the first there is
    earlier: date | None  # a day to show before and after these seven
    later: date | None
    change_notice: int  # minutes before a talk, until which one may move or cancel it freely
    away: Vacation | None = None  # of the mentor, now or on the day that is shown
    reads_first: bool = False  # a time is asked for and not booked at once
    answers_in_writing: bool = False
    zone_at: Callable[[Interval], str] | None = None  # whose clocks the mentor goes by then


def times_of(offer: Offer, asked: Asked, *, zone_name: str, minutes: int | None = None) -> Times:
    """`minutes` is the length of a talk that has one already, whatever else is offered."""
    wanted = chosen_length(asked.length, offer.calendar.lengths, offer.extra_time)
    length = minutes or wanted or offer.usual_length
    slots = offer.slots(length)
    chosen = next((slot for slot in slots if slot.start == asked.slot), None)
    days = by_day(slots, zone_name)
    today = offer.now.astimezone(zone(zone_name)).date()
    shown = shown_day(asked, list(days), zone_name, today=today)
    strip = strip_around(shown, today)
    return Times(
        length=length,
        lengths=offer.lengths,
        days=[Day(day, tuple(days.get(day, ()))) for day in strip],
        day=Day(shown, tuple(days.get(shown, ()))),
        chosen=chosen,
        gone=asked.slot if asked.slot and not chosen else None,
        closest=closest_to(asked.slot, slots) if asked.slot else [],
        next_free=next_after(shown, days) or (slots[0] if slots else None),
        earlier=max(today, strip[0] - STRIP * A_DAY) if strip[0] > today else None,
        later=next((day for day in days if day > strip[-1]), None),
        change_notice=offer.calendar.change_notice,
        away=away_on(shown, zone_name, offer),
        reads_first=offer.calendar.reads_first,
        answers_in_writing=offer.calendar.answers_in_writing,
        zone_at=offer.zone_at,
    )


A_DAY = timedelta(days=1)
NOON = time(12)


def away_on(day: date, zone_name: str, offer: Offer) -> Vacation | None:
    schedule = offer.calendar.schedule
    moments = offer.now, datetime.combine(day, NOON, zone(zone_name))
    away = (schedule.vacation_on(schedule.today(moment)) for moment in moments)
    return next(filter(None, away), None)


def by_day(slots: list[Interval], zone_name: str) -> dict[date, list[Interval]]:
    days = defaultdict(list)
    for slot in slots:
        days[slot.start.astimezone(zone(zone_name)).date()].append(slot)
    return dict(days)


def shown_day(asked: Asked, free_days: list[date], zone_name: str, *, today: date) -> date:
    """Return the day that was asked for, the slot's, or the first with anything free."""
    last = free_days[-1] if free_days else today + STRIP * A_DAY
    wanted = asked.day
    if wanted is None and asked.slot:
        wanted = asked.slot.astimezone(zone(zone_name)).date()
    if wanted is None:
        wanted = free_days[0] if free_days else today
    return min(max(wanted, today), max(last, today + STRIP * A_DAY))


def strip_around(shown: date, today: date) -> list[date]:
    first = today + (shown - today).days // STRIP * STRIP * A_DAY
    return [first + n * A_DAY for n in range(STRIP)]


def closest_to(wanted: datetime, slots: list[Interval]) -> list[Interval]:
    """Return the few that are nearest, in the order of the day."""
    others = (slot for slot in slots if slot.start != wanted)
    return sorted(sorted(others, key=lambda slot: abs(slot.start - wanted))[:CLOSEST])


def next_after(day: date, days: dict[date, list[Interval]]) -> Interval | None:
    return next((slots[0] for free_day, slots in days.items() if free_day > day), None)
