"""What is known about meetings; loading through the person is the authorisation."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy import orm

from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, BookingStatus, Seat
from webapp.core.db import db
from webapp.live import notes
from webapp.live.agenda import PLAN, Mark, planned_with
from webapp.live.attending import missing_part, verdicts_on
from webapp.live.countdown import Countdown, Sighting, time_together
from webapp.live.models import Attendance, AttendanceKind, LiveSession, NoteUpdate
from webapp.people.models import Person

MEETINGS = (BookingStatus.CONFIRMED, BookingStatus.ENDED)


def meeting_of(person: Person, public_id: str) -> Booking | None:
    """Find a meeting this person takes part in: confirmed, or confirmed once and now ended."""
    return db.session.scalar(
        sa.select(Booking)
        .where(
            Booking.public_id == public_id,
            Booking.status.in_(MEETINGS),
            Booking.seats.any(sa.and_(Seat.person_id == person.id, Seat.status.in_(MEETINGS))),
        )
        .options(
            orm.selectinload(Booking.seats).joinedload(Seat.person),
            orm.joinedload(Booking.group),
        )
    )


def meeting_in(public_id: str) -> Booking | None:
    """Find the booking of a room somebody was let into."""
    return db.session.scalar(sa.select(Booking).where(Booking.public_id == public_id))


def live_session_of(booking: Booking) -> LiveSession | None:
    return db.session.scalar(sa.select(LiveSession).where(LiveSession.booking_id == booking.id))


def countdown_of(booking: Booking, live_session: LiveSession | None) -> Countdown:
    if live_session is None:
        return Countdown(booking.interval)
    mark = live_session.phase and Mark(live_session.phase, live_session.phase_at)
    plan = planned_with(PLAN, live_session.agenda, after=None) if live_session.agenda else PLAN
    starts_at, ends_at = live_session.starts_at, live_session.ends_at
    return Countdown(booking.interval, starts_at, ends_at, live_session.rev, mark, plan)


def note_rows(live_session_id: int) -> list[bytes]:
    return list(
        db.session.scalars(
            sa.select(NoteUpdate.data)
            .where(NoteUpdate.live_session_id == live_session_id)
            .order_by(NoteUpdate.id)
        )
    )


def notes_of(live_session_id: int, state_vector: bytes) -> tuple[bytes, bytes]:
    """Return what somebody at `state_vector` lacks, and the state vector of the notes."""
    return notes.difference(note_rows(live_session_id), state_vector)


def how_it_ended(booking: Booking) -> EndedReason | None:
    """Return that they met, or who was missing; None where nobody knows."""
    live_session = live_session_of(booking)
    if live_session is None:
        return None
    if live_session.starts_at:
        return EndedReason.COMPLETED
    over = countdown_of(booking, live_session).closes_at
    return missing_part(booking, verdicts_on(booking, now=over))


def notes_text(booking: Booking) -> str:
    """Return the shared notes as they were written: Markdown."""
    live_session = live_session_of(booking)
    return notes.text_of(note_rows(live_session.id)) if live_session else ""


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
