"""The signed-in sockets of this process, and the rooms they are in."""

from dataclasses import dataclass, field

from flask import Flask

from webapp.core.rate_limit import TokenBucket
from webapp.extensions import socketio
from webapp.live.packet import NAMESPACE
from webapp.live.signalling import CandidateAllowance

peers: dict[str, "Peer"] = {}  # by socket id


@dataclass
class Room:
    """Where a peer is: chosen by the server, never named by a client."""

    booking: str  # public id
    part: str
    live_session_id: int | None = None  # until the door has opened
    has_ended: bool = False

    @property
    def name(self) -> str:
        return room_name(self.booking)


@dataclass
class Peer:
    """One tab, connected. Made at CONNECT; relays trust it, and a revocation removes it."""

    id: str
    socket: str
    transport: str  # Engine.IO's id of the connection
    person_id: int
    device_id: int
    app: Flask = field(repr=False)
    visit: str = ""
    room: Room | None = None
    signals: TokenBucket = field(default_factory=lambda: TokenBucket(60, 20))
    others: TokenBucket = field(default_factory=lambda: TokenBucket(40, 20))
    candidates: CandidateAllowance = field(default_factory=CandidateAllowance)

    def enter(self, room: Room) -> None:
        self.room = room
        for name in (room.name, part_name(room.booking, room.part)):
            socketio.server.enter_room(self.socket, name, namespace=NAMESPACE)

    def go_out(self) -> Room | None:
        """Leave the room and hear nothing of it any more; return which it was."""
        room, self.room = self.room, None
        if room:
            for name in (room.name, part_name(room.booking, room.part)):
                socketio.server.leave_room(self.socket, name, namespace=NAMESPACE)
        return room


def room_name(booking: str) -> str:
    return f"live:{booking}"


def part_name(booking: str, part: str) -> str:
    """Where only the people with one part of a meeting hear."""
    return f"live:{booking}:{part}"


def device_name(device_id: int) -> str:
    return f"device:{device_id}"


def peers_of(person_id: int) -> list[Peer]:
    return [peer for peer in list(peers.values()) if peer.person_id == person_id]


def peers_in(booking: str) -> list[Peer]:
    return [peer for peer in list(peers.values()) if peer.room and peer.room.booking == booking]
