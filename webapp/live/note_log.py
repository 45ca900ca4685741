"""Writing the shared notes: an append-only log, made shorter now and then."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.live import notes
from webapp.live.errors import NoSuchRoom, NotesFull, Over
from webapp.live.events import NotesUpdated
from webapp.live.models import NoteUpdate
from webapp.live.room_queries import running_session
from webapp.live.service import Tab

MOST_ROWS = 200
# what was typed in the last second of the grace, or while the network was away, still comes in
LAST_WORDS = timedelta(minutes=1)


def add_note_update(
    room: str, live_session_id: int, update: bytes, *, tab: Tab, now: datetime
) -> None:
    """Append an update that `notes.check_update` has let through.

    Raises NoSuchRoom, Over or NotesFull.
    """
    with transaction():
        # one writer a room: the size it reads must still be true when it writes
        running = running_session(live_session_id, lock=True)
        if running is None:
            raise NoSuchRoom
        _live_session, countdown = running
        if now >= countdown.closes_at + LAST_WORDS:
            raise Over
        refuse_unless_it_fits(live_session_id, update, now)
        append(live_session_id, update, tab.person_id, now)
        announce(NotesUpdated(room, update, tab.peer, tab.socket))


def refuse_unless_it_fits(live_session_id: int, update: bytes, now: datetime) -> None:
    rows, size = extent(live_session_id)
    if rows < MOST_ROWS and size + len(update) <= notes.DOCUMENT_LIMIT:
        return
    size = compact(live_session_id, now)
    if size + len(update) > notes.DOCUMENT_LIMIT:
        raise NotesFull


def extent(live_session_id: int) -> tuple[int, int]:
    """Return how many rows there are, and how many bytes they hold."""
    size = sa.func.coalesce(sa.func.sum(sa.func.length(NoteUpdate.data)), 0)
    of_session = NoteUpdate.live_session_id == live_session_id
    rows, size = db.session.execute(sa.select(sa.func.count(), size).where(of_session)).one()
    return rows, size


def compact(live_session_id: int, now: datetime) -> int:
    """Put one merged row in place of exactly the rows read; return its size in bytes."""
    rows = db.session.execute(
        sa.select(NoteUpdate.id, NoteUpdate.data).where(
            NoteUpdate.live_session_id == live_session_id
        )
    ).all()
    merged = notes.merge(row.data for row in rows)
    ids = [row.id for row in rows]
    db.session.execute(sa.delete(NoteUpdate).where(NoteUpdate.id.in_(ids)))
    append(live_session_id, merged, None, now)
    return len(merged)


def append(live_session_id: int, data: bytes, person_id: int | None, now: datetime) -> None:
    row = NoteUpdate(live_session_id=live_session_id, person_id=person_id, data=data, at=now)
    db.session.add(row)
