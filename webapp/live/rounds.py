"""What a process with sockets looks after, again and again.

The database has the last word: a device that was signed out, a room that is over or was
cancelled is noticed here even where nobody could tell this process.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from flask import Flask

from webapp.booking.service import end_booking
from webapp.core import clock
from webapp.core.db import db
from webapp.extensions import socketio
from webapp.live import bus, service
from webapp.live.connections import depart, disconnect
from webapp.live.cuts import cut, put_out, say_ended
from webapp.live.note_log import LAST_WORDS
from webapp.live.peers import Peer, Room, peers
from webapp.live.queries import closing_times, how_it_ended, meeting_in
from webapp.live.reaper import reap
from webapp.live.room_queries import live_devices, people_in

BEAT = 0.5  # seconds
# in beats: a cut must come within a second, `ended` may be late (the page has its own clock)
EVERY_CUT, EVERY_END, EVERY_MINUTE = 1, 10, 120

log = logging.getLogger(__name__)


def start(app: Flask) -> None:
    socketio.start_background_task(go_round, app)
    if url := app.config["REDIS_URL"]:
        socketio.start_background_task(bus.listen, url)


def go_round(app: Flask) -> None:
    beat = 0
    while True:
        socketio.sleep(BEAT)
        beat += 1
        attempt(reap)
        if peers:
            for every, task in ROUNDS:
                if beat % every == 0:
                    attempt(in_context(app, task))


def attempt(task: Callable[[], None]) -> None:
    try:
        task()
    except Exception:  # the next round must come
        log.exception("a round failed")


def in_context(app: Flask, task: Callable[[datetime], None]) -> Callable[[], None]:
    def run() -> None:
        with app.app_context():
            task(clock.now())

    return run


def cut_signed_out(_now: datetime) -> None:
    connected = {peer.device_id for peer in list(peers.values())}
    for device_id in connected - live_devices(connected):
        cut(device_id)


def forget_lost(_now: datetime) -> None:
    # a transport that closes in the middle of its CONNECT or of a cut says no goodbye
    for peer in list(peers.values()):
        if peer.transport not in socketio.server.eio.sockets:
            disconnect(peer.socket, "lost")


def end_rooms(now: datetime) -> None:
    """End talks whose grace is over, and take people out once their last words are in."""
    inside = [peer for peer in list(peers.values()) if peer.room]
    rooms = {peer.room.booking for peer in inside}
    closing, takes_part = closing_times(rooms), people_in(rooms)
    db.session.rollback()  # no reader stays open while we write
    for peer in inside:
        if room := peer.room:
            end_for(peer, room, closing.get(room.booking), now)
            if room.booking in closing and (room.booking, peer.person_id) not in takes_part:
                put_out(peer)


def end_for(peer: Peer, room: Room, closes_at: datetime | None, now: datetime) -> None:
    """`closes_at` is None where there is no meeting any more."""
    if closes_at and now < closes_at:
        return
    end_talk(room, now)
    say_ended(peer)
    if closes_at is None or now >= closes_at + LAST_WORDS:
        depart(peer, "ended")


def end_talk(room: Room, now: datetime) -> None:
    if not room.has_ended:
        booking = meeting_in(room.booking)
        if booking:
            end_booking(booking, how_it_ended(booking), now=now)


def note_presence(now: datetime) -> None:
    inside = [peer for peer in list(peers.values()) if peer.room]
    sockets, ids = [peer.socket for peer in inside], [peer.id for peer in inside]
    service.note_presence(sockets, ids, now=now)


ROUNDS = (
    (EVERY_CUT, cut_signed_out),
    (EVERY_END, forget_lost),
    (EVERY_END, end_rooms),
    (EVERY_MINUTE, note_presence),
)
