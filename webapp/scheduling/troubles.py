"""Why is this not offered? The answer for a day or a time of the mentor's own clock."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.core.intervals import Interval
from webapp.scheduling.calendar_page import spans_on
from webapp.scheduling.diary import Diary, Talk
from webapp.scheduling.reason import ORDER, Reason
from webapp.scheduling.reasons import Question, Start, instants_at
from webapp.scheduling.schedule import Vacation, Window
from webapp.scheduling.week_grid import WEEKDAYS

A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Answer:
    """What a day looks like, and what stands against it or against one time of it."""

    day: date
    minute: int | None  # of the clock; none: the whole day was asked about
    zone: str  # whose clocks hold on that day
    windows: tuple[Window, ...]
    vacation: Vacation | None
    is_overridden: bool
    starts: list[Start]
    reasons: list[tuple[Reason, int]]  # with how many starts each shuts
    near: list[Interval]  # offered before and after the time that is not
    talks: list[Talk]
    earliest: datetime  # now and the notice
    last_day: date | None  # that can be booked

    step: int  # minutes from one start to the next

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]

    @property
    def hours(self) -> str:
        return spans_on(self.windows)

    @property
    def free(self) -> list[Interval]:
        return [start.slot for start in self.starts if not start.reasons]

    @property
    def is_offered(self) -> bool:
        return not self.reasons


def answer_to(diary: Diary, asked: Question, day: date, minute: int | None) -> Answer:
    schedule = asked.schedule
    zone_name, window_days = schedule.zone_on(day), asked.limits.window_days
    starts = asked.starts_on(zone_name, day)
    return Answer(
        day=day,
        minute=minute,
        zone=zone_name,
        windows=schedule.planned_on(day),
        vacation=schedule.vacation_on(day),
        is_overridden=schedule.is_overridden(day),
        starts=starts,
        reasons=reasons_for(asked, day, minute, starts),
        near=near(starts, zone_name, day, minute),
        talks=diary.talks_on(day, day),
        earliest=asked.now + asked.limits.notice,
        last_day=schedule.today(asked.now) + window_days * A_DAY if window_days else None,
        step=asked.step // A_MINUTE,
    )


def reasons_for(
    asked: Question, day: date, minute: int | None, starts: list[Start]
) -> list[tuple[Reason, int]]:
    if minute is not None:
        return [(reason, 1) for reason in asked.why_not_at(day, minute)]
    if not starts:
        return [(reason, 0) for reason in asked.why_empty(asked.schedule.zone_on(day), day)]
    counted = Counter(reason for start in starts for reason in start.reasons)
    return sorted(counted.items(), key=lambda item: ORDER[item[0]])


def near(starts: list[Start], zone_name: str, day: date, minute: int | None) -> list[Interval]:
    """Return the starts just before and after a time, that are free."""
    instants = instants_at(zone_name, day, minute) if minute is not None else []
    if not instants:
        return []
    free = [start.slot for start in starts if not start.reasons]
    before = [slot for slot in free if slot.start < instants[0]][-1:]
    after = [slot for slot in free if slot.start > instants[0]][:1]
    return before + after
