"""Coming into a room, leaving it, and keeping places honest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.live.countdown import Countdown
from webapp.live.errors import Elsewhere, NotOpen, Over
from webapp.live.events import ClockStarted, PeerJoined, PeerLeft, SocketGaveWay
from webapp.live.models import Attendance, AttendanceKind, LiveSession, Presence
from webapp.live.queries import countdown_of, live_session_of, next_claim, places_in
from webapp.people.models import Person

GIVEN_UP_AFTER = timedelta(minutes=3)  # three missed writes of `last_seen_at`

IsConnected = Callable[[Presence], bool]


@dataclass(frozen=True)
class Tab:
    """One tab of a person at a door: its peer, this visit of it, and the socket it came by."""

    peer: str
    visit: str
    socket: str
    device_id: int


def enter_room(
    booking: Booking,
    person: Person,
    tab: Tab,
    *,
    take_over: bool,
    is_connected: IsConnected,
    now: datetime,
) -> LiveSession:
    """Give the tab its place, and start the clock when both are there.

    Raises NotOpen, Over, or Elsewhere when the person is here with another peer and does not
    want to take over.
    """
    with transaction():
        lock(booking)
        refuse_unless_open(booking, now)
        live_session = live_session_of(booking) or open_session(booking, now)
        make_way(live_session, person, tab, take_over, is_connected, now)
        take_place(live_session, person, tab, is_connected, now)
        start_clock(live_session, is_connected, now)
    return live_session


def lock(booking: Booking) -> None:
    # both may join at once: whoever comes second sees the first one's row and place
    db.session.refresh(booking, ["status", "starts_at", "ends_at"], with_for_update=True)


def refuse_unless_open(booking: Booking, now: datetime) -> None:
    countdown = countdown_of(booking, live_session_of(booking))
    if not booking.is_confirmed or now >= countdown.closes_at:
        raise Over
    if now < countdown.opens_at:
        raise NotOpen(countdown.opens_at)


def open_session(booking: Booking, now: datetime) -> LiveSession:
    live_session = LiveSession(booking=booking, opened_at=now)
    db.session.add(live_session)
    db.session.flush()
    return live_session


def make_way(
    live_session: LiveSession,
    person: Person,
    tab: Tab,
    take_over: bool,
    is_connected: IsConnected,
    now: datetime,
) -> None:
    """Free the places this person has taken with other peers."""
    for place in places_in(live_session):
        if place.person_id != person.id or place.peer_id == tab.peer:
            continue
        if not is_connected(place):
            give_up(place, live_session, "gone", place.last_seen_at, tab.socket)
        elif take_over:
            announce(SocketGaveWay(place.socket_id, by_same_peer=False))
            give_up(place, live_session, "moved", now, tab.socket)
        else:
            raise Elsewhere


def take_place(
    live_session: LiveSession, person: Person, tab: Tab, is_connected: IsConnected, now: datetime
) -> None:
    place = db.session.get(Presence, (tab.peer, live_session.id))
    if place is None or place.left_at:
        place = sit_down(place, live_session, person, tab, now)
    elif place.socket_id == tab.socket:
        place.visit = tab.visit
        return
    elif is_connected(place):
        announce(SocketGaveWay(place.socket_id, by_same_peer=True))
    place.socket_id, place.visit, place.last_seen_at = tab.socket, tab.visit, now
    announce_joined(live_session.booking, person, tab)


def sit_down(
    place: Presence | None, live_session: LiveSession, person: Person, tab: Tab, now: datetime
) -> Presence:
    """Take a new place, or one that was left, and write down that the person has come."""
    place = place or Presence(peer_id=tab.peer, live_session_id=live_session.id)
    place.person_id, place.device_id = person.id, tab.device_id
    place.joined_at, place.left_at = now, None
    place.socket_id, place.visit, place.last_seen_at = tab.socket, tab.visit, now
    db.session.add(place)
    note_attendance(place, AttendanceKind.JOINED, now)
    return place


def announce_joined(booking: Booking, person: Person, tab: Tab) -> None:
    part = part_of(booking, person)
    announce(PeerJoined(booking.public_id, tab.peer, tab.visit, person.name, part, tab.socket))


def part_of(booking: Booking, person: Person) -> str:
    return next(seat.part.value for seat in booking.seats if seat.person_id == person.id)


def start_clock(live_session: LiveSession, is_connected: IsConnected, now: datetime) -> None:
    there = {place.person_id for place in places_in(live_session) if is_connected(place)}
    countdown = countdown_of(live_session.booking, live_session)
    if len(there) < 2 or countdown.starts_at:
        return
    started = countdown.start(now, taken_from=next_claim(live_session.booking, now=now))
    if started.rev == countdown.rev:  # no time is left
        return
    keep_clock(live_session, started)
    announce(ClockStarted(live_session.booking.public_id, started.as_json(now)))


def keep_clock(live_session: LiveSession, clock: Countdown) -> None:
    live_session.starts_at, live_session.ends_at = clock.starts_at, clock.ends_at
    live_session.rev = clock.rev


def leave_room(live_session_id: int, peer: str, socket: str, *, reason: str, now: datetime) -> None:
    """Free the peer's place, unless another socket of the same peer has it by now."""
    with transaction():
        place = db.session.get(Presence, (peer, live_session_id), with_for_update=True)
        if place and place.left_at is None and place.socket_id == socket:
            give_up(place, db.session.get(LiveSession, live_session_id), reason, now)


def give_up(
    place: Presence, live_session: LiveSession, reason: str, at: datetime, *unheard_by: str
) -> None:
    place.left_at = at
    note_attendance(place, AttendanceKind.LEFT, at, reason)
    unheard_by = (place.socket_id, *unheard_by)
    announce(PeerLeft(live_session.booking.public_id, place.peer_id, reason, unheard_by))


def note_attendance(
    place: Presence, kind: AttendanceKind, at: datetime, reason: str | None = None
) -> None:
    db.session.add(
        Attendance(
            live_session_id=place.live_session_id,
            person_id=place.person_id,
            peer_id=place.peer_id,
            kind=kind,
            reason=reason,
            at=at,
        )
    )


def note_presence(sockets: Iterable[str], peers: Iterable[str], *, now: datetime) -> None:
    """Write down which places still have a live socket, and give up those long unseen."""
    with transaction():
        db.session.execute(
            sa.update(Presence)
            .where(
                Presence.peer_id.in_(peers),
                Presence.socket_id.in_(sockets),
                Presence.left_at.is_(None),
            )
            .values(last_seen_at=now)
        )
        for place in db.session.scalars(long_unseen(now)):
            live_session = db.session.get(LiveSession, place.live_session_id)
            give_up(place, live_session, "gone", place.last_seen_at)


def long_unseen(now: datetime) -> sa.Select:
    return sa.select(Presence).where(
        Presence.left_at.is_(None), Presence.last_seen_at < now - GIVEN_UP_AFTER
    )
