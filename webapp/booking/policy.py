"""How long things are held, until when one may change one's mind, and when the room is open."""

from datetime import datetime, timedelta

from webapp.booking.models import Booking

HOLD_LASTS = timedelta(minutes=5)
HOLD_LASTS_AT_MOST = timedelta(minutes=15)  # however often it is kept longer
MOST_HOLDS = 3  # at a time, for one person

ROOM_OPENS = timedelta(minutes=15)  # before the start
ROOM_CLOSES = timedelta(minutes=7)  # after the end: five for a late beginning, two of grace


def longest_hold(booking: Booking) -> datetime:
    return booking.created_at + HOLD_LASTS_AT_MOST


def may_be_kept(booking: Booking, *, now: datetime) -> bool:
    return booking.is_held(now) and booking.held_until < longest_hold(booking)


def kept_until(booking: Booking, *, now: datetime) -> datetime:
    """Return until when a hold lasts if it is kept longer now."""
    return min(now + HOLD_LASTS, longest_hold(booking))


def free_until(booking: Booking) -> datetime:
    """Until then either of the two moves it or calls it off freely.

    After that it cannot be moved, and calling it off takes a line that says why.
    """
    return booking.starts_at - booking.change_notice


def is_late(booking: Booking, *, now: datetime) -> bool:
    return now >= free_until(booking)


def may_move(booking: Booking, *, now: datetime) -> bool:
    in_time = now < min(free_until(booking), room_opens_at(booking))
    return booking.is_confirmed and in_time and booking.group is None


def may_cancel(booking: Booking, *, now: datetime) -> bool:
    return booking.is_confirmed and now < booking.starts_at


def may_give_back(hour: Booking, *, now: datetime) -> bool:
    """A place in a group hour can be given back until the room opens."""
    return hour.is_confirmed and now < room_opens_at(hour)


def room_opens_at(booking: Booking) -> datetime:
    return booking.starts_at - ROOM_OPENS


def is_room_open(booking: Booking, *, now: datetime) -> bool:
    until = booking.ends_at + ROOM_CLOSES
    return booking.is_confirmed and room_opens_at(booking) <= now < until
