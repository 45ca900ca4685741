"""When something is told, and what quiet hours do to it. Pure.

Quiet hours are about what rings. A push waits for their end, and is not sent at all if it would
be of no use by then; the mail goes meanwhile, so that nobody waits alone. Mail itself makes no
noise and goes at its time, but for follow-ups, which lose nothing by arriving in the morning.
A talk that starts within the hour still rings: whoever took a time in their quiet hours wants
to be there. So does an instant request, which goes only to mentors who say they are free now.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from webapp.core.intervals import Interval
from webapp.core.zones import zone

DAY = timedelta(days=1)


class Kind(enum.StrEnum):
    """What something told is about; each can be switched by itself."""

    BOOKING = "booking"
    REMINDER = "reminder"
    REQUEST = "request"
    FOLLOWUP = "followup"
    FREE_NOW = "free_now"
    WAITLIST = "waitlist"


class Channel(enum.StrEnum):
    MAIL = "mail"
    PUSH = "push"


ALWAYS = frozenset({(Kind.BOOKING, Channel.MAIL)})  # a change of a booking comes by mail
MAIL_WAITS = frozenset({Kind.FOLLOWUP})
RINGS_BEFORE = {  # how shortly before its time it rings in quiet hours too
    Kind.BOOKING: timedelta(hours=1),
    Kind.REMINDER: timedelta(hours=1),
    Kind.FREE_NOW: timedelta(hours=1),
}


@dataclass(frozen=True)
class QuietHours:
    """From one wall time to another each night, in minutes after midnight; None twice is never."""

    zone: str
    start: int | None = None
    end: int | None = None
    weekends: bool = False

    def end_after(self, instant: datetime) -> datetime | None:
        """Return when the quiet at this instant ends; None if it is not quiet then."""
        stretches = list(self.around(instant))
        end = instant
        while later := [quiet.end for quiet in stretches if quiet.start <= end < quiet.end]:
            end = max(later)
        return end if end > instant else None

    def around(self, instant: datetime) -> Iterator[Interval]:
        today = instant.astimezone(zone(self.zone)).date()
        for day in (today + DAY * ahead for ahead in range(-1, 5)):
            yield from self.nights_of(day)
            if self.weekends and day.weekday() >= 5:
                yield Interval(self.at(day, 0), self.at(day + DAY, 0))

    def nights_of(self, day: date) -> Iterator[Interval]:
        """Yield the one that begins on this day, unless the clocks jumped over it."""
        if self.start == self.end:
            return
        start = self.at(day, self.start)
        end = self.at(day + DAY if self.end < self.start else day, self.end)
        if start < end:
            yield Interval(start, end)

    def at(self, day: date, minute: int) -> datetime:
        wall = datetime.combine(day, time(minute // 60, minute % 60), zone(self.zone))
        return wall.astimezone(UTC)


def mail_due(kind: Kind, due_at: datetime, quiet: QuietHours) -> datetime:
    waits_until = quiet.end_after(due_at) if kind in MAIL_WAITS else None
    return waits_until or due_at


def push_due(
    kind: Kind, due_at: datetime, quiet: QuietHours, *, until: datetime | None
) -> datetime | None:
    """Return when it rings; None if it would only ring when it is of no use any more."""
    ends_at = quiet.end_after(due_at)
    if ends_at is None or rings_all_the_same(kind, due_at, until):
        return due_at
    return ends_at if until is None or ends_at < until else None


def rings_all_the_same(kind: Kind, due_at: datetime, until: datetime | None) -> bool:
    return until is not None and until - due_at <= RINGS_BEFORE.get(kind, timedelta())


def urgency_of(kind: Kind) -> str:
    """Return how a phone that saves its battery weighs it (RFC 8030, 5.3)."""
    if kind in RINGS_BEFORE or kind is Kind.WAITLIST:
        return "high"
    return "low" if kind in MAIL_WAITS else "normal"
