"""What happens to bookings that other features react to."""

from dataclasses import dataclass
from datetime import datetime


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
class BookingMoved:
    """It starts at another time now; without a person, because a zone's clocks changed."""

    booking_id: int
    by_id: int | None
    from_start: datetime


@dataclass(frozen=True)
class ClocksChanged:
    """A zone's clocks changed and the talk could not move with them: same moment, other time."""

    booking_id: int


@dataclass(frozen=True)
class BookingEnded:
    """The talk is over; `ended_reason` says how, where that is known."""

    booking_id: int
