"""What can be in the way of asking now and of saying yes, said to the person it happens to."""

from webapp.core.errors import DomainError


class InstantMovedOn(DomainError):
    code = "instant_moved_on"
    message = "This has changed in the meantime. Open it again to see where it stands."


class NotAskedAnyMore(DomainError):
    code = "not_asked_any_more"
    message = "This is over: somebody else said yes, or it was taken back."


class NextTalkInTheWay(DomainError):
    code = "next_talk_in_the_way"
    message = "The next talk begins before this one would end. Pass, so that another can say yes."


class OwnTalkInTheWay(DomainError):
    code = "own_talk_in_the_way"
    message = "You have a talk of your own before this one would end. Ask for less time, or later."


class AsksAlready(DomainError):
    code = "asks_already"
    message = "You ask somebody now already. Stop that first, or wait for the answer."


class NotSoLong(DomainError):
    code = "not_so_long"
    message = "Choose one of the times shown. They begin in a quarter of an hour."
