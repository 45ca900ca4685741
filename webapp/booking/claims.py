"""From the seats of several people to what stands on one calendar. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from webapp.booking.lifecycle import BookingStatus, Part
from webapp.core.intervals import Interval
from webapp.scheduling.slots import Claims


@dataclass(frozen=True)
class Claim:
    """One seat, as far as it matters for what is free."""

    booking_id: int
    person_id: int
    part: Part
    status: BookingStatus
    interval: Interval


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
        own |= {moving}
        others = [claim for claim in mentors if claim.booking_id not in own]
        return Claims(
            taken=[c.interval for c in others if c.part == Part.MENTOR],
            busy=[c.interval for c in others if c.part == Part.MENTEE],
            viewer_taken=[c.interval for c in viewers if c.booking_id not in own],
        )


def held_by(claims: Iterable[Claim]) -> set[int]:
    return {
        claim.booking_id
        for claim in claims
        if claim.status == BookingStatus.HELD and claim.part == Part.MENTEE
    }
