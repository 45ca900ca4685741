"""What can be in the way of waiting for a mentor's time, said to the person it happens to."""

from webapp.core.errors import DomainError


class WaitlistMovedOn(DomainError):
    code = "waitlist_moved_on"
    message = "This has changed in the meantime. Open it again to see where it stands."


class OfferOver(DomainError):
    code = "offer_over"
    message = "The 15 minutes are over, and the next in line is asked."


class TooManyLines(DomainError):
    code = "too_many_lines"
    message = "You wait for ten mentors already. Leave one of the lines first."
