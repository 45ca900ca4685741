"""The meaning of a slot, spelled out minute by minute and slow; shares no code with the engine.

It looks at every `grain` minutes, so all times given to it must be multiples of that.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass
class Oracle:
    schedule: object
    grain: timedelta = timedelta(minutes=1)
    seen: dict = field(default_factory=dict)

    def slots(self, viewer_zone, first_day, last_day, length, step, claims, limits, now):
        starts = [
            instant
            for instant, origin in self.open_instants(viewer_zone, first_day, last_day)
            if (instant - origin) % step == timedelta(0)
            and first_day <= wall(instant, viewer_zone).date() <= last_day
        ]
        return [
            (start, start + length)
            for start in starts
            if self.is_free(start, start + length, claims, limits, now)
        ]

    def open_instants(self, viewer_zone, first_day, last_day) -> Iterator[tuple]:
        """Yield each open instant with the one its grid is counted from."""
        zone = ZoneInfo(viewer_zone)
        instant = datetime.combine(first_day, datetime.min.time(), zone).astimezone(UTC)
        end = datetime.combine(last_day + DAY, datetime.min.time(), zone).astimezone(UTC)
        opened = origin = instant = self.opening_before(instant)
        while instant < end:
            if not self.is_open(instant):
                opened = None
            elif opened is None:
                opened = origin = instant
            elif instant - opened >= WEEK and self.begins_a_monday(instant):
                origin = instant
            if opened is not None:
                yield instant, origin
            instant += self.grain

    def opening_before(self, instant):
        earliest = instant - timedelta(days=16)
        while instant > earliest and self.is_open(instant - self.grain):
            instant -= self.grain
        return instant

    def begins_a_monday(self, instant) -> bool:
        return any(
            now.weekday() == 0 and before.date() < now.date()
            for zone in self.zones()
            for now, before in [(wall(instant, zone), wall(instant - self.grain, zone))]
            if self.zone_on(now.date()) == zone
        )

    def is_open(self, instant) -> bool:
        if instant not in self.seen:
            self.seen[instant] = self.look(instant)
        return self.seen[instant]

    def look(self, instant) -> bool:
        for zone in self.zones():
            local = wall(instant, zone)
            minute = local.hour * 60 + local.minute
            if self.covers(local.date(), zone, minute):
                return True
            if self.covers(local.date() - DAY, zone, minute + 1440):
                return True
        return False

    def covers(self, day: date, zone: str, minute: int) -> bool:
        if self.zone_on(day) != zone:
            return False
        for window in self.windows_on(day):
            closes = window.closes + (1440 if window.closes < window.opens else 0)
            if window.opens <= minute < closes:
                return True
        return False

    def windows_on(self, day: date):
        for vacation in self.schedule.vacations:
            if vacation.first_day <= day <= vacation.last_day:
                return ()
        for override in self.schedule.overrides:
            if override.day == day:
                return override.windows
        return self.schedule.weekly[day.weekday()]

    def zone_on(self, day: date) -> str:
        for trip in self.schedule.travel:
            if trip.first_day <= day <= trip.last_day:
                return trip.zone
        return self.schedule.zone

    def zones(self) -> set[str]:
        return {self.schedule.zone, *(trip.zone for trip in self.schedule.travel)}

    def is_free(self, start, end, claims, limits, now) -> bool:
        padded = start - limits.buffer_before, end + limits.buffer_after
        return (
            all(self.is_open(instant) for instant in self.instants(start, end))
            and start >= now + limits.notice
            and not any(meet(padded, row) for row in [*claims.taken, *claims.busy])
            and not any(meet((start, end), row) for row in claims.viewer_taken)
            and not any(self.touches(day, *padded) for day in claims.busy_days)
            and self.within_caps(start, claims.taken, limits, now)
        )

    def instants(self, start, end) -> Iterator[datetime]:
        while start < end:
            yield start
            start += self.grain

    def touches(self, day, start, end) -> bool:
        zone = self.zone_on(day)
        return any(wall(instant, zone).date() == day for instant in self.instants(start, end))

    def within_caps(self, start, taken, limits, now) -> bool:
        day = self.day_at(start)
        days = [self.day_at(row.start) for row in taken]
        weeks = [other.isocalendar()[:2] for other in days]
        return (
            (limits.window_days is None or (day - self.day_at(now)).days <= limits.window_days)
            and (limits.daily is None or days.count(day) < limits.daily)
            and (limits.weekly is None or weeks.count(day.isocalendar()[:2]) < limits.weekly)
        )

    def day_at(self, instant) -> date:
        days = [instant.date() + timedelta(days=shift) for shift in (-1, 0, 1)]
        return max(day for day in days if wall(instant, self.zone_on(day)).date() >= day)


def wall(instant: datetime, zone: str) -> datetime:
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def meet(stretch, row) -> bool:
    return stretch[0] < row.end and row.start < stretch[1]
