"""A talk that goes on a little longer than it was booked."""

from datetime import datetime

from webapp.booking.errors import BookingMovedOn
from webapp.booking.models import Booking
from webapp.booking.seats import flush_or_taken, lock_booking, record
from webapp.core.db import transaction


def extend_booking(booking: Booking, ends_at: datetime, *, why: str, now: datetime) -> None:
    """Let a confirmed booking end later, for everybody in it.

    Raises SlotTaken where the time after it is somebody's already: the database has the last word.
    """
    with transaction():
        lock_booking(booking)
        if not booking.is_confirmed:
            raise BookingMovedOn
        booking.ends_at = ends_at
        for seat in booking.seats:
            seat.ends_at = ends_at
        booking.sequence += 1
        flush_or_taken()
        record(booking, booking.status, by=None, why=why, now=now)
