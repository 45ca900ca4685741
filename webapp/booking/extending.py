"""A talk that goes on a little longer than it was booked."""

from datetime import datetime

import sqlalchemy as sa

from webapp.booking.errors import BookingMovedOn, SlotTaken
from webapp.booking.lifecycle import BLOCKING
from webapp.booking.models import Booking, Seat
from webapp.booking.seats import lock_booking, record, release_expired_holds
from webapp.core.db import db, transaction


def extend_booking(booking: Booking, ends_at: datetime, *, why: str, now: datetime) -> None:
    """Let a confirmed booking end later, for everybody in it.

    Raises SlotTaken, before anything is written, where the time after it is somebody's already.
    """
    with transaction():
        lock_booking(booking)
        if not booking.is_confirmed:
            raise BookingMovedOn
        release_expired_holds([seat.person_id for seat in booking.seats], now=now)
        if is_taken_until(booking, ends_at):
            raise SlotTaken
        booking.ends_at = ends_at
        for seat in booking.seats:
            seat.ends_at = ends_at
        booking.sequence += 1
        record(booking, booking.status, by=None, why=why, now=now)


def is_taken_until(booking: Booking, ends_at: datetime) -> bool:
    """Say whether any of its people has something else before then; they are locked."""
    overlapping = sa.select(Seat.id).where(
        Seat.person_id.in_([seat.person_id for seat in booking.seats]),
        Seat.booking_id != booking.id,
        Seat.status.in_(BLOCKING),
        Seat.starts_at < ends_at,
        Seat.ends_at > booking.starts_at,
    )
    return db.session.scalar(overlapping.limit(1)) is not None
