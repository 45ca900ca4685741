"""A weekly rhythm out of what is free: the same time each week, or the nearest to it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.core.intervals import Interval
from webapp.core.zones import zone

WEEK = timedelta(days=7)
HALF = timedelta(days=3)  # before and after the day of the rhythm: weeks do not share a day
CHOICES = 3  # times to choose from in a week, the proposed one among them


@dataclass(frozen=True)
class PlannedTalk:
    """What is proposed for one week, and what else is free around it, in order."""

    proposed: Interval
    choices: tuple[Interval, ...]
    keeps_rhythm: bool  # at the same wall time as the first


@dataclass(frozen=True)
class Plan:
    """Talks in order; fewer than were asked for where whole weeks have nothing free."""

    talks: tuple[PlannedTalk, ...]
    asked: int

    @property
    def last_day_of(self) -> datetime:
        return self.talks[-1].proposed.end

    @property
    def is_short(self) -> bool:
        return len(self.talks) < self.asked


def weekly_plan(slots: Iterable[Interval], first: Interval, count: int, *, zone_name: str) -> Plan:
    """Propose `count` talks from the first one on, in the wall time of the mentee's zone.

    A week without anything free is left out and the next one taken, as far as slots go.
    """
    by_day = days_of(slots, zone_name)
    last, talks, wanted = max(by_day, default=date.min), [], local(first.start, zone_name)
    while len(talks) < count and wanted.date() - HALF <= last:
        if talk := talk_near(wanted, by_day):
            talks.append(talk)
        wanted += WEEK  # in wall time: ten stays ten when the clocks change
    return Plan(tuple(talks), count)


def local(instant: datetime, zone_name: str) -> datetime:
    return instant.astimezone(zone(zone_name))


def days_of(slots: Iterable[Interval], zone_name: str) -> dict[date, list[Interval]]:
    days: dict[date, list[Interval]] = {}
    for slot in slots:
        days.setdefault(local(slot.start, zone_name).date(), []).append(slot)
    return days


def talk_near(wanted: datetime, by_day: dict[date, list[Interval]]) -> PlannedTalk | None:
    around = (wanted.date() + timedelta(days=n) for n in range(-HALF.days, HALF.days + 1))
    free = [slot for day in around for slot in by_day.get(day, ())]
    if not free:
        return None
    nearest = sorted(free, key=lambda slot: abs(slot.start - wanted))[:CHOICES]
    return PlannedTalk(nearest[0], tuple(sorted(nearest)), nearest[0].start == wanted)
