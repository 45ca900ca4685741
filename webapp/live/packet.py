"""What may come through a socket at all, before anybody reads it."""

import re

from socketio.packet import CONNECT, DISCONNECT, EVENT, Packet

NAMESPACE = "/live"
MAX_MESSAGE = 100_000  # characters: a 64 KB update in base64 and its envelope
RESERVED = {"connect", "connect_error", "disconnect"}

# Engine.IO: pong, close, or a message; Socket.IO: CONNECT, DISCONNECT or EVENT, all as text
EXPECTED = re.compile(r"3|1|4[012]")


class BadPacket(ValueError):
    """Nothing that our own page would send."""


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
