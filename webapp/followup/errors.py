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


class SaidByTheOther(DomainError):
    code = "said_by_the_other"
    message = "They have said themselves what they will do. It stands on this talk’s page."


class EnoughInsights(DomainError):
    code = "enough_insights"
    message = "Three insights a talk is the most. Change one of them, or take one back."


class NobodyMissing(DomainError):
    code = "nobody_missing"
    message = "You have not waited ten minutes alone, so this talk cannot be ended as a no-show."


class NothingToAppeal(DomainError):
    code = "nothing_to_appeal"
    message = "Nobody says that you were absent, so there is nothing to set right."


class FollowUpIsOver(DomainError):
    code = "follow_up_is_over"
    message = "This question is answered, or no longer needed. Open the action to see where it is."


class ActionIsOpen(DomainError):
    code = "action_is_open"
    message = "Say first whether you did it, then add a line."


class ThreadGoesOn(DomainError):
    code = "thread_goes_on"
    message = "What you write to each other is not closed. Close it first, then keep what you take."


class GoalIsClosed(DomainError):
    code = "goal_is_closed"
    message = "This goal is closed. Open it again, and its board can be changed."


class DecisionMovedOn(DomainError):
    code = "decision_moved_on"
    message = "You have decided something else since, perhaps on another device. Read it first."


class LineIsGone(DomainError):
    code = "line_is_gone"
    message = "That line is not in the notes any more, or its box is ticked."


class DayHasPassed(DomainError):
    code = "day_has_passed"
    message = "The day on that line has passed. Write another day behind it."


class EnoughNoted(DomainError):
    code = "enough_noted"
    message = "Ten actions from the notes of one talk is the most."
