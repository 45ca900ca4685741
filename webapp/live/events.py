"""What happens in a room that everybody in it, or another feature, hears of."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PeerJoined:
    booking: str  # public id
    peer: str
    visit: str
    person: dict  # public id, name, initials and part
    socket: str
    offer: dict | None  # a description, to those who are there


@dataclass(frozen=True)
class PeerLeft:
    booking: str
    peer: str
    reason: str
    at: datetime  # when it was seen last, where nobody saw it go
    unheard_by: tuple[str, ...]  # sockets


@dataclass(frozen=True)
class SocketGaveWay:
    """Another socket has taken this one's place: the same peer's, or one elsewhere."""

    socket: str
    by_same_peer: bool


@dataclass(frozen=True)
class ClockSet:
    """It started, was made longer, or the mentor went on to another phase."""

    booking: str
    clock: dict


@dataclass(frozen=True)
class ExtensionAsked:
    booking: str
    question: dict


@dataclass(frozen=True)
class ExtensionAnswered:
    booking: str
    answer: dict


@dataclass(frozen=True)
class ChatSent:
    booking: str
    message: dict
    socket: str


@dataclass(frozen=True)
class NotesUpdated:
    """`peer` and `socket` wrote it in the room; it may also have come from another page."""

    booking: str
    update: bytes
    peer: str | None
    socket: str | None
