"""Binds Socket.IO to the app: settings, events, and the door in front."""

from functools import partial
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from flask import Flask

from webapp.core.rate_limit import TokenBucket
from webapp.extensions import socketio
from webapp.live import (
    broadcasts,
    bus,
    panels,
    reactions,
    relay_sockets,
    rounds,
    sockets,
    talk_sockets,
)
from webapp.live.connections import CONNECTION
from webapp.live.door import SocketDoor
from webapp.live.envelope import EVENTS
from webapp.live.packet import MAX_MESSAGE, NAMESPACE, BadPacket, StrictPacket
from webapp.live.reaper import hang_up
from webapp.live.transport import ReadingThread, TextSocket, Unsent

# imported for what they do: they register and subscribe
EDGES = (broadcasts, panels, reactions, relay_sockets, sockets, talk_sockets)

packets: WeakKeyDictionary = WeakKeyDictionary()  # a bucket for each connection


def init_app(app: Flask) -> None:
    """Call it after every other extension: it wraps `wsgi_app`."""
    socketio.init_app(
        app,
        async_mode="threading",
        async_handlers=False,  # otherwise each event starts a thread
        transports=["websocket"],
        namespaces=[NAMESPACE],
        serializer=StrictPacket,
        max_http_buffer_size=MAX_MESSAGE,
        ping_interval=5,
        ping_timeout=5,
        manage_session=False,
        cors_allowed_origins=allowed_origins(app),
        client_manager=bus.init_app(app),
    )
    limit_frames()
    register_events()
    app.wsgi_app = SocketDoor(app.wsgi_app, app.config["MAX_SOCKETS"], partial(rounds.start, app))


def allowed_origins(app: Flask) -> list[str]:
    public = urlsplit(app.config["PUBLIC_URL"])
    origins = [f"{public.scheme}://{public.netloc}"]
    if app.config["IS_PRODUCTION"]:
        return origins
    port = app.config["PORT"]
    return [*origins, f"http://localhost:{port}", f"http://127.0.0.1:{port}"]


def limit_frames() -> None:
    # engine.io looks at the size only when the whole message is in memory: 50 MB cost 100 MB
    eio = socketio.server.eio
    settings = {"max_message_size": MAX_MESSAGE, "thread_class": ReadingThread}
    eio._async = eio._async | {"websocket": partial(TextSocket, **settings), "queue": Unsent}


def register_events() -> None:
    server = socketio.server
    for name, run in (CONNECTION | EVENTS).items():
        server.on(name, run, namespace=NAMESPACE)

    @server.eio.on("message")
    def receive(transport: str, data: object) -> None:
        try:
            if is_bearable(transport):
                server._handle_eio_message(transport, data)
            else:
                hang_up(transport)
        except BadPacket:
            hang_up(transport)


def is_bearable(transport: str) -> bool:
    """Count all that comes, greetings and unknown events too, which no bucket of a peer sees."""
    connection = socketio.server.eio.sockets.get(transport)
    return connection is not None and packets.setdefault(connection, new_bucket()).take()


def new_bucket() -> TokenBucket:
    return TokenBucket(200, 50)  # a tab of ours may say 100 at once and 40 a second
