"""Whom to ask now: the favourites who are free, then the others, the best match first."""

from dataclasses import dataclass
from datetime import datetime

from webapp.booking.instant_times import MOST_OTHERS, WAVE
from webapp.matching.queries import Wish, mentors_for
from webapp.people.models import Person

MOST_FAVOURITES = 6
OFFERED_INSTEAD = 6  # mentors whose next times are looked at if nobody can


@dataclass(frozen=True)
class Pool:
    """Mentors who are free now: `first` are asked together, then `then` in threes."""

    first: list[Person]
    then: list[Person]

    @property
    def size(self) -> int:
        return len(self.first) + len(self.then)

    @property
    def first_wave(self) -> list[Person]:
        return self.first or self.then[:WAVE]


def pool_for(
    question: str, *, viewer: Person | None, first: str | None = None, now: datetime
) -> Pool:
    """Return who can be asked; `first` is the handle of one to be asked before all others."""
    free = found_free(question, viewer, now)
    chosen = favourites_free(viewer, now)
    asked_for = [person for person in free if person.handle == first]
    at_first = unique(asked_for + chosen)
    return Pool(at_first, [person for person in free if person not in at_first][:MOST_OTHERS])


def found_free(question: str, viewer: Person | None, now: datetime) -> list[Person]:
    """Return who is free now, those who know this before the others."""
    most = MOST_OTHERS + MOST_FAVOURITES
    anybody = mentors_for(Wish(is_free_now=True), viewer=viewer, now=now, size=most).mentors
    if not question:
        return anybody
    wish = Wish(question=question, is_free_now=True)
    return unique(mentors_for(wish, viewer=viewer, now=now, size=most).mentors + anybody)


def favourites_free(viewer: Person | None, now: datetime) -> list[Person]:
    if viewer is None:
        return []
    wish = Wish(is_free_now=True, is_favourite=True)
    return mentors_for(wish, viewer=viewer, now=now, size=MOST_FAVOURITES).mentors


def unique(people: list[Person]) -> list[Person]:
    return list({person.id: person for person in people}.values())


def instead(question: str, *, viewer: Person | None, now: datetime) -> list[int]:
    """Return the keys of mentors who match and have time soon."""
    wish = Wish(question=question)
    found = mentors_for(wish, viewer=viewer, now=now, size=OFFERED_INSTEAD)
    return [person.id for person in found.mentors]
