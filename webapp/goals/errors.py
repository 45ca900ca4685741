"""What can be in the way of a brief."""

from webapp.core.errors import DomainError


class NoQuestion(DomainError):
    code = "no_question"
    status = 422
    message = "Write your one question. It is read first."


class BriefClosed(DomainError):
    code = "brief_closed"
    message = "This brief belongs to a talk that is over, so it stays as it is."


class GoalMovedOn(DomainError):
    code = "goal_moved_on"
    message = "This goal has been closed or opened since. Its page shows how it stands now."


class NoReason(DomainError):
    code = "no_reason"
    status = 422
    message = "Say in a few words why you drop it. It stays in the goal’s history."
