"""Whom the pages of requests may name next: the people the list shows, favourites first."""

from collections.abc import Sequence
from datetime import datetime

from webapp.booking.suggestions import register_suggestions
from webapp.matching.queries import Wish, mentors_for
from webapp.people.models import Person

AT_ONCE = 8


def register() -> None:
    register_suggestions(who_fits)


def who_fits(mentee: Person, words: str, *, in_writing: bool, now: datetime) -> Sequence[Person]:
    wish = Wish(question=words, answers_in_writing=in_writing, favourites_first=True)
    return mentors_for(wish, viewer=mentee, now=now, size=AT_ONCE).mentors
