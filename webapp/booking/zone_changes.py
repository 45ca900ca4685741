"""When the world's time zones are published anew, every talk ahead stays at its wall time.

The stored wall time and zone decide. Where the new moment is taken, by another talk that was
moved or was there before, the talk keeps its old moment, and its wall time changes instead:
nothing is called off, and both are told either way.
"""

from datetime import datetime

import sqlalchemy as sa
from tzdata import IANA_VERSION

from webapp.booking import policy
from webapp.booking.errors import SlotTaken
from webapp.booking.events import BookingMoved, ClocksChanged
from webapp.booking.lifecycle import BLOCKING
from webapp.booking.models import Booking
from webapp.booking.moving import put_at, record_move
from webapp.booking.seats import lock_booking, record
from webapp.booking.wall_clock import instant_of, wall_time
from webapp.booking.zone_models import ZoneEdition
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.outbox import INSERTS


def follow_zone_edition(*, version: str = IANA_VERSION, now: datetime) -> None:
    """Read all bookings ahead with an edition that is newer than any before; an older one waits."""
    if is_news(version):
        keep_wall_times(now=now)
        remember(version, now=now)


def is_news(version: str) -> bool:
    latest = db.session.scalar(sa.select(sa.func.max(ZoneEdition.version)))
    return latest is None or latest < version


def remember(version: str, *, now: datetime) -> None:
    with transaction():
        insert = INSERTS[db.session.connection().dialect.name]
        row = insert(ZoneEdition).values(version=version, read_at=now)
        db.session.execute(row.on_conflict_do_nothing())  # another worker may have been as fast


def keep_wall_times(*, now: datetime) -> None:
    """Move what can be moved, as often as that makes room for others; then leave the rest."""
    waiting, before = shifted_bookings(now=now), None
    while waiting and waiting != before:
        before = waiting
        waiting = [key for key in waiting if not move_with_clocks(key, now=now)]
    for booking_id in waiting:
        keep_moment(booking_id, now=now)


def shifted_bookings(*, now: datetime) -> list[int]:
    """Return which talks ahead no longer start when their wall clock says so."""
    ahead = sa.select(Booking.id, Booking.starts_at, Booking.wall_start, Booking.time_zone).where(
        Booking.status.in_(BLOCKING), Booking.starts_at > now
    )
    rows = db.session.execute(ahead.order_by(Booking.starts_at, Booking.id))
    return [row.id for row in rows if is_shifted(row)]


def is_shifted(booking) -> bool:
    return wall_time(booking.starts_at, booking.time_zone) != booking.wall_start


def move_with_clocks(booking_id: int, *, now: datetime) -> bool:
    """Bring one talk to its wall time; False where that is taken, or too close to now."""
    try:
        with transaction():
            booking = still_shifted(booking_id)
            if booking is None:
                return True
            from_start = booking.starts_at
            start = instant_of(booking.wall_start, booking.time_zone, near=from_start)
            if min(start, policy.room_opens_at(booking)) <= now:
                return False
            put_at(booking, start, booking.time_zone)
            record_move(booking, from_start, by=None, now=now)
            announce(BookingMoved(booking.id, None, from_start))
    except SlotTaken:
        return False
    return True


def keep_moment(booking_id: int, *, now: datetime) -> None:
    with transaction():
        booking = still_shifted(booking_id)
        if booking is None:
            return
        booking.wall_start = wall_time(booking.starts_at, booking.time_zone)
        booking.sequence += 1
        record(booking, booking.status, by=None, now=now)
        announce(ClocksChanged(booking.id))


def still_shifted(booking_id: int) -> Booking | None:
    """Lock it and look again: another worker may have been here, or somebody moved it."""
    booking = db.session.get_one(Booking, booking_id)
    lock_booking(booking)
    return booking if booking.status in BLOCKING and is_shifted(booking) else None
