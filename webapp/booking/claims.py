"""From what takes the time of several people to what stands on one calendar. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from webapp.booking.lifecycle import BookingStatus, Part
from webapp.core.intervals import Interval
from webapp.scheduling.slots import Claims


@dataclass(frozen=True)
class Claim:
    """One seat, as far as it matters for what is free, or a busy time of another calendar.

    A busy time has neither booking nor part; all day, it has its first and last day.
    """

    booking_id: int | None
    person_id: int
    part: Part | None
    status: BookingStatus | None
    interval: Interval
    days: tuple[date, date] | None = None


@dataclass(frozen=True)
class ClaimBook:
    """All claims that stand, by whose time they take."""

    by_person: dict[int, list[Claim]]

    @classmethod
    def of(cls, claims: Iterable[Claim]) -> Self:
        by_person = defaultdict(list)
        for claim in claims:
            by_person[claim.person_id].append(claim)
        return cls(by_person)

    def on(self, mentor_id: int, viewer_id: int | None, *, moving: int | None = None) -> Claims:
        """Return what the engine counts with.

        What the viewer holds here is left out, and so is the booking that is being moved.
        """
        mentors, viewers = (self.by_person.get(key, []) for key in (mentor_id, viewer_id))
        own = held_by(viewers) & {c.booking_id for c in mentors if c.part == Part.MENTOR}
        own |= {moving} - {None}  # busy times have no booking
        others = [claim for claim in mentors if claim.booking_id not in own]
        return Claims(
            taken=[c.interval for c in others if c.part == Part.MENTOR],
            busy=[c.interval for c in others if c.part != Part.MENTOR and not c.days],
            busy_days=[day for c in others if c.days for day in each_day(*c.days)],
            viewer_taken=[c.interval for c in viewers if c.part and c.booking_id not in own],
        )


def held_by(claims: Iterable[Claim]) -> set[int]:
    return {
        claim.booking_id
        for claim in claims
        if claim.status == BookingStatus.HELD and claim.part == Part.MENTEE
    }


def each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
