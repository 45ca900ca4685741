"""Why the room says no. The codes are those of PROTOCOL.md."""

from datetime import datetime

from webapp.core.errors import DomainError
from webapp.live.countdown import milliseconds


class SignedOut(DomainError):
    code = "signed_out"
    status = 401
    message = "You are signed out."


class NoSuchRoom(DomainError):
    code = "not_found"
    status = 404
    message = "There is no such room."


class NotOpen(DomainError):
    code = "not_open"
    message = "The room opens 15 minutes before the meeting."

    def __init__(self, opens_at: datetime):
        super().__init__()
        self.details = {"opens_at": milliseconds(opens_at)}


class Over(DomainError):
    code = "over"
    message = "This meeting is over."


class Elsewhere(DomainError):
    code = "elsewhere"
    message = "You are in this room in another tab or on another device."


class NotJoined(DomainError):
    code = "not_joined"
    message = "Join the room first."


class TooFast(DomainError):
    code = "too_fast"
    status = 429
    message = "That was too fast. Try again in a moment."


class ChatFull(DomainError):
    code = "chat_full"
    message = "There are as many messages here as there may be. The notes have room."


class MentorOnly(DomainError):
    code = "mentor_only"
    status = 403
    message = "The mentor leads through the agenda."


class NotRunning(DomainError):
    code = "not_running"
    message = "The clock is not running."


class NotFree(DomainError):
    code = "not_free"
    message = "One of you has something else right after this talk."


class QuestionClosed(DomainError):
    code = "closed"
    message = "This question is not open any more."


class NotesFull(DomainError):
    code = "quota"
    message = "The notes are full."


class RelayFull(DomainError):
    code = "relay_full"
    status = 503
    message = "The server passes on as many talks as it can."


class RelayAway(DomainError):
    code = "relay_away"
    status = 503
    message = "The server cannot pass on picture and sound right now."
