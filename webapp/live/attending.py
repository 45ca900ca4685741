"""Who is and was in a room, from the append-only joins and leaves."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, Part
from webapp.core.db import db
from webapp.live.countdown import GRACE, Countdown, Sighting, time_together
from webapp.live.models import Attendance, AttendanceKind, LiveSession
from webapp.live.verdicts import Verdict, time_there, verdicts


def sightings_in(booking: Booking) -> list[Sighting]:
    rows = sa.select(Attendance).join(LiveSession, LiveSession.id == Attendance.live_session_id)
    mine = rows.where(LiveSession.booking_id == booking.id).order_by(Attendance.id)
    return [sighting_of(row) for row in db.session.scalars(mine)]


def verdicts_on(booking: Booking, *, now: datetime) -> dict[int, Verdict]:
    """Return the verdict on each who takes part, as far as one can say by now."""
    people, until = [seat.person_id for seat in booking.seats], latest(booking, now=now)
    return verdicts(people, sightings_in(booking), since=booking.starts_at, until=until)


def waited_for(booking: Booking, person_id: int, *, now: datetime) -> timedelta:
    """Return how long this person has been there since the booked start."""
    until = latest(booking, now=now)
    return time_there(person_id, sightings_in(booking), since=booking.starts_at, until=until)


def together_in(booking: Booking, *, now: datetime) -> timedelta:
    """Return how long both were there, in one query."""
    rows = db.session.execute(
        sa.select(LiveSession.ends_at, Attendance)
        .join(Attendance, Attendance.live_session_id == LiveSession.id)
        .where(LiveSession.booking_id == booking.id)
        .order_by(Attendance.id)
    ).all()
    ends_at = rows[0].ends_at if rows else None
    closes_at = (ends_at or booking.ends_at) + GRACE
    seen = [sighting_of(row.Attendance) for row in rows]
    return time_together(seen, until=min(now, closes_at))


def sighting_of(row: Attendance) -> Sighting:
    return Sighting(row.person_id, row.peer_id, row.kind == AttendanceKind.JOINED, row.at)


def latest(booking: Booking, *, now: datetime) -> datetime:
    return min(now, Countdown(booking.interval).closes_at)


def missing_part(booking: Booking, on: dict[int, Verdict]) -> EndedReason | None:
    """Say whether the mentor, or all who wanted to ask, did not come; None where that is open."""
    parts = ((Part.MENTOR, EndedReason.ABSENT_MENTOR), (Part.MENTEE, EndedReason.ABSENT_MENTEE))
    for part, reason in parts:
        if {on[seat.person_id] for seat in booking.seats if seat.part == part} == {Verdict.ABSENT}:
            return reason
    return None
