"""What is known about meetings. Loading through the person is the authorisation."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, BookingStatus, Seat
from webapp.core.db import db
from webapp.live import notes
from webapp.live.countdown import LATEST_OVERRUN, Countdown, Sighting, time_together
from webapp.live.models import Attendance, AttendanceKind, LiveSession, NoteUpdate, Presence
from webapp.people.models import Person
from webapp.people.signin_models import DeviceSession

MEETINGS = (BookingStatus.CONFIRMED, BookingStatus.ENDED)
FIRM = (BookingStatus.PENDING, BookingStatus.CONFIRMED)


def meeting_of(person: Person, public_id: str) -> Booking | None:
    """Find a meeting this person takes part in: confirmed, or confirmed once and now ended."""
    return db.session.scalar(
        sa.select(Booking)
        .where(
            Booking.public_id == public_id,
            Booking.status.in_(MEETINGS),
            Booking.seats.any(Seat.person_id == person.id),
        )
        .options(orm.selectinload(Booking.seats).joinedload(Seat.person))
    )


def meeting_in(public_id: str) -> Booking | None:
    """Find the booking of a room somebody was let into."""
    return db.session.scalar(sa.select(Booking).where(Booking.public_id == public_id))


def live_session_of(booking: Booking) -> LiveSession | None:
    return db.session.scalar(sa.select(LiveSession).where(LiveSession.booking_id == booking.id))


def countdown_of(booking: Booking, live_session: LiveSession | None) -> Countdown:
    if live_session is None:
        return Countdown(booking.interval)
    return Countdown(
        booking.interval, live_session.starts_at, live_session.ends_at, live_session.rev
    )


def live_devices(device_ids: Iterable[int]) -> set[int]:
    """Return those that are still signed in. An expired login does not end a call."""
    return set(
        db.session.scalars(
            sa.select(DeviceSession.id)
            .join(Person, Person.id == DeviceSession.person_id)
            .where(
                DeviceSession.id.in_(device_ids),
                DeviceSession.revoked_at.is_(None),
                ~Person.is_disabled,
            )
        )
    )


def is_bound_elsewhere(peer: str, device_id: int) -> bool:
    """Say whether another device session has used this peer."""
    taken = sa.exists().where(Presence.peer_id == peer, Presence.device_id != device_id)
    return db.session.scalar(sa.select(taken))


def places_in(live_session: LiveSession) -> list[Presence]:
    """Return the places that are taken, whether or not their sockets still live."""
    return list(
        db.session.scalars(
            sa.select(Presence)
            .where(Presence.live_session_id == live_session.id, Presence.left_at.is_(None))
            .order_by(Presence.joined_at)
            .options(orm.joinedload(Presence.person, innerjoin=True))
        )
    )


def next_claim(booking: Booking, *, now: datetime) -> datetime | None:
    """Return when somebody else next has the time of either person, if that is soon."""
    still_held = sa.and_(Seat.status == BookingStatus.HELD, Seat.held_until > now)
    return db.session.scalar(
        sa.select(sa.func.min(Seat.starts_at)).where(
            Seat.person_id.in_([seat.person_id for seat in booking.seats]),
            Seat.booking_id != booking.id,
            Seat.starts_at >= booking.ends_at,
            Seat.starts_at <= booking.ends_at + LATEST_OVERRUN,
            sa.or_(Seat.status.in_(FIRM), still_held),
        )
    )


def note_rows(live_session: LiveSession) -> list[bytes]:
    return list(
        db.session.scalars(
            sa.select(NoteUpdate.data)
            .where(NoteUpdate.live_session_id == live_session.id)
            .order_by(NoteUpdate.id)
        )
    )


def notes_of(live_session: LiveSession, state_vector: bytes) -> tuple[bytes, bytes]:
    """Return what somebody at `state_vector` lacks, and the state vector of the notes."""
    return notes.difference(note_rows(live_session), state_vector)


def how_it_ended(booking: Booking) -> EndedReason | None:
    """Return that both met; otherwise nobody knows."""
    live_session = live_session_of(booking)
    return EndedReason.COMPLETED if live_session and live_session.starts_at else None


def notes_text(booking: Booking) -> str:
    """Return the shared notes as they were written: Markdown."""
    live_session = live_session_of(booking)
    return notes.text_of(note_rows(live_session)) if live_session else ""


def minutes_together(booking: Booking, *, now: datetime) -> timedelta:
    """Return how long both were in the room, by their joins and leaves."""
    live_session = live_session_of(booking)
    if live_session is None:
        return timedelta()
    rows = db.session.scalars(
        sa.select(Attendance)
        .where(Attendance.live_session_id == live_session.id)
        .order_by(Attendance.id)
    )
    until = min(now, countdown_of(booking, live_session).closes_at)
    return time_together(map(sighting_of, rows), until=until)


def sighting_of(row: Attendance) -> Sighting:
    return Sighting(row.person_id, row.peer_id, row.kind == AttendanceKind.JOINED, row.at)


def closing_times(public_ids: Iterable[str]) -> dict[str, datetime]:
    """Return when each of these rooms closes; those that are no meetings any more are left out."""
    rows = db.session.execute(
        sa.select(Booking, LiveSession)
        .outerjoin(LiveSession, LiveSession.booking_id == Booking.id)
        .where(Booking.public_id.in_(public_ids), Booking.status.in_(MEETINGS))
    )
    return {
        booking.public_id: countdown_of(booking, live_session).closes_at
        for booking, live_session in rows
    }
