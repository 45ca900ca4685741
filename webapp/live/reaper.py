"""Ends connections: those told to close, those that never sign in, those whose thread hangs on.

python-engineio's own `disconnect()` waits for the writer, so that one stalled client blocks
the cut of all others, and it only asks: a client that ignores it keeps its thread.
"""

import time
from collections import deque

from webapp.extensions import socketio
from webapp.live.door import KEY, Visitor, open_sockets
from webapp.live.peers import peers

PATIENCE = 5.0  # seconds until a transport must have sent CONNECT, and until a thread must be gone
GOODBYE = 1.0  # seconds a client has to hang up by itself

leaving: deque[tuple[float, Visitor]] = deque()
silent_since: dict[str, float] = {}  # by transport
idle_since: dict[int, float] = {}  # by visitor


def hang_up(transport: str) -> None:
    """Close a transport; a client that ignores it loses its connection a second later."""
    eio = socketio.server.eio
    if connection := eio.sockets.get(transport):
        if visitor := visitor_of(transport):
            leaving.append((time.monotonic(), visitor))
        connection.close(wait=False)
        eio.sockets.pop(transport, None)


def visitor_of(transport: str) -> Visitor | None:
    return socketio.server.environ.get(transport, {}).get(KEY)


def reap() -> None:
    now = time.monotonic()
    while leaving and leaving[0][0] < now - GOODBYE:
        leaving.popleft()[1].cut_off()  # a client that does not read keeps two threads waiting
    hang_up_deaf()
    hang_up_silent(now)
    cut_off_idle(now)


def hang_up_deaf() -> None:
    """Close transports whose client takes less than it is told."""
    for transport, connection in list(socketio.server.eio.sockets.items()):
        if connection.queue.has_overflowed:
            hang_up(transport)


def hang_up_silent(now: float) -> None:
    """Close transports that have not signed in, or have left their only namespace."""
    transports = set(socketio.server.eio.sockets)
    silent = transports - {peer.transport for peer in list(peers.values())}
    for transport in overdue(silent, silent_since, now):
        hang_up(transport)


def cut_off_idle(now: float) -> None:
    """End connections whose transport is over while a thread still waits for the client."""
    served = {id(visitor_of(transport)) for transport in list(socketio.server.eio.sockets)}
    for visitor in overdue(open_sockets.keys() - served, idle_since, now):
        if visitor in open_sockets:
            open_sockets[visitor].cut_off()


def overdue(keys: set, since: dict, now: float) -> list:
    """Return which of `keys` have been among them for longer than our patience."""
    for gone in since.keys() - keys:
        del since[gone]
    return [key for key in keys if now - since.setdefault(key, now) > PATIENCE]
