from webapp.core.errors import DomainError


class TalkNotBegun(DomainError):
    code = "talk_not_begun"
    message = "The talk has not begun. This opens with it."


class TalkNeverHappened(DomainError):
    code = "talk_never_happened"
    message = "This talk was not booked to the end, so there is nothing to say about it."


class ActionIsAnswered(DomainError):
    code = "action_is_answered"
    message = "You have answered this one. The answer stays as it is."


class FollowUpIsOver(DomainError):
    code = "follow_up_is_over"
    message = "This question is answered, or no longer needed. Open the action to see where it is."


class ActionIsOpen(DomainError):
    code = "action_is_open"
    message = "Say first whether you did it, then add a line."
