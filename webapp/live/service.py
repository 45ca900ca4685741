"""Coming into a room, leaving it, and keeping places honest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.live.countdown import LATEST_OVERRUN, Countdown
from webapp.live.errors import Elsewhere, NoSuchRoom, NotOpen, Over
from webapp.live.events import ClockSet, PeerJoined, PeerLeft, SocketGaveWay
from webapp.live.models import Attendance, AttendanceKind, LiveSession, Presence
from webapp.live.queries import countdown_of, live_session_of
from webapp.live.room_queries import (
    Participant,
    locked_meeting,
    next_claim,
    participants,
    places_in,
    rooms_of,
)

GIVEN_UP_AFTER = timedelta(minutes=3)  # three missed writes of `last_seen_at`

IsConnected = Callable[[Presence], bool]


@dataclass(frozen=True)
class Tab:
    """One tab of a person at a door: its peer, this visit of it, and the socket it came by."""

    person_id: int
    device_id: int
    peer: str
    visit: str
    socket: str
    offer: dict | None = None  # for those who are there


@dataclass(frozen=True)
class Entry:
    """What somebody finds who has come in. Plain values: rows are stale after the commit."""

    live_session_id: int
    countdown: Countdown
    people: dict[int, Participant]
    is_told: bool  # whether the others hear of it


def enter_room(
    room: str, tab: Tab, *, take_over: bool, is_connected: IsConnected, now: datetime
) -> Entry:
    """Give a participant's tab its place, and start the clock when both are there.

    Raises NotOpen, Over, or Elsewhere when the person is here with another peer and does not
    want to take over.
    """
    with transaction():
        # both may join at once: whoever comes second sees the first one's rows
        booking = locked_meeting(room)
        if booking is None:
            raise NoSuchRoom
        live_session = open_session(booking, now)
        people, places = participants(booking), places_in(live_session.id)
        here = [place for place in places if is_connected(place)]
        leave_other_places(room, tab, places, here, take_over, now)
        is_told = take_place(room, live_session.id, tab, here, people[tab.person_id], now)
        there = {place.person_id for place in here} | {tab.person_id}
        countdown = start_clock(booking, live_session, people, there, now)
        return Entry(live_session.id, countdown, people, is_told)


def open_session(booking: Booking, now: datetime) -> LiveSession:
    """Return the booking's live session; the first to come writes it."""
    live_session = live_session_of(booking)
    countdown = countdown_of(booking, live_session)
    if not booking.is_confirmed or now >= countdown.closes_at:
        raise Over
    if now < countdown.opens_at:
        raise NotOpen(countdown.opens_at)
    if live_session is None:
        live_session = LiveSession(booking_id=booking.id, opened_at=now, rev=0)
        db.session.add(live_session)
        db.session.flush()
    return live_session


def leave_other_places(
    room: str,
    tab: Tab,
    places: list[Presence],
    here: list[Presence],
    take_over: bool,
    now: datetime,
) -> None:
    """Free what this person has taken with other peers; `here` are the places that live."""
    for place in places:
        if place.person_id != tab.person_id or place.peer_id == tab.peer:
            continue
        if place not in here:
            give_up(place, room, "gone", place.last_seen_at, tab.socket)
        elif take_over:
            announce(SocketGaveWay(place.socket_id, by_same_peer=False))
            give_up(place, room, "moved", now, tab.socket)
        else:
            raise Elsewhere


def take_place(
    room: str,
    live_session_id: int,
    tab: Tab,
    here: list[Presence],
    who: Participant,
    now: datetime,
) -> bool:
    """Return whether the others are told: not of one who asks again."""
    place = db.session.get(Presence, (tab.peer, live_session_id))
    if place is None or place.left_at:
        place = sit_down(place, live_session_id, tab, now)
    elif place.socket_id == tab.socket:
        place.visit = tab.visit
        return False
    elif place in here:
        announce(SocketGaveWay(place.socket_id, by_same_peer=True))
    place.socket_id, place.visit, place.last_seen_at = tab.socket, tab.visit, now
    announce(PeerJoined(room, tab.peer, tab.visit, who.as_json(), tab.socket, tab.offer))
    return True


def sit_down(place: Presence | None, live_session_id: int, tab: Tab, now: datetime) -> Presence:
    """Take a new place, or one that was left, and write down that the person has come."""
    place = place or Presence(peer_id=tab.peer, live_session_id=live_session_id)
    place.person_id, place.device_id = tab.person_id, tab.device_id
    place.joined_at, place.left_at = now, None
    place.socket_id, place.visit, place.last_seen_at = tab.socket, tab.visit, now
    db.session.add(place)
    note_attendance(place, AttendanceKind.JOINED, now)
    return place


def start_clock(
    booking: Booking,
    live_session: LiveSession,
    people: dict[int, Participant],
    there: set[int],
    now: datetime,
) -> Countdown:
    """Return the clock; it starts when the mentor and a mentee are there and time is left."""
    countdown = countdown_of(booking, live_session)
    parts = {people[person_id].part for person_id in there if person_id in people}
    if len(parts) < 2 or countdown.starts_at:
        return countdown
    taken_from = next_claim(booking, there, until=booking.ends_at + LATEST_OVERRUN, now=now)
    started = countdown.start(now, taken_from=taken_from)
    if started.rev > countdown.rev:
        live_session.starts_at, live_session.ends_at = started.starts_at, started.ends_at
        live_session.rev = started.rev
        announce(ClockSet(booking.public_id, started.as_json(now)))
    return started


def leave_room(
    room: str, live_session_id: int, peer: str, socket: str, *, reason: str, now: datetime
) -> None:
    """Free the peer's place, unless another socket of the same peer has it by now."""
    with transaction():
        place = db.session.get(Presence, (peer, live_session_id), with_for_update=True)
        if place and place.left_at is None and place.socket_id == socket:
            give_up(place, room, reason, now)


def give_up(place: Presence, room: str, reason: str, at: datetime, *unheard_by: str) -> None:
    place.left_at = at
    note_attendance(place, AttendanceKind.LEFT, at, reason)
    announce(PeerLeft(room, place.peer_id, reason, at, (place.socket_id, *unheard_by)))


def note_attendance(
    place: Presence, kind: AttendanceKind, at: datetime, reason: str | None = None
) -> None:
    row = Attendance(live_session_id=place.live_session_id, person_id=place.person_id)
    row.peer_id, row.kind, row.reason, row.at = place.peer_id, kind, reason, at
    db.session.add(row)


def note_presence(sockets: Iterable[str], peers: Iterable[str], *, now: datetime) -> None:
    """Write down which places still have a live socket, and give up those long unseen."""
    still_here = sa.and_(
        Presence.peer_id.in_(peers), Presence.socket_id.in_(sockets), Presence.left_at.is_(None)
    )
    long_unseen = sa.and_(Presence.left_at.is_(None), Presence.last_seen_at < now - GIVEN_UP_AFTER)
    with transaction():
        db.session.execute(sa.update(Presence).where(still_here).values(last_seen_at=now))
        for place, room in rooms_of(long_unseen):
            give_up(place, room, "gone", place.last_seen_at)
