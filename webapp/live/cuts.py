"""What one process asks of all: cut a device, give way to a newer socket, close a room.

Each takes what it is told from the bus, does its part with this process's sockets, and may be
told twice.
"""

from contextlib import suppress

from engineio.exceptions import SocketIsClosedError

from webapp.extensions import socketio
from webapp.live import bus
from webapp.live.connections import depart
from webapp.live.packet import NAMESPACE
from webapp.live.peers import Peer, device_name, peers, peers_in
from webapp.live.reaper import hang_up
from webapp.live.wire import say


@bus.hears("cut")
def cut(device_id: int) -> None:
    """Close this process's sockets of a device session; each joined its room at connect."""
    participants = socketio.server.manager.get_participants(NAMESPACE, device_name(device_id))
    for sid, transport in list(participants):
        disconnect(sid, transport)


@bus.hears("give_way")
def give_way(socket: str, by_same_peer: bool) -> None:
    """Tell a socket that another has its place; it hears nothing of the room from now on."""
    peer = peers.get(socket)
    if peer is None or peer.room is None:
        return
    say("taken_over", {}, to=peer.socket, here_only=True)
    peer.go_out()
    if by_same_peer:
        disconnect(peer.socket, peer.transport)


@bus.hears("close_room")
def close_room(booking: str) -> None:
    """Say that a room is over to those of its people who are here."""
    for peer in peers_in(booking):
        say_ended(peer)


@bus.hears("shut_out")
def shut_out(booking: str, person_id: int) -> None:
    """Take somebody out of a room in which they take part no more."""
    for peer in peers_in(booking):
        if peer.person_id == person_id:
            with peer.app.app_context():
                put_out(peer)


def put_out(peer: Peer) -> None:
    say_ended(peer)
    depart(peer, "left")


def say_ended(peer: Peer) -> None:
    room = peer.room
    if room and not room.has_ended:
        room.has_ended = True
        say("ended", {}, to=peer.socket, here_only=True)


def disconnect(sid: str, transport: str) -> None:
    with suppress(SocketIsClosedError):
        socketio.server.disconnect(sid, namespace=NAMESPACE, ignore_queue=True)
    hang_up(transport)
