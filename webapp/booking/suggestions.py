"""Whom to ask instead or next: people whom a feature above knows, and their first free time."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.booking.lengths import chosen_length
from webapp.booking.offer import Offer
from webapp.booking.queries import offers_to
from webapp.core.intervals import Interval
from webapp.people.models import Person

AT_MOST = 4

Suggest = Callable[..., Sequence[Person]]  # (mentee, words, in_writing=, now=): the best first


@dataclass(frozen=True)
class Suggestion:
    person: Person
    slot: Interval | None  # none for an answer in writing
    reads_first: bool
    zone: str = ""  # whose clocks the person goes by then


_suggest: list[Suggest] = []


def register_suggestions(suggest: Suggest) -> None:
    """Let a feature that knows who fits say so; the page of a request knows nobody."""
    _suggest[:] = [suggest]


def suggestions_for(
    mentee: Person,
    words: str,
    *,
    besides: Collection[int] = (),
    minutes: int | None = None,
    not_before: datetime | None = None,
    now: datetime,
) -> list[Suggestion]:
    """Return who else is free, each with the first time from then on; who has none is left out."""
    mentors = known_mentors(mentee, words, besides, in_writing=False, now=now)
    offers = offers_to(mentee, mentors, now=now) if mentors else {}
    found = []
    for mentor in mentors:
        offer = offers.get(mentor.id)
        slot = first_slot(offer, minutes, not_before or now) if offer else None
        if slot:
            zone = offer.zone_at(slot)
            found.append(Suggestion(mentor, slot, offer.calendar.reads_first, zone))
    return found[:AT_MOST]


def writers_for(
    mentee: Person, words: str, *, besides: Collection[int] = (), now: datetime
) -> list[Suggestion]:
    """Return who else answers in writing."""
    mentors = known_mentors(mentee, words, besides, in_writing=True, now=now)
    return [Suggestion(mentor, None, reads_first=True) for mentor in mentors[:AT_MOST]]


def known_mentors(
    mentee: Person, words: str, besides: Collection[int], *, in_writing: bool, now: datetime
) -> list[Person]:
    known = (suggest(mentee, words, in_writing=in_writing, now=now) for suggest in _suggest)
    return [person for people in known for person in people if person.id not in besides]


def first_slot(offer: Offer, minutes: int | None, not_before: datetime) -> Interval | None:
    length = chosen_length(minutes, offer.calendar.lengths, offer.extra_time)
    slots = offer.slots(length or offer.usual_length)
    return next((slot for slot in slots if slot.start >= not_before), None)
