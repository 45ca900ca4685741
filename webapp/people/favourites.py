"""Whom somebody would ask first: keeping a favourite, and giving one up."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.people.errors import OwnFavourite
from webapp.people.favourite_models import Favourite
from webapp.people.models import Person
from webapp.people.queries import active_people, lock_person, whole_profiles


def add_favourite(person: Person, other: Person, *, now: datetime) -> None:
    """Keep somebody as a favourite; twice is once."""
    if person.id == other.id:
        raise OwnFavourite
    with transaction():
        lock_person(person.id)
        if not is_favourite(person, other):
            db.session.add(Favourite(person_id=person.id, favourite_id=other.id, at=now))


def remove_favourite(person: Person, other: Person) -> None:
    with transaction():
        mine = Favourite.person_id == person.id
        db.session.execute(sa.delete(Favourite).where(mine, Favourite.favourite_id == other.id))


def is_favourite(person: Person, other: Person) -> bool:
    return db.session.get(Favourite, (person.id, other.id)) is not None


def favourites_of(person: Person) -> list[Person]:
    """Return a person's favourites whose account is on, the latest first, with their profiles."""
    chosen = (
        active_people()
        .join(Favourite, Favourite.favourite_id == Person.id)
        .where(Favourite.person_id == person.id)
        .order_by(Favourite.at.desc(), Person.id)
        .options(*whole_profiles())
    )
    return list(db.session.scalars(chosen))


def favourite_ids(person: Person | None, among: Iterable[int]) -> set[int]:
    """Return which of these people are favourites, in one query."""
    if person is None:
        return set()
    mine = sa.select(Favourite.favourite_id).where(Favourite.person_id == person.id)
    return set(db.session.scalars(mine.where(Favourite.favourite_id.in_(list(among)))))
