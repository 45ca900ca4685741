"""What one mentor offers one viewer. Pure: takes the calendar, the claims on it, and `now`."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from webapp.booking.lengths import lengthened
from webapp.core.intervals import Interval
from webapp.scheduling.calendars import Calendar
from webapp.scheduling.slots import Claims, free_slots, is_on_offer

# Lists want the next few slots: most are found in the first days, and the rest of the
# window is only looked through where they are not.
FIRST_LOOK = 3  # days

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Offer:
    """Lengths are minutes, as this viewer gets them."""

    calendar: Calendar
    claims: Claims
    extra_time: float
    now: datetime
    until: datetime | None = None  # the last instant at which a talk may end

    @property
    def lengths(self) -> list[int]:
        return [lengthened(minutes, self.extra_time) for minutes in self.calendar.lengths]

    @property
    def usual_length(self) -> int:
        return lengthened(self.calendar.usual_length, self.extra_time)

    def ending_by(self, until: datetime) -> "Offer":
        return replace(self, until=until)

    def slots(self, minutes: int) -> list[Interval]:
        """Return every free slot of the booking window, in order."""
        return self._slots_on(0, self._window, minutes)

    def next(self, count: int, minutes: int) -> list[Interval]:
        found = self._slots_on(0, FIRST_LOOK, minutes)
        if len(found) < count and self._window > FIRST_LOOK:
            found += self._slots_on(FIRST_LOOK + 1, self._window, minutes)
        return found[:count]

    def zone_at(self, slot: Interval) -> str:
        """Return whose clocks the mentor goes by then: at home, or on a trip."""
        return self.calendar.schedule.zone_at(slot.start)

    def has(self, slot: Interval) -> bool:
        return slot.length // MINUTE in self.lengths and self.is_free(slot)

    def is_free(self, slot: Interval) -> bool:
        """Say whether it can be had; a talk that moves keeps its length, offered or not."""
        return self._in_time(slot) and is_on_offer(
            slot,
            self.calendar.schedule,
            step=self._step(slot.length),
            claims=self.claims,
            limits=self.calendar.limits,
            now=self.now,
        )

    @property
    def _window(self) -> int:
        return self.calendar.limits.window_days

    def _step(self, length: timedelta) -> timedelta:
        offered = dict(zip(self.lengths, self.calendar.lengths, strict=True))
        return self.calendar.step(length, offered.get(length // MINUTE))

    def _slots_on(self, first: int, last: int, minutes: int) -> list[Interval]:
        """Days are the mentor's, counted from today; the limits close those past the window."""
        schedule, length = self.calendar.schedule, minutes * MINUTE
        today = schedule.today(self.now)
        slots = free_slots(
            schedule,
            viewer_zone=schedule.zone,
            first_day=today + timedelta(days=first),
            last_day=today + timedelta(days=last),
            length=length,
            step=self._step(length),
            claims=self.claims,
            limits=self.calendar.limits,
            now=self.now,
        )
        return [slot for slot in slots if self._in_time(slot)]

    def _in_time(self, slot: Interval) -> bool:
        return self.until is None or slot.end <= self.until
