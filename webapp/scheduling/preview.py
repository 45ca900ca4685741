"""What mentees see of a calendar, in any zone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.core.intervals import Interval
from webapp.core.zones import zone
from webapp.scheduling.diary import Diary
from webapp.scheduling.reason import Reason
from webapp.scheduling.reasons import Question
from webapp.scheduling.slots import free_slots

DAYS_SHOWN = 7


@dataclass(frozen=True)
class SeenDay:
    day: date
    slots: list[Interval]
    next_free: Interval | None  # where the day is empty
    reasons: tuple[Reason, ...]  # why it is


@dataclass(frozen=True)
class Preview:
    zone: str
    length: int  # minutes
    days: list[SeenDay]


def seen_in(diary: Diary, zone_name: str, length: int, *, now: datetime) -> Preview:
    """Return the next seven days of somebody who lives in that zone and has booked nothing."""
    asked, there = question(diary, length, now=now), zone(zone_name)
    today = now.astimezone(there).date()
    by_day = defaultdict(list)
    for slot in slots_of(asked, zone_name, today):
        by_day[slot.start.astimezone(there).date()].append(slot)
    days = [today + timedelta(days=n) for n in range(DAYS_SHOWN)]
    return Preview(zone_name, length, [seen_day(asked, zone_name, day, by_day) for day in days])


def question(diary: Diary, length: int, *, now: datetime) -> Question:
    calendar, minutes = diary.calendar, timedelta(minutes=length)
    return Question(
        calendar.schedule, minutes, calendar.step(minutes), now, diary.claims, calendar.limits
    )


def slots_of(asked: Question, zone_name: str, today: date) -> list[Interval]:
    window = asked.limits.window_days or 0
    return free_slots(
        asked.schedule,
        viewer_zone=zone_name,
        first_day=today - timedelta(days=1),
        last_day=today + timedelta(days=window + 2),
        length=asked.length,
        step=asked.step,
        claims=asked.claims,
        limits=asked.limits,
        now=asked.now,
    )


def seen_day(
    asked: Question, zone_name: str, day: date, by_day: dict[date, list[Interval]]
) -> SeenDay:
    if here := by_day.get(day):
        return SeenDay(day, here, None, ())
    later = (found[0] for other, found in by_day.items() if other > day)
    return SeenDay(day, [], next(later, None), asked.why_empty(zone_name, day))
