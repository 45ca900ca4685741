"""Talks with notes, for tests."""

from webapp.booking.models import Booking
from webapp.core.db import transaction
from webapp.live import notes
from webapp.live.models import LiveSession
from webapp.live.note_log import add
from webapp.live.queries import live_session_of, note_rows


def opened(make, booking: Booking) -> LiveSession:
    """Open the room of a booking, as the first who joins does."""
    times = {"opened_at": booking.starts_at, "starts_at": booking.starts_at}
    return make.save(LiveSession(booking_id=booking.id, rev=1, ends_at=booking.ends_at, **times))


def noted(make, booking: Booking, text: str) -> Booking:
    """Let the notes of a talk say this, whatever they said before."""
    session = live_session_of(booking) or opened(make, booking)
    with transaction():
        update = notes.rewrite(note_rows(session.id), text)
        add(session.id, update, booking.mentor.id, now=make.now)
    return booking
