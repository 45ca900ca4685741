"""Searching one's own notes: those shared in one's talks, and a mentor's own pads.

What one person has written with others is little, so each word is looked for anywhere in the
folded text: this finds parts of words, works in scripts without spaces, and is the same on both
engines. An index of words would do neither.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.models import Booking, Seat
from webapp.core.db import db
from webapp.core.folding import find_folded, fold
from webapp.live.models import LiveSession
from webapp.live.note_models import NoteText, PrivatePad
from webapp.live.note_texts import texts_of
from webapp.live.queries import MEETINGS
from webapp.people.models import Person

MARKS = re.compile(r"^[\s>]*(#+\s|([-*+]|\d+[.)])\s+(\[[ xX]\]\s+)?)*")
MOST_WORDS = 8
MOST_FOUND = 50
MOST_STALE = 20
BEFORE, AFTER = 60, 140  # characters shown around what was found


@dataclass(frozen=True)
class Excerpt:
    """A piece of a text, in three parts: `found` is what was looked for."""

    before: str
    found: str
    after: str


@dataclass(frozen=True)
class Found:
    booking: Booking
    excerpt: Excerpt
    is_pad: bool


def words_of(asked: str) -> list[str]:
    return fold(asked).split()[:MOST_WORDS]


def search_notes(person: Person, words: Sequence[str]) -> list[Found]:
    """Return notes with all the words, the latest talk first; without words, the latest notes."""
    own = [(pad.booking, pad.text, True) for pad in pads(person, words)]
    with_others = [(booking, text, False) for booking, text in shared(person, words)]
    found = [
        Found(booking, excerpt_of(text, words), is_pad)
        for booking, text, is_pad in own + with_others
    ]
    found.sort(key=lambda one: (one.booking.starts_at, one.is_pad), reverse=True)
    return found[:MOST_FOUND]


def shared(person: Person, words: Sequence[str]) -> list[tuple[Booking, str]]:
    rows = db.session.execute(
        sa.select(Booking, NoteText)
        .join(LiveSession, LiveSession.booking_id == Booking.id)
        .join(NoteText, NoteText.live_session_id == LiveSession.id)
        .where(is_own(person), sa.or_(NoteText.is_stale, has_all(NoteText.folded, words)))
        .options(*with_people())
        .order_by(Booking.starts_at.desc())
        .limit(MOST_FOUND)
    ).all()
    stale = [text.live_session_id for _booking, text in rows if text.is_stale][:MOST_STALE]
    newest = texts_of(stale) if stale else {}
    texts = [(booking, newest.get(text.live_session_id, text.text)) for booking, text in rows]
    return [(booking, text) for booking, text in texts if text.strip() and says(text, words)]


def pads(person: Person, words: Sequence[str]) -> list[PrivatePad]:
    rows = (
        sa.select(PrivatePad)
        .join(Booking, Booking.id == PrivatePad.booking_id)
        .where(PrivatePad.person_id == person.id, is_own(person), PrivatePad.text != "")
        .where(has_all(PrivatePad.folded, words))
        .options(orm.contains_eager(PrivatePad.booking).options(*with_people()))
        .order_by(Booking.starts_at.desc())
    )
    return list(db.session.scalars(rows.limit(MOST_FOUND)))


def is_own(person: Person) -> sa.ColumnElement[bool]:
    """Say whether the person has a seat in a talk that takes place or took place."""
    seat = sa.exists().where(
        Seat.booking_id == Booking.id, Seat.person_id == person.id, Seat.status.in_(MEETINGS)
    )
    return sa.and_(Booking.status.in_(MEETINGS), seat)


def has_all(folded: orm.Mapped[str], words: Sequence[str]) -> sa.ColumnElement[bool]:
    return sa.and_(sa.true(), *(folded.contains(word, autoescape=True) for word in words))


def says(text: str, words: Iterable[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def with_people() -> tuple:
    people = orm.selectinload(Booking.seats).joinedload(Seat.person)
    return people, orm.joinedload(Booking.group)


def excerpt_of(text: str, words: Sequence[str]) -> Excerpt:
    """Return the line on which the first word stands, or the beginning."""
    first = next((line for line in lines_of(text) if line), "")
    line, (start, end) = next(lines_with(text, words), (first, (0, 0)))
    before = line[:start] if start <= BEFORE else f"… {line[start - BEFORE : start]}"
    after = line[end:] if len(line) - end <= AFTER else f"{line[end : end + AFTER]} …"
    return Excerpt(before, line[start:end], after)


def lines_with(text: str, words: Sequence[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    for line in lines_of(text) if words else ():
        if place := find_folded(line, words[0]):
            yield line, place


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines without what makes them headings, quotes, lists and boxes."""
    for line in text.splitlines():
        yield MARKS.sub("", line).strip()
