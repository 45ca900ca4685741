"""Counts sockets before they are opened, and keeps hold of their connections.

A WebSocket holds its thread for its whole life, so counting calls counts sockets exactly.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

MOST_UNKNOWN = 30  # of one address, not signed in yet
ABOVE_FULL = 16  # those are told `full` at CONNECT: a browser cannot read a refused handshake
KEY = "momentor.visitor"

open_sockets: dict[int, "Visitor"] = {}


@dataclass
class Visitor:
    """A connection that came through the door."""

    address: str
    connection: socket.socket | None
    is_known: bool = False  # signed in at CONNECT

    def stop_reading(self) -> None:
        """End its reading thread; what is queued is still sent."""
        self.shut(socket.SHUT_RD)

    def cut_off(self) -> None:
        self.shut(socket.SHUT_RDWR)

    def shut(self, how: int) -> None:
        if self.connection:
            with suppress(OSError):  # already gone
                self.connection.shutdown(how)


class SocketDoor:
    """Refuses sockets above capacity, and strips deflate: twice the memory, 1.6 times the CPU."""

    def __init__(self, app: Callable, limit: int, on_first: Callable[[], None]):
        self.app, self.limit, self.on_first = app, limit, on_first
        self.lock = Lock()

    def __call__(self, environ, start_response):
        if not environ["PATH_INFO"].startswith("/socket.io/"):
            return self.app(environ, start_response)
        self.open()
        address = environ.get("REMOTE_ADDR", "")
        if len(open_sockets) >= self.limit + ABOVE_FULL:
            return refuse(start_response, "503 Service Unavailable", b"full")
        if unknown_at(address) >= MOST_UNKNOWN:
            return refuse(start_response, "429 Too Many Requests", b"too_many")
        return self.let_in(environ, start_response, address)

    def open(self) -> None:
        """What only a process with sockets needs is started by the first of them."""
        if self.on_first:
            with self.lock:
                on_first, self.on_first = self.on_first, None
            if on_first:
                on_first()

    def let_in(self, environ, start_response, address):
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)  # no permessage-deflate
        connection = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
        visitor = environ[KEY] = Visitor(address, connection)
        open_sockets[id(visitor)] = visitor
        try:
            return self.app(environ, start_response)
        finally:
            del open_sockets[id(visitor)]


def unknown_at(address: str) -> int:
    visitors = list(open_sockets.values())
    return sum(visitor.address == address and not visitor.is_known for visitor in visitors)


def refuse(start_response, status: str, body: bytes):
    start_response(status, [("Retry-After", "10"), ("Content-Type", "text/plain")])
    return [body]
