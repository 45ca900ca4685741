"""Say something to sockets."""

from collections.abc import Sequence
from contextlib import suppress

from engineio.exceptions import SocketIsClosedError

from webapp.extensions import socketio
from webapp.live.packet import NAMESPACE


def say(
    event: str, data: dict, *, to: str, skip: Sequence[str] = (), here_only: bool = False
) -> None:
    """Emit a fact to a room or a socket, in all processes unless `here_only`."""
    with suppress(SocketIsClosedError):  # somebody leaves at this moment: not the sender's fault
        socketio.server.emit(
            event, data, to=to, skip_sid=list(skip), namespace=NAMESPACE, ignore_queue=here_only
        )
