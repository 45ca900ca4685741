"""The relay for two people who find no way to each other: each connects to us instead.

What one sends is handed on to the other as it came. No room ever holds more than two.
"""

import asyncio
from contextlib import suppress

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from webapp.media.addresses import announce_at
from webapp.media.call_offer import CallOffer
from webapp.media.check import has_ended
from webapp.media.outgoing import Outgoing
from webapp.media.settings import MediaSettings

CONNECTS_WITHIN = 15  # seconds
OURSELVES_ONLY = RTCConfiguration(iceServers=[])  # aiortc would ask a server of Google's
KINDS = ("audio", "video")


class RelayFull(Exception):
    """It carries as many rooms as this machine was measured to carry."""


class Seat:
    """One person's connection to us."""

    def __init__(self, peer: RTCPeerConnection):
        self.peer = peer
        transceivers = {each.kind: each for each in peer.getTransceivers()}
        self.receivers = {kind: transceivers[kind].receiver for kind in KINDS}
        self.senders = {kind: transceivers[kind].sender for kind in KINDS}
        self.outgoing = {kind: Outgoing(kind) for kind in KINDS}
        self.ended = asyncio.Event()
        for kind, transceiver in transceivers.items():
            transceiver.direction = "sendrecv"
            self.senders[kind].replaceTrack(self.outgoing[kind])
            self.senders[kind].on_report = self.outgoing["video"].note_report
        peer.on("connectionstatechange", lambda: self.ended.set() if has_ended(peer) else None)

    @property
    def is_connected(self) -> bool:
        return self.peer.connectionState == "connected"


class RelayedRoom:
    def __init__(self):
        self.seats: dict[str, Seat] = {}  # by person

    def take(self, person: str, seat: Seat) -> None:
        """Give somebody a seat; a connection they had before gives way."""
        if before := self.seats.pop(person, None):
            before.ended.set()
        self.seats[person] = seat
        for kind in KINDS:
            seat.receivers[kind].deliver = lambda frame, kind=kind: self.hand_on(seat, kind, frame)
        seat.senders["video"].on_keyframe_wanted = lambda: self.want_keyframe(seat)
        seat.peer.on("connectionstatechange", lambda: self.want_keyframe(seat))

    def hand_on(self, seat: Seat, kind: str, frame) -> None:
        other = self.other_than(seat)
        if other and other.is_connected and other.outgoing[kind].feed(frame, source=seat):
            self.want_keyframe(other)

    def want_keyframe(self, seat: Seat) -> None:
        """Ask the other one for a picture that can be shown to this one at once."""
        other = self.other_than(seat)
        if other and seat.outgoing["video"].gate.is_open:
            asyncio.ensure_future(other.receivers["video"].ask_for_keyframe())

    def other_than(self, seat: Seat) -> Seat | None:
        """Return who sits opposite; nobody does once somebody has taken another seat."""
        if seat not in self.seats.values():
            return None
        return next((other for other in self.seats.values() if other is not seat), None)

    def leave(self, person: str, seat: Seat) -> None:
        if self.seats.get(person) is seat:
            del self.seats[person]


class Relay:
    def __init__(self, settings: MediaSettings):
        self.settings = settings
        self.rooms: dict[str, RelayedRoom] = {}
        self.running: dict[asyncio.Task, Seat] = {}

    async def answer(self, room: str, person: str, lasting: float, offer: str) -> str:
        """Answer a browser's offer; raises BadDescription or RelayFull."""
        offer = CallOffer.read(offer).write(private_network=self.settings.private_network)
        self.refuse_unless_room(room, person)
        peer = RTCPeerConnection(OURSELVES_ONLY)
        try:
            await peer.setRemoteDescription(RTCSessionDescription(offer, "offer"))
            seat = Seat(peer)
            await peer.setLocalDescription(await peer.createAnswer())
            self.refuse_unless_room(room, person)  # others have come meanwhile
        except BaseException:
            await peer.close()
            raise
        self.seat(room, person, seat, lasting)
        return announce_at(self.settings.public_address, peer.localDescription.sdp)

    def refuse_unless_room(self, room: str, person: str) -> None:
        if room not in self.rooms:
            if len(self.rooms) >= self.settings.relay_rooms:
                raise RelayFull
        elif person not in self.rooms[room].seats and len(self.rooms[room].seats) >= 2:
            raise RelayFull

    def seat(self, room: str, person: str, seat: Seat, lasting: float) -> None:
        """Keep a connection until it has ended, or its time is up, or it never comes about."""
        self.rooms.setdefault(room, RelayedRoom()).take(person, seat)
        task = asyncio.create_task(self.keep(room, person, seat, lasting))
        self.running[task] = seat
        task.add_done_callback(self.running.pop)

    async def keep(self, room: str, person: str, seat: Seat, lasting: float) -> None:
        connects = asyncio.get_running_loop().call_later(
            CONNECTS_WITHIN, end_unless_connected, seat
        )
        with suppress(TimeoutError):
            async with asyncio.timeout(lasting):
                await seat.ended.wait()
        connects.cancel()
        self.forget(room, person, seat)
        await seat.peer.close()

    def forget(self, room: str, person: str, seat: Seat) -> None:
        if known := self.rooms.get(room):
            known.leave(person, seat)
            if not known.seats:
                del self.rooms[room]

    async def stop(self) -> None:
        """End all calls and tell the browsers; nobody waits long for one that is gone."""
        for seat in self.running.values():
            seat.ended.set()
        if self.running:
            await asyncio.wait(self.running, timeout=1)


def end_unless_connected(seat: Seat) -> None:
    if not seat.is_connected:
        seat.ended.set()
