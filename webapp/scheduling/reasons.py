"""Why a day is empty, and why a time is not offered: the engine's own answers. Pure."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from webapp.core.intervals import SECOND, Interval, Span, instant_at, seconds_at, unite
from webapp.core.local_days import DAY, days_span
from webapp.core.zones import zone
from webapp.scheduling.limits import Limits
from webapp.scheduling.openings import grids, openings_around
from webapp.scheduling.reason import ORDER, Reason
from webapp.scheduling.schedule import Schedule
from webapp.scheduling.slots import NO_CLAIMS, NO_LIMITS, Claims, beyond, free_runs, shutters

Reasons = tuple[Reason, ...]  # in the order of `Reason`; none of them: it is offered


@dataclass(frozen=True)
class Start:
    """A time at which a talk would start by the hours alone, and what stands against it."""

    slot: Interval
    reasons: Reasons


@dataclass(frozen=True)
class Question:
    """What is looked at: one length on one calendar, as one viewer sees it now."""

    schedule: Schedule
    length: timedelta
    step: timedelta
    now: datetime
    claims: Claims = NO_CLAIMS
    limits: Limits = NO_LIMITS

    def starts_on(self, viewer_zone: str, day: date) -> list[Start]:
        """Return every start of the viewer's day that the hours allow, free or not."""
        within = days_span(viewer_zone, day, day)
        shut = self._shut(within)
        return [
            Start(slot, reasons_at(seconds_at(slot.start), shut)) for slot in self._grid(within)
        ]

    def why_empty(self, viewer_zone: str, day: date) -> Reasons:
        """Return why nothing is free on the viewer's day; nothing, if something is."""
        starts = self.starts_on(viewer_zone, day)
        if not starts:
            return (self._why_closed(days_span(viewer_zone, day, day)),)
        if not all(start.reasons for start in starts):
            return ()
        return in_order(reason for start in starts for reason in start.reasons)

    def why_not(self, start: datetime) -> Reasons:
        """Return why no talk starts at this instant; nothing, if one does."""
        second = seconds_at(start)
        within = (second, second + 1)
        reasons = set(reasons_at(second, self._shut(within)))
        if not self._grid(within):
            reasons.add(self._why_off_grid(second))
        return in_order(reasons)

    def why_not_at(self, day: date, minute: int) -> Reasons:
        """Return why no talk starts at this time of the mentor's clock on that day."""
        instants = instants_at(self.schedule.zone_on(day), day, minute)
        found = [self.why_not(instant) for instant in instants]
        return min(found, key=len) if found else (Reason.SKIPPED,)

    def _grid(self, within: Span) -> list[Interval]:
        opened = grids(self.schedule, openings_around(self.schedule, *within))
        runs = free_runs(opened, list(beyond(within)), self.length // SECOND, self.step // SECOND)
        starts = (instant_at(second) for run in runs for second in run)
        return [Interval(start, start + self.length) for start in starts]

    def _shut(self, within: Span) -> dict[Reason, list[Span]]:
        spans = defaultdict(list)
        asked = (within, self.schedule, self.length, self.claims, self.limits, self.now)
        for reason, some in shutters(*asked):
            spans[reason] += some
        spans[Reason.PAST] = [(0, seconds_at(self.now))]
        return {reason: unite(some) for reason, some in spans.items()}

    def _why_off_grid(self, second: int) -> Reason:
        for start, end in openings_around(self.schedule, second, second + 1):
            if start <= second < end:
                fits = second + self.length // SECOND <= end
                return Reason.BETWEEN if fits else Reason.SHORT
        return self._why_closed((second, second + 1))

    def _why_closed(self, within: Span) -> Reason:
        """Return why no talk fits into a stretch, whatever stands on the calendar."""
        opened = openings_around(self.schedule, *within)
        if any(start < within[1] and within[0] < end for start, end in opened):
            return Reason.SHORT
        days = list(self._days_in(within))
        if any(self._is_missed(day) for day in days):
            return Reason.VACATION
        overridden = [day for day in days if self.schedule.is_overridden(day)]
        is_closed = any(self.schedule.weekly[day.weekday()] for day in overridden)
        return Reason.CLOSED if is_closed else Reason.HOURS

    def _is_missed(self, day: date) -> bool:
        return bool(self.schedule.vacation_on(day) and self.schedule.planned_on(day))

    def _days_in(self, within: Span) -> Iterator[date]:
        day, last = (self.schedule.day_at(second) for second in (within[0], within[1] - 1))
        while day <= last:
            yield day
            day += DAY


def reasons_at(second: int, shut: dict[Reason, list[Span]]) -> Reasons:
    return in_order(
        reason
        for reason, spans in shut.items()
        if any(start <= second < end for start, end in spans)
    )


def in_order(reasons) -> Reasons:
    """What is past is too soon as well: the notice then is not worth a word."""
    found = set(reasons)
    if Reason.PAST in found:
        found.discard(Reason.NOTICE)
    return tuple(sorted(found, key=ORDER.__getitem__))


def instants_at(zone_name: str, day: date, minute: int) -> list[datetime]:
    """Return when a clock shows this minute of the day: twice, once, or never."""
    there = zone(zone_name)
    wall = datetime.combine(day, time(minute // 60, minute % 60), there)
    both = {wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(at for at in both if at.astimezone(there).time() == wall.time())
