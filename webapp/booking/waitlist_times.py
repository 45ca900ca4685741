"""Which free time fits what somebody waits for. Pure; days and hours are the person's own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.core.intervals import Interval
from webapp.core.zones import zone

OFFER_LASTS = timedelta(minutes=15)
LOOKS_FOR = timedelta(days=30)  # unless a last day is said
FURTHEST = timedelta(days=180)
SHORT_NOTICE = timedelta(hours=1)
USUAL_NOTICE = timedelta(hours=24)

PARTS = {  # hours of the day, and how they are called
    "morning": ("Mornings", 0, 12),
    "midday": ("12–14", 12, 14),
    "afternoon": ("Afternoons", 14, 18),
    "evening": ("Evenings", 18, 24),
}


@dataclass(frozen=True)
class Wanted:
    """What somebody waits for; no parts are all of them."""

    first_day: date
    last_day: date
    parts: frozenset[str] = frozenset()
    at_short_notice: bool = True

    def fits(self, slot: Interval, zone_name: str, now: datetime) -> bool:
        start = slot.start.astimezone(zone(zone_name))
        notice = SHORT_NOTICE if self.at_short_notice else USUAL_NOTICE
        return (
            self.first_day <= start.date() <= self.last_day
            and (not self.parts or part_of(start.hour) in self.parts)
            and slot.start - now >= notice
        )


def part_of(hour: int) -> str:
    return next(part for part, (_, first, end) in PARTS.items() if first <= hour < end)


def first_fitting(
    slots: Iterable[Interval],
    wanted: Wanted,
    *,
    besides: Collection[datetime],
    zone_name: str,
    now: datetime,
) -> Interval | None:
    """Return the soonest slot that fits and was not offered to this person before."""
    fitting = (
        slot for slot in slots if slot.start not in besides and wanted.fits(slot, zone_name, now)
    )
    return next(fitting, None)


def today_in(zone_name: str, now: datetime) -> date:
    return now.astimezone(zone(zone_name)).date()


def days_from(first: date | None, today: date) -> tuple[date, date]:
    """Return which days to look at: the one that was asked for, or a month from today."""
    if first and today <= first <= today + FURTHEST:
        return first, first
    return today, today + LOOKS_FOR
