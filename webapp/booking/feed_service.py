"""Give somebody an address for their calendar program, a new one, or none."""

import hashlib
import secrets
from datetime import datetime

from webapp.booking.feed_models import CalendarFeed
from webapp.core.db import db, transaction
from webapp.people.models import Person
from webapp.people.queries import lock_person

TOKEN_BYTES = 16  # 128 bits


def make_feed(person: Person, *, now: datetime) -> str:
    """Return a new token, which nobody can look up again; an older one ends here."""
    token = secrets.token_hex(TOKEN_BYTES)
    with transaction():
        lock_person(person.id)
        feed = db.session.get(CalendarFeed, person.id) or CalendarFeed(person_id=person.id)
        feed.token_hash, feed.created_at = hash_of(token), now
        db.session.add(feed)
    return token


def show_details(person: Person, shows_details: bool) -> None:
    with transaction():
        lock_person(person.id)
        if feed := db.session.get(CalendarFeed, person.id):
            feed.shows_details = shows_details


def end_feed(person: Person) -> None:
    with transaction():
        lock_person(person.id)
        if feed := db.session.get(CalendarFeed, person.id):
            db.session.delete(feed)


def hash_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
