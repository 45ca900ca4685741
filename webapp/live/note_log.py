"""Writing the shared notes: an append-only log, made shorter now and then."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.live import notes
from webapp.live.errors import NotesFull, Over
from webapp.live.events import NotesUpdated
from webapp.live.models import LiveSession, NoteUpdate
from webapp.live.queries import countdown_of
from webapp.live.service import Tab
from webapp.people.models import Person

MOST_ROWS = 200
# what was typed in the last second of the grace, or while the network was away, still comes in
LAST_WORDS = timedelta(minutes=1)


def add_note_update(
    live_session: LiveSession, person: Person, update: bytes, *, tab: Tab, now: datetime
) -> None:
    """Append an update that `notes.check_update` has let through. Raises NotesFull or Over."""
    with transaction():
        # one writer a room: the size it reads must still be true when it writes
        db.session.refresh(live_session, with_for_update=True)
        booking = live_session.booking
        if now >= countdown_of(booking, live_session).closes_at + LAST_WORDS:
            raise Over
        refuse_unless_it_fits(live_session, update, now)
        append(live_session, update, person.id, now)
        announce(NotesUpdated(booking.public_id, update, tab.peer, tab.socket))


def refuse_unless_it_fits(live_session: LiveSession, update: bytes, now: datetime) -> None:
    rows, size = extent(live_session)
    if rows < MOST_ROWS and size + len(update) <= notes.DOCUMENT_LIMIT:
        return
    size = compact(live_session, now)
    if size + len(update) > notes.DOCUMENT_LIMIT:
        raise NotesFull


def extent(live_session: LiveSession) -> tuple[int, int]:
    """Return how many rows there are, and how many bytes they hold."""
    size = sa.func.coalesce(sa.func.sum(sa.func.length(NoteUpdate.data)), 0)
    of_session = NoteUpdate.live_session_id == live_session.id
    rows, size = db.session.execute(sa.select(sa.func.count(), size).where(of_session)).one()
    return rows, size


def compact(live_session: LiveSession, now: datetime) -> int:
    """Put one merged row in place of exactly the rows read; return its size in bytes."""
    rows = db.session.execute(
        sa.select(NoteUpdate.id, NoteUpdate.data).where(
            NoteUpdate.live_session_id == live_session.id
        )
    ).all()
    merged = notes.merge(row.data for row in rows)
    ids = [row.id for row in rows]
    db.session.execute(sa.delete(NoteUpdate).where(NoteUpdate.id.in_(ids)))
    append(live_session, merged, None, now)
    return len(merged)


def append(live_session: LiveSession, data: bytes, person_id: int | None, now: datetime) -> None:
    row = NoteUpdate(live_session_id=live_session.id, person_id=person_id, data=data, at=now)
    db.session.add(row)
