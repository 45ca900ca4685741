"""The WebSocket below Socket.IO: how much may come, how fast, and how much may wait to be sent.

simple-websocket reads as fast as a client sends, engine.io queues whatever a client does not
read: either fills the memory, and what is no message (pings, empty pieces) nobody counts.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from queue import Queue
from socket import SHUT_RDWR
from threading import Thread

from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI
from simple_websocket import Server

from webapp.core.rate_limit import TokenBucket
from webapp.live.packet import EXPECTED

# at once, and a second: a message of 100,000 characters is 25 reads and as many pieces of a frame
READS = (256, 128)
FRAMES = (2000, 600)
PAUSE = 0.02  # seconds until who sends faster is read again
MOST_UNREAD = 32  # messages of a client that nobody has looked at yet
# characters; an answer with all notes and all of a chat may be longer, if nothing else waits
MOST_UNSENT = 1_000_000


class ReadingThread(Thread):
    """Ends the wait of who waits for a frame when reading has ended, for whatever reason.

    simple-websocket says that a frame was too big before it says that it has closed, and of a
    fault of its own it says nothing: who looks in between waits for another frame for ever.
    """

    def __init__(self, target: Callable[[], None]):
        super().__init__(target=target, daemon=True)
        self.server = target.__self__

    def run(self) -> None:
        try:
            super().run()
        finally:
            hush(self.server)


def hush(server: Server) -> None:
    server.connected = False
    server.event.set()


class Line:
    """A connection that is read no faster than we can bear.

    Its end wakes a thread that is still writing to it; `close` alone would leave that to wait
    for a client who does not read.
    """

    def __init__(self, server: Server):
        self.server, self.connection = server, server.sock
        self.reads = TokenBucket(*READS)

    def recv(self, size: int) -> bytes:
        while self.server.connected and not self.is_bearable():
            time.sleep(PAUSE)
        return self.connection.recv(size)

    def is_bearable(self) -> bool:
        return len(self.server.input_buffer) <= MOST_UNREAD and self.reads.take()

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def close(self) -> None:
        with suppress(OSError):  # already gone
            self.connection.shutdown(SHUT_RDWR)
        self.connection.close()


class LimitedServer(Server):
    """Counts every frame, and every piece of one, before anybody looks at it."""

    def handshake(self) -> None:
        self.sock = Line(self)
        self.ws.events = partial(counted, self.ws.events, TokenBucket(*FRAMES))
        super().handshake()


def counted(events: Callable[[], Iterable], frames: TokenBucket) -> Iterable:
    for event in events():
        if not frames.take():
            raise OSError("more frames than any page of ours sends")
        yield event


class TextSocket(SimpleWebSocketWSGI):
    """Ends at a frame that nobody of ours sends; engine.io would trip over it outside its loop."""

    def __call__(self, environ, start_response):
        self.ws = LimitedServer(environ, **self.server_args)
        self.app(self)
        self.ws.sock.close()  # or its reading thread would wait for a client who never hangs up
        # how each of the two servers is told that the connection is not theirs any more
        raise StopIteration if self.ws.mode == "gunicorn" else ConnectionError

    def wait(self):
        frame = super().wait()
        return frame if isinstance(frame, str) and EXPECTED.match(frame) else None

    def close(self):
        try:
            super().close()
        except OSError:  # they are gone, or do not read
            hush(self.ws)


class Unsent(Queue):
    """What waits to be sent to one client. Beyond a limit it is dropped, and the client with it."""

    has_overflowed = False

    def _init(self, maxsize: int) -> None:
        super()._init(maxsize)
        self.size = 0

    def put(self, packet, *args, **options) -> None:
        if packet is not None and self.size > MOST_UNSENT:
            self.has_overflowed = True
        else:
            super().put(packet, *args, **options)

    def _put(self, packet) -> None:
        self.size += weight(packet)
        super()._put(packet)

    def _get(self):
        packet = super()._get()
        self.size -= weight(packet)
        return packet


def weight(packet) -> int:
    data = getattr(packet, "data", None)
    return len(data) if isinstance(data, str) else 0
