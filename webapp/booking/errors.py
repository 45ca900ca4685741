"""What can be in the way of a booking, said to the person it happens to."""

from webapp.core.errors import DomainError


class SlotTaken(DomainError):
    code = "slot_taken"
    message = "That time is gone. Somebody was a second faster."


class HoldLapsed(DomainError):
    code = "hold_lapsed"
    message = "The time was held for you and that has run out. Your brief is kept."


class KeptLongest(DomainError):
    code = "kept_longest"
    message = "A time is held for 15 minutes at most. Book it, or take another one."


class TooManyHolds(DomainError):
    code = "too_many_holds"
    message = "You hold three times already. Book one of them, or let one go."


class OwnCalendar(DomainError):
    code = "own_calendar"
    message = "This is your own calendar. Others book here."


class NotTakingBookings(DomainError):
    code = "not_taking_bookings"
    message = "No bookings are taken here right now."


class BookingMovedOn(DomainError):
    code = "booking_moved_on"
    message = "This booking has changed in the meantime. Open it again to see where it stands."


class TalkHasBegun(DomainError):
    code = "talk_has_begun"
    message = "This talk has begun, so it can be ended in the room but not cancelled."


class RequestMovedOn(DomainError):
    code = "request_moved_on"
    message = "This request has changed in the meantime. Open it again to see where it stands."


class EngagementMovedOn(DomainError):
    code = "engagement_moved_on"
    message = "This has changed in the meantime. Open it again to see where it stands."


class TooLateToMove(DomainError):
    code = "too_late_to_move"
    message = "It is too late to move this talk. It can still be cancelled, with a line why."


class NoWhy(DomainError):
    code = "no_why"
    status = 422
    message = "Write one line why: the time may have been kept for nothing."


class MeetFirst(DomainError):
    code = "meet_first"
    message = "A brief is read here before the first talk. Have one talk, then book several."


class NoPlan(DomainError):
    code = "no_plan"
    message = "One to six talks can be booked together, each at its own time."
