"""The events of the room, as PROTOCOL.md lists them."""

from datetime import timedelta

from flask import current_app

from webapp.booking.models import Booking
from webapp.core import clock
from webapp.core.db import db
from webapp.live import note_log, notes, service
from webapp.live.connections import depart
from webapp.live.envelope import OK, event
from webapp.live.errors import NoSuchRoom
from webapp.live.ice import ice_servers
from webapp.live.messages import to_text
from webapp.live.models import LiveSession, Presence
from webapp.live.peers import Peer, Room, part_name, peers
from webapp.live.queries import countdown_of, live_session_of, meeting_of, notes_of, places_in
from webapp.live.signalling import (
    Join,
    MediaState,
    Signal,
    read_join,
    read_media,
    read_nothing,
    read_signal,
    read_update,
)
from webapp.live.wire import say
from webapp.people.models import Person

# of a place in another process, which writes once a minute that it is still taken
FRESH = timedelta(seconds=90)


@event("join", read_join, joined=False)
def join(peer: Peer, message: Join) -> dict:
    return enter(peer, message, take_over=False)


@event("take_over", read_join, joined=False)
def take_over(peer: Peer, message: Join) -> dict:
    return enter(peer, message, take_over=True)


@event("leave", read_nothing, joined=False)
def leave(peer: Peer, _message: None) -> dict:
    depart(peer, "left")
    return OK


@event("signal", read_signal, database=False, bucket="signals")
def signal(peer: Peer, message: Signal) -> dict:
    """Pass a description or candidates to the other participant."""
    peer.candidates.spend(message)
    say_to_other(peer, "signal", {"from": peer.id} | message.as_json())
    return OK


@event("set_media", read_media, database=False)
def set_media(peer: Peer, message: MediaState) -> dict:
    say_to_other(peer, "media_set", {"peer": peer.id} | message.as_json())
    return OK


@event("update_notes", read_update)
def update_notes(peer: Peer, update: bytes) -> dict:
    if update != notes.EMPTY_UPDATE:
        live_session = live_session_of(meeting(peer, peer.room.booking))
        now = clock.now()
        note_log.add_note_update(live_session, person(peer), update, tab=tab(peer), now=now)
    return OK


@event("read_clock", read_nothing)
def read_clock(peer: Peer, _message: None) -> dict:
    booking = meeting(peer, peer.room.booking)
    return OK | {"clock": clock_of(booking, live_session_of(booking))}


def enter(peer: Peer, message: Join, *, take_over: bool) -> dict:
    booking = meeting(peer, message.booking)
    if peer.room and peer.room.booking != booking.public_id:
        depart(peer, "left")
    room = come_in(peer, booking, message.visit, take_over)
    live_session = db.session.get(LiveSession, room.live_session_id)
    return OK | {
        "peer": peer.id,
        "part": room.part,
        "here": others_here(peer, live_session),
        "clock": clock_of(booking, live_session),
        "notes": notes_for(live_session, message.state_vector),
        "ice_servers": ice_servers(booking, person(peer), live_session),
    }


def come_in(peer: Peer, booking: Booking, visit: str, take_over: bool) -> Room:
    """Enter the room, then read what is in it: nothing is missed between the two."""
    room = peer.room or Room(booking.public_id, service.part_of(booking, person(peer)))
    peer.visit = visit
    peer.enter(room)
    try:
        live_session = service.enter_room(
            booking,
            person(peer),
            tab(peer),
            take_over=take_over,
            is_connected=is_connected,
            now=clock.now(),
        )
    except BaseException:
        depart(peer, "gone")
        raise
    room.live_session_id = live_session.id
    return room


def meeting(peer: Peer, public_id: str) -> Booking:
    booking = meeting_of(person(peer), public_id)
    if booking is None:
        raise NoSuchRoom
    return booking


def person(peer: Peer) -> Person:
    return db.session.get(Person, peer.person_id)


def tab(peer: Peer) -> service.Tab:
    return service.Tab(peer.id, peer.visit, peer.socket, peer.device_id)


def is_connected(place: Presence) -> bool:
    """Say whether a place has a live socket, as far as this process can know."""
    if place.socket_id in peers:
        return peers[place.socket_id].room is not None
    has_others = bool(current_app.config["REDIS_URL"])
    return has_others and clock.now() - place.last_seen_at < FRESH


def others_here(peer: Peer, live_session: LiveSession) -> list[dict]:
    return [
        {
            "peer": place.peer_id,
            "visit": place.visit,
            "name": place.person.name,
            "part": service.part_of(live_session.booking, place.person),
        }
        for place in places_in(live_session)
        if place.peer_id != peer.id and is_connected(place)
    ]


def clock_of(booking: Booking, live_session: LiveSession | None) -> dict:
    return countdown_of(booking, live_session).as_json(clock.now())


def notes_for(live_session: LiveSession, state_vector: bytes) -> dict:
    update, ours = notes_of(live_session, state_vector)
    return {"update": to_text(update), "state_vector": to_text(ours)}


def say_to_other(peer: Peer, event_name: str, data: dict) -> None:
    # a relay of the smallest kind: only sockets with the other part are in that room
    other = "mentee" if peer.room.part == "mentor" else "mentor"
    say(event_name, data, to=part_name(peer.room.booking, other))
