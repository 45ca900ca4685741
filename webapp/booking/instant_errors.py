"""What can be in the way of asking now and of saying yes, said to the person it happens to."""

from webapp.core.errors import DomainError


class InstantMovedOn(DomainError):
    code = "instant_moved_on"
    message = "This has changed in the meantime. Open it again to see where it stands."
