"""Mentors who are free now, and whoever asks them."""

from datetime import datetime, timedelta

from tests.making.booking import at
from webapp.booking.instant import ask_now
from webapp.booking.instant_models import FreeNow, InstantAsk, InstantRequest
from webapp.booking.instant_queries import ask_of
from webapp.people.models import Person

QUESTION = "Do I speak first when my co-founder tells the board that I leave?"


def free_mentor(make, *, until: datetime | None = None, **attributes) -> Person:
    mentor = make.mentor(**attributes)
    free_until = until or at(12)
    make.save(FreeNow(person_id=mentor.id, since=make.now, free_until=free_until))
    return mentor


def asking(make, *mentors: Person, favourites=(), mentee=None, minutes=15) -> InstantRequest:
    """A request to these mentors, the best first; the first of them are asked already."""
    return ask_now(
        mentee or make.person(),
        QUESTION,
        minutes=minutes,
        favourites=[mentor.id for mentor in favourites],
        ranked=[mentor.id for mentor in mentors],
        now=make.now,
    )


def ask_to(mentor: Person, request: InstantRequest) -> InstantAsk | None:
    return ask_of(mentor, request.public_id)


def asked_of(request: InstantRequest) -> list[list[int]]:
    """Return who was asked, wave by wave."""
    waves = {}
    for ask in request.asks:
        waves.setdefault(ask.wave, []).append(ask.mentor_id)
    return list(waves.values())


def later(make, **delta) -> datetime:
    return make.now + timedelta(**delta)
