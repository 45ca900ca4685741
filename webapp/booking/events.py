"""What happens to bookings that other features react to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CalendarTaken:
    """Somebody's time became taken or free again: a hold, a lapse, a confirmation, a cancel."""

    booking_id: int


@dataclass(frozen=True)
class BookingConfirmed:
    booking_id: int


@dataclass(frozen=True)
class BookingCancelled:
    booking_id: int
    by_id: int


@dataclass(frozen=True)
class BookingEnded:
    """The talk is over; `ended_reason` says how, where that is known."""

    booking_id: int
