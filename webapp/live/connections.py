"""Who may connect: signed in, from our page, a few times; and what a disconnect means."""

from collections.abc import Callable

import sqlalchemy as sa
from flask import Flask, request
from flask_wtf.csrf import ValidationError, validate_csrf
from socketio.exceptions import ConnectionRefusedError

from webapp.core import clock
from webapp.core.db import db
from webapp.core.errors import DomainError
from webapp.extensions import socketio
from webapp.live import service
from webapp.live.door import KEY
from webapp.live.errors import SignedOut
from webapp.live.packet import NAMESPACE
from webapp.live.peers import Peer, device_name, peers, peers_of
from webapp.live.reaper import hang_up
from webapp.live.room_queries import is_bound_elsewhere
from webapp.live.signalling import Hello, read_hello
from webapp.people.access import device_of
from webapp.people.signin_models import DeviceSession

MOST_OF_A_PERSON = 4


def connect(sid: str, environ: dict, auth: object = None) -> None:
    app = environ["flask.app"]
    with app.request_context(environ):
        try:
            peers[sid] = welcome(app, sid, read_hello(auth))
        except SignedOut as error:
            raise ConnectionRefusedError(error.code) from None
        except DomainError:
            raise ConnectionRefusedError("bad_message") from None
        except (sa.exc.OperationalError, sa.exc.TimeoutError):
            raise ConnectionRefusedError("full") from None
    if visitor := environ.get(KEY):
        visitor.is_known = True


def welcome(app: Flask, sid: str, hello: Hello) -> Peer:
    device = signed_in_device()
    check_csrf(hello)
    refuse_unless(len(peers) < app.config["MAX_SOCKETS"], "full")
    refuse_unless(not is_bound(hello.peer, device), "peer_taken")
    make_room_for(device.person_id, hello.peer)
    transport = socketio.server.manager.eio_sid_from_sid(sid, NAMESPACE)
    peer = Peer(hello.peer, sid, transport, device.person_id, device.id, app)
    # first where a cut looks, then the row once more: a revocation in between is not missed
    socketio.server.enter_room(sid, device_name(device.id), namespace=NAMESPACE)
    db.session.rollback()
    signed_in_device()
    return peer


def signed_in_device() -> DeviceSession:
    device = device_of(request)
    if device is None:
        raise SignedOut
    return device


def check_csrf(hello: Hello) -> None:
    try:
        validate_csrf(hello.csrf)
    except ValidationError:
        raise ConnectionRefusedError("csrf") from None


def refuse_unless(is_fine: bool, code: str) -> None:
    if not is_fine:
        raise ConnectionRefusedError(code)


def is_bound(peer_id: str, device: DeviceSession) -> bool:
    here = (peer for peer in list(peers.values()) if peer.id == peer_id)
    if any(peer.device_id != device.id for peer in here):
        return True
    return is_bound_elsewhere(peer_id, device.id)


def make_room_for(person_id: int, peer_id: str) -> None:
    """Refuse more than a few sockets a person; a peer that returns gives up its older one."""
    others = peers_of(person_id)
    if len(others) < MOST_OF_A_PERSON:
        return
    older = next((peer for peer in others if peer.id == peer_id), None)
    refuse_unless(older is not None, "too_many")
    hang_up(older.transport)


def disconnect(sid: str, _reason: str) -> None:
    peer = peers.pop(sid, None)
    if peer and peer.room:
        with peer.app.app_context():
            depart(peer, "gone")


def depart(peer: Peer, reason: str) -> None:
    """Take a peer out of its room, and free its place."""
    room = peer.go_out()
    if room and room.live_session_id:
        service.leave_room(
            room.booking,
            room.live_session_id,
            peer.id,
            peer.socket,
            reason=reason,
            now=clock.now(),
        )


CONNECTION: dict[str, Callable] = {"connect": connect, "disconnect": disconnect}
