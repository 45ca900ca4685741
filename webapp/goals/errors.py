"""What can be in the way of a brief."""

from webapp.core.errors import DomainError


class NoQuestion(DomainError):
    code = "no_question"
    status = 422
    message = "Write your one question. It is read first."


class BriefClosed(DomainError):
    code = "brief_closed"
    message = "This brief belongs to a talk that is over, so it stays as it is."
