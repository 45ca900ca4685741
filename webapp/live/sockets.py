"""The events of the room, as PROTOCOL.md lists them."""

from datetime import timedelta

from flask import current_app

from webapp.core import clock
from webapp.live import extending, note_log, notes, service, talking
from webapp.live.away import people_away
from webapp.live.connections import depart
from webapp.live.envelope import OK, event
from webapp.live.errors import NoSuchRoom
from webapp.live.hidden_signals import hide_addresses
from webapp.live.hiding import Way, way_for
from webapp.live.ice import ice_servers, turn_urls
from webapp.live.messages import to_text
from webapp.live.models import Presence
from webapp.live.peers import Peer, Room, peer_name, peers
from webapp.live.queries import meeting_in, notes_of
from webapp.live.room_queries import chat_of, part_in, places_in, running_session
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
    """Pass a description or candidates to one other peer."""
    peer.allowance_for(message.to).spend(message)
    if peer.room.hides_addresses:
        message = hide_addresses(message)
    if message:
        room = peer_name(peer.room.booking, message.to)
        say("signal", {"from": peer.id} | message.as_json(), to=room, skip=(peer.socket,))
    return OK


@event("set_media", read_media, database=False)
def set_media(peer: Peer, message: MediaState) -> dict:
    data = {"peer": peer.id} | message.as_json()
    room = peer.room
    to = peer_name(room.booking, message.to) if message.to else room.name
    say("media_set", data, to=to, skip=(peer.socket,))
    return OK


@event("heartbeat", read_nothing, database=False)
def heartbeat(_peer: Peer, _message: None) -> dict:
    """Answer, so that the page knows that its socket lives."""
    return OK


@event("update_notes", read_update)
def update_notes(peer: Peer, update: bytes) -> dict:
    room = peer.room
    if update != notes.EMPTY_UPDATE:
        note_log.add_note_update(
            room.booking, room.live_session_id, update, tab=tab(peer), now=clock.now()
        )
    return OK


@event("read_clock", read_nothing)
def read_clock(peer: Peer, _message: None) -> dict:
    running = running_session(peer.room.live_session_id)
    if running is None:
        raise NoSuchRoom
    _live_session, countdown = running
    return OK | {"clock": countdown.as_json(clock.now())}


def enter(peer: Peer, message: Join, *, take_over: bool) -> dict:
    part = part_in(message.booking, peer.person_id)
    if part is None:
        raise NoSuchRoom
    if peer.room and peer.room.booking != message.booking:
        depart(peer, "left")
    room = peer.room or Room(message.booking, part)
    peer.visit = message.visit
    way = way_now(peer, room)
    offer = message.offer if way is Way.DIRECT else None  # others may have to connect another way
    entry = come_in(peer, room, take_over, offer)
    me = entry.people[peer.person_id]
    here = others_here(peer, entry)
    offered = offer is not None and entry.is_told
    for other in here if offered else ():
        peer.allowance_for(other["peer"]).begin(offer)
    return OK | {
        "peer": peer.id,
        "part": part,
        "here": here,
        "offered": offered,
        "away": others_away(peer, entry, here),
        "clock": entry.countdown.as_json(clock.now()),
        "notes": notes_for(entry, message.state_vector),
        "chat": [talking.message_json(row) for row in chat_of(entry.live_session_id)],
        "question": extending.open_question_json(entry.live_session_id, now=clock.now()),
        "ice_servers": ice_servers(room.booking, me.public_id, entry.countdown),
        "way": way,
    }


def way_now(peer: Peer, room: Room) -> Way:
    way = way_for(meeting_in(room.booking), peer.person_id, has_turn=bool(turn_urls()))
    room.hides_addresses = way is not Way.DIRECT
    return way


def come_in(peer: Peer, room: Room, take_over: bool, offer: dict | None) -> service.Entry:
    """Enter the room; only then is read what is in it, so that nothing is missed in between."""
    peer.enter(room)
    try:
        entry = service.enter_room(
            room.booking,
            tab(peer, offer),
            take_over=take_over,
            is_connected=is_connected,
            now=clock.now(),
        )
    except BaseException:
        depart(peer, "gone")
        raise
    room.live_session_id = entry.live_session_id
    return entry


def tab(peer: Peer, offer: dict | None = None) -> service.Tab:
    return service.Tab(peer.person_id, peer.device_id, peer.id, peer.visit, peer.socket, offer)


def is_connected(place: Presence) -> bool:
    """Say whether a place has a live socket, as far as this process can know."""
    if place.socket_id in peers:
        return peers[place.socket_id].room is not None
    has_others = bool(current_app.config["REDIS_URL"])
    return has_others and clock.now() - place.last_seen_at < FRESH


def others_here(peer: Peer, entry: service.Entry) -> list[dict]:
    return [
        {"peer": place.peer_id, "visit": place.visit, **other.as_json()}
        for place in places_in(entry.live_session_id)
        if place.peer_id != peer.id and is_connected(place)
        for other in [entry.people[place.person_id]]
    ]


def others_away(peer: Peer, entry: service.Entry, here: list[dict]) -> list[dict]:
    there = {who["person"] for who in here}
    known = {
        person_id for person_id, person in entry.people.items() if person.public_id in there
    } | {peer.person_id}
    return people_away(
        entry.live_session_id, entry.people, known, is_connected=is_connected, now=clock.now()
    )


def notes_for(entry: service.Entry, state_vector: bytes) -> dict:
    update, ours = notes_of(entry.live_session_id, state_vector)
    return {"update": to_text(update), "state_vector": to_text(ours)}
