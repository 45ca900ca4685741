"""Errors a person can cause and should be told about."""


class DomainError(Exception):
    """A rule of the domain said no. Subclasses set `code`, `status` and `message`."""

    code = "refused"
    status = 409
    message = "That is not possible right now."

    def __init__(self, message: str | None = None):
        super().__init__(message or self.message)
