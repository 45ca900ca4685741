"""What the door of a room asks: who takes part, who is there, whose device still lives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.models import Booking, BookingStatus, Seat
from webapp.core.db import db
from webapp.core.text import initials
from webapp.live.countdown import Countdown
from webapp.live.models import ChatMessage, LiveSession, Presence
from webapp.live.queries import MEETINGS, countdown_of
from webapp.people.models import Person
from webapp.people.signin_models import DeviceSession
from webapp.scheduling.busy_models import BusyInterval

FIRM = (BookingStatus.PENDING, BookingStatus.CONFIRMED)


@dataclass(frozen=True)
class Participant:
    public_id: str
    name: str
    part: str

    def as_json(self) -> dict:
        who = {"person": self.public_id, "name": self.name, "initials": initials(self.name)}
        return who | {"part": self.part}


def part_in(room: str, person_id: int) -> str | None:
    """Return this person's part in a meeting; other people's meetings don't exist."""
    part = db.session.scalar(
        sa.select(Seat.part)
        .join(Seat.booking)
        .where(Booking.public_id == room, Booking.status.in_(MEETINGS))
        .where(Seat.person_id == person_id, Seat.status.in_(MEETINGS))
    )
    return part and part.value


def participants(booking: Booking) -> dict[int, Participant]:
    """Return who takes part, by the id of the person."""
    rows = db.session.execute(
        sa.select(Seat.person_id, Person.public_id, Person.name, Seat.part)
        .join(Person, Person.id == Seat.person_id)
        .where(Seat.booking_id == booking.id, Seat.status.in_(MEETINGS))
    )
    return {key: Participant(public_id, name, part.value) for key, public_id, name, part in rows}


def locked_meeting(room: str) -> Booking | None:
    """Find the booking of a room, and make everybody else who wants to enter wait."""
    return db.session.scalar(
        sa.select(Booking)
        .where(Booking.public_id == room, Booking.status.in_(MEETINGS))
        .with_for_update(of=Booking)
    )


def standing(device_id: int, person_id: int, room: str | None) -> tuple[bool, bool]:
    """Say whether a device is signed in, and whether its person takes part in that meeting."""
    signed_in = sa.exists().where(DeviceSession.id == device_id, *is_live())
    taking_part = sa.exists().where(*has_seat_in(room), Seat.person_id == person_id)
    return db.session.execute(sa.select(signed_in, taking_part)).one()


def has_seat_in(room: str | None) -> tuple:
    is_meeting = (Booking.public_id == room, Booking.status.in_(MEETINGS))
    return (Seat.booking_id == Booking.id, Seat.status.in_(MEETINGS), *is_meeting)


def people_in(rooms: Iterable[str]) -> set[tuple[str, int]]:
    """Return who takes part in these meetings: room and person."""
    rows = db.session.execute(
        sa.select(Booking.public_id, Seat.person_id)
        .join(Seat.booking)
        .where(Booking.public_id.in_(rooms), Seat.status.in_(MEETINGS))
    )
    return {(room, person_id) for room, person_id in rows}


def is_live() -> tuple:
    is_theirs = DeviceSession.person_id == Person.id
    return (is_theirs, DeviceSession.revoked_at.is_(None), ~Person.is_disabled)


def live_devices(device_ids: Iterable[int]) -> set[int]:
    """Return those that are still signed in. An expired login does not end a call."""
    return set(
        db.session.scalars(
            sa.select(DeviceSession.id).where(DeviceSession.id.in_(device_ids), *is_live())
        )
    )


def is_bound_elsewhere(peer: str, device_id: int) -> bool:
    """Say whether another device session has used this peer."""
    taken = sa.exists().where(Presence.peer_id == peer, Presence.device_id != device_id)
    return db.session.scalar(sa.select(taken))


def places_in(live_session_id: int) -> list[Presence]:
    """Return the places that are taken, whether or not their sockets still live."""
    return list(
        db.session.scalars(
            sa.select(Presence)
            .where(Presence.live_session_id == live_session_id, Presence.left_at.is_(None))
            .order_by(Presence.joined_at)
        )
    )


def place_of(peer: str, live_session_id: int) -> Presence | None:
    """Return the place a peer has taken in this room."""
    place = db.session.get(Presence, (peer, live_session_id))
    return place if place and place.left_at is None else None


def rooms_of(places: sa.ColumnElement[bool]) -> list[tuple[Presence, str]]:
    """Return places and the public ids of the bookings they belong to."""
    rows = db.session.execute(
        sa.select(Presence, Booking.public_id)
        .join(LiveSession, LiveSession.id == Presence.live_session_id)
        .join(Booking, Booking.id == LiveSession.booking_id)
        .where(places)
    )
    return [(place, room) for place, room in rows]


def running_session(
    live_session_id: int, *, lock: bool = False
) -> tuple[LiveSession, Countdown] | None:
    """Return a live session and its clock, unless its booking was called off."""
    query = (
        sa.select(LiveSession, Booking)
        .join(Booking, Booking.id == LiveSession.booking_id)
        .where(LiveSession.id == live_session_id, Booking.status.in_(MEETINGS))
    )
    row = db.session.execute(query.with_for_update(of=LiveSession) if lock else query).first()
    return row and (row.LiveSession, countdown_of(row.Booking, row.LiveSession))


def next_claim(
    booking: Booking, person_ids: Iterable[int], *, until: datetime, now: datetime
) -> datetime | None:
    """Return when something else next takes the time of any of these people, before `until`."""
    still_held = sa.and_(Seat.status == BookingStatus.HELD, Seat.held_until > now)
    return db.session.scalar(
        sa.select(sa.func.min(Seat.starts_at)).where(
            Seat.person_id.in_(person_ids),
            Seat.booking_id != booking.id,
            Seat.starts_at >= booking.ends_at,
            Seat.starts_at < until,
            sa.or_(Seat.status.in_(FIRM), still_held),
        )
    )


def has_entry(person_ids: Iterable[int], after: datetime, until: datetime) -> bool:
    """Say whether something begins between the two in another calendar of any of these people."""
    begins = sa.and_(BusyInterval.starts_at >= after, BusyInterval.starts_at < until)
    at_a_time = BusyInterval.first_day.is_(None)  # whole days say nothing of a minute
    theirs = BusyInterval.person_id.in_(person_ids)
    return db.session.scalar(sa.select(sa.exists().where(theirs, begins, at_a_time)))


def message_with(live_session_id: int, key: str) -> ChatMessage | None:
    same = (ChatMessage.live_session_id == live_session_id, ChatMessage.key == key)
    return db.session.scalar(sa.select(ChatMessage).where(*same))


def chat_size(live_session_id: int) -> int:
    in_room = ChatMessage.live_session_id == live_session_id
    return db.session.scalar(sa.select(sa.func.count()).where(in_room))


def chat_of(live_session_id: int) -> list[ChatMessage]:
    """Return what was written in the room, in order; a room holds few messages."""
    return list(
        db.session.scalars(
            sa.select(ChatMessage)
            .where(ChatMessage.live_session_id == live_session_id)
            .options(orm.joinedload(ChatMessage.person))
            .order_by(ChatMessage.id)
        )
    )
