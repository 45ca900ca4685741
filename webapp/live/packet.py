"""What may come through a socket at all, before anybody reads it."""

import re
from collections.abc import Callable
from threading import Thread

from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from socketio.packet import CONNECT, DISCONNECT, EVENT, Packet

NAMESPACE = "/live"
MAX_MESSAGE = 100_000  # characters: a 64 KB update in base64 and its envelope
RESERVED = {"connect", "connect_error", "disconnect"}

# Engine.IO: pong, close, or a message; Socket.IO: CONNECT, DISCONNECT or EVENT, all as text
EXPECTED = re.compile(r"3|1|4[012]")


class BadPacket(ValueError):
    """Nothing that our own page would send."""


class ReadingThread(Thread):
    """Wakes who waits for a frame once more when reading has ended.

    simple-websocket says that a frame was too big before it says that it has closed: who looks
    in between waits for another frame for ever.
    """

    def __init__(self, target: Callable[[], None]):
        super().__init__(target=target, daemon=True)
        self.wake = target.__self__.event.set

    def run(self) -> None:
        try:
            super().run()
        finally:
            self.wake()


class TextSocket(SimpleWebSocketWSGI):
    """Ends at a frame that nobody of ours sends; engine.io would trip over it outside its loop."""

    def wait(self):
        frame = super().wait()
        return frame if isinstance(frame, str) and EXPECTED.match(frame) else None


class StrictPacket(Packet):
    """Refuse what the product never sends: binary, reserved names, more than one argument."""

    def decode(self, text):
        if not isinstance(text, str) or len(text) > MAX_MESSAGE:
            raise BadPacket("too long, or not text")
        try:
            attachments = super().decode(text)
        except (ValueError, TypeError, RecursionError):
            raise BadPacket("not a packet") from None
        if attachments or self.namespace != NAMESPACE:
            raise BadPacket("attachments, or another namespace")
        if not self.is_expected():
            raise BadPacket("not what a client says")
        return 0

    def is_expected(self) -> bool:
        if self.packet_type != EVENT:
            return self.packet_type in (CONNECT, DISCONNECT)
        match self.data:
            case [str(name)] | [str(name), _]:
                return name not in RESERVED
        return False
