"""The times offered to whoever asked now and found nobody: three, the soonest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import sqlalchemy as sa

from webapp.booking.instant_models import InstantRequest
from webapp.booking.offer import Offer
from webapp.booking.queries import offers_to
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.people.models import Person, Profile

OFFERED = 3


@dataclass(frozen=True)
class Bookable:
    mentor: Person
    slot: Interval
    zone: str  # whose clocks the mentor goes by then

    @property
    def minutes(self) -> int:
        return round(self.slot.length.total_seconds() / 60)


def next_bookable(request: InstantRequest, reader: Person, *, now: datetime) -> list[Bookable]:
    return bookable_with((*request.ranked, *request.others), reader, now=now)


def bookable_with(
    mentor_ids: Iterable[int], reader: Person | None, *, now: datetime
) -> list[Bookable]:
    """Return the next times of different mentors, the soonest first, filled up if they are few."""
    mentors = accepting(mentor_ids)
    offers = offers_to(reader, mentors, now=now) if mentors else {}
    found = [next_with(mentor, offers[mentor.id]) for mentor in mentors if mentor.id in offers]
    first, more = (
        sorted(chain.from_iterable(some), key=soonest)
        for some in ((times[:1] for times in found), (times[1:] for times in found))
    )
    return sorted((first + more)[:OFFERED], key=soonest)


def next_with(mentor: Person, offer: Offer) -> list[Bookable]:
    slots = offer.next(OFFERED, offer.usual_length)
    return [Bookable(mentor, slot, offer.zone_at(slot)) for slot in slots]


def soonest(bookable: Bookable) -> datetime:
    return bookable.slot.start


def accepting(mentor_ids: Iterable[int]) -> list[Person]:
    found = sa.select(Person).join(Profile, Profile.person_id == Person.id)
    found = found.where(Person.id.in_(list(mentor_ids)), ~Person.is_disabled)
    return list(db.session.scalars(found.where(Profile.is_mentor, ~Profile.is_paused)))
