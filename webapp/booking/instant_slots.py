"""The times offered to whoever asked now and found nobody: three, the soonest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.booking.instant_models import InstantRequest
from webapp.booking.queries import next_slots
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.people.models import Person, Profile

OFFERED = 3


@dataclass(frozen=True)
class Bookable:
    mentor: Person
    slot: Interval

    @property
    def minutes(self) -> int:
        return round(self.slot.length.total_seconds() / 60)


def next_bookable(request: InstantRequest, reader: Person, *, now: datetime) -> list[Bookable]:
    return bookable_with((*request.ranked, *request.others), reader, now=now)


def bookable_with(
    mentor_ids: Iterable[int], reader: Person | None, *, now: datetime
) -> list[Bookable]:
    """Return the next times of different mentors, the soonest first, filled up if they are few."""
    slots = next_slots(accepting(mentor_ids), reader, count=OFFERED, now=now)
    mentors = {mentor.id: mentor for mentor in accepting(slots)}
    first = [Bookable(mentors[key], some[0]) for key, some in slots.items() if some]
    more = [Bookable(mentors[key], slot) for key, some in slots.items() for slot in some[1:]]
    first, more = (sorted(some, key=lambda b: b.slot.start) for some in (first, more))
    chosen = (first + more)[:OFFERED]
    return sorted(chosen, key=lambda bookable: bookable.slot.start)


def accepting(mentor_ids: Iterable[int]) -> list[Person]:
    found = sa.select(Person).join(Profile, Profile.person_id == Person.id)
    found = found.where(Person.id.in_(list(mentor_ids)), ~Person.is_disabled)
    return list(db.session.scalars(found.where(Profile.is_mentor, ~Profile.is_paused)))
