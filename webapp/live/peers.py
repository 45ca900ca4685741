"""The signed-in sockets of this process, and the rooms they are in."""

from collections import OrderedDict
from dataclasses import dataclass, field

from flask import Flask

from webapp.core.rate_limit import TokenBucket
from webapp.extensions import socketio
from webapp.live.packet import NAMESPACE
from webapp.live.signalling import CandidateAllowance

peers: dict[str, "Peer"] = {}  # by socket id
MOST_ALLOWANCES = 16  # far more than there are places in a room


@dataclass
class Room:
    """Where a peer is: chosen by the server, never named by a client."""

    booking: str  # public id
    part: str
    live_session_id: int | None = None  # until the door has opened
    has_ended: bool = False
    hides_addresses: bool = False  # of the peer, or of both

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
    relays: TokenBucket = field(
        default_factory=lambda: TokenBucket(6, 2)
    )  # each makes a connection
    allowances: OrderedDict[str, CandidateAllowance] = field(default_factory=OrderedDict)

    def enter(self, room: Room) -> None:
        self.room = room
        for name in self.names_in(room):
            socketio.server.enter_room(self.socket, name, namespace=NAMESPACE)

    def go_out(self) -> Room | None:
        """Leave the room and hear nothing of it any more; return which it was."""
        room, self.room = self.room, None
        if room:
            for name in self.names_in(room):
                socketio.server.leave_room(self.socket, name, namespace=NAMESPACE)
        return room

    def names_in(self, room: Room) -> tuple[str, str]:
        return room.name, peer_name(room.booking, self.id)

    def allowance_for(self, other: str) -> CandidateAllowance:
        """Candidates are counted for each peer they go to; only the latest few are remembered."""
        allowance = self.allowances.setdefault(other, CandidateAllowance())
        self.allowances.move_to_end(other)
        if len(self.allowances) > MOST_ALLOWANCES:
            self.allowances.popitem(last=False)
        return allowance


def room_name(booking: str) -> str:
    return f"live:{booking}"


def peer_name(booking: str, peer: str) -> str:
    """Where only one peer of a meeting hears, whatever process its socket is in."""
    return f"live:{booking}:{peer}"


def device_name(device_id: int) -> str:
    return f"device:{device_id}"


def peers_of(person_id: int) -> list[Peer]:
    return [peer for peer in list(peers.values()) if peer.person_id == person_id]


def peers_in(booking: str) -> list[Peer]:
    return [peer for peer in list(peers.values()) if peer.room and peer.room.booking == booking]
