"""What can be in the way of waiting for a mentor's time, said to the person it happens to."""

from webapp.core.errors import DomainError


class WaitlistMovedOn(DomainError):
    code = "waitlist_moved_on"
    message = "This has changed in the meantime. Open it again to see where it stands."
