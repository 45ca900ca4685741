"""Writing the shared notes: an append-only log, made shorter now and then."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.live import notes
from webapp.live.errors import NoSuchRoom, NotesFull, Over
from webapp.live.events import NotesUpdated
from webapp.live.models import LiveSession, NoteUpdate
from webapp.live.note_models import NoteText
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
        add(live_session_id, update, tab.person_id, now=now)
        announce(NotesUpdated(room, update, tab.peer, tab.socket))


def add_late_update(booking: Booking, person_id: int, update: bytes, *, now: datetime) -> None:
    """Append what somebody wrote outside of the room, or without a connection: notes never close.

    Whoever is in the room sees it at once. Raises NoSuchRoom or NotesFull.
    """
    with transaction():
        live_session_id = lock_notes(booking.id)
        add(live_session_id, update, person_id, now=now)
        announce(NotesUpdated(booking.public_id, update, None, None))


def lock_notes(booking_id: int) -> int:
    """Make other writers of these notes wait; return the live session they belong to."""
    live_session_id = db.session.scalar(
        sa.select(LiveSession.id).where(LiveSession.booking_id == booking_id).with_for_update()
    )
    if live_session_id is None:
        raise NoSuchRoom
    return live_session_id


def add(live_session_id: int, update: bytes, person_id: int, *, now: datetime) -> None:
    rows, size, clients = extent(live_session_id)
    if not fits(rows, size + len(update), clients + notes.clients_in(update)):
        make_room(live_session_id, update, rows, now)
    append(live_session_id, update, person_id, now)
    mark_stale(live_session_id, is_new=rows == 0)


def extent(live_session_id: int) -> tuple[int, int, int]:
    """Return how many rows there are, and how many bytes and clients they hold."""
    size = sa.func.coalesce(sa.func.sum(sa.func.length(NoteUpdate.data)), 0)
    clients = sa.func.coalesce(sa.func.sum(NoteUpdate.clients), 0)
    of_session = NoteUpdate.live_session_id == live_session_id
    counted = sa.select(sa.func.count(), size, clients).where(of_session)
    return tuple(db.session.execute(counted).one())


def fits(rows: int, size: int, clients: int) -> bool:
    is_short = rows < MOST_ROWS
    return is_short and size <= notes.DOCUMENT_LIMIT and clients <= notes.CLIENT_LIMIT


def make_room(live_session_id: int, update: bytes, rows: int, now: datetime) -> None:
    """Make the log shorter; refuse where it cannot be, or where that is not enough."""
    if rows < 2:
        raise NotesFull
    size, clients = compact(live_session_id, now)
    if not fits(1, size + len(update), clients + notes.clients_in(update)):
        raise NotesFull


def compact(live_session_id: int, now: datetime) -> tuple[int, int]:
    """Put one merged row in place of exactly the rows read; return its bytes and clients."""
    rows = db.session.execute(
        sa.select(NoteUpdate.id, NoteUpdate.data).where(
            NoteUpdate.live_session_id == live_session_id
        )
    ).all()
    merged = notes.merge(row.data for row in rows)
    ids = [row.id for row in rows]
    db.session.execute(sa.delete(NoteUpdate).where(NoteUpdate.id.in_(ids)))
    append(live_session_id, merged, None, now)
    return len(merged), notes.clients_in(merged)


def append(live_session_id: int, data: bytes, person_id: int | None, now: datetime) -> None:
    row = NoteUpdate(live_session_id=live_session_id, person_id=person_id, data=data, at=now)
    row.clients = notes.clients_in(data)
    db.session.add(row)


def mark_stale(live_session_id: int, *, is_new: bool) -> None:
    """Let the text be read anew. Most keystrokes find it marked already, and write nothing."""
    if is_new:
        db.session.add(NoteText(live_session_id=live_session_id, is_stale=True))
        return
    fresh = sa.and_(NoteText.live_session_id == live_session_id, ~NoteText.is_stale)
    now_stale = sa.update(NoteText).where(fresh).values(is_stale=True)
    db.session.execute(now_stale.execution_options(synchronize_session=False))
