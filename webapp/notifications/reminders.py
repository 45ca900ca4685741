"""Reminders before a talk: a day, an hour and five minutes, for everybody who has a seat.

They are written with the confirmation, and each is opened when it is due: only then it is known
whether the talk still is then, what it is called, and how its people want to be told.
"""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.models import Booking, BookingStatus, Seat
from webapp.core import clock, outbox
from webapp.core.db import db, transaction
from webapp.core.outbox import Outbox
from webapp.notifications.due import Kind
from webapp.notifications.reminder_letters import reminder_mail, reminder_note
from webapp.notifications.telling import tell
from webapp.people.models import Person

DAY, HOUR, SOON = timedelta(days=1), timedelta(hours=1), timedelta(minutes=5)
BEFORE = (DAY, HOUR, SOON)
NEXT = {DAY: HOUR, HOUR: SOON, SOON: timedelta()}  # what takes its place
AHEAD = DAY + timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def put_reminders(booking: Booking, *, now: datetime) -> None:
    """Leave those of the three that are still to come, for each seat; what is there stays."""
    for seat in booking.seats:
        for before in BEFORE:
            if booking.starts_at - before > now and seat.status == BookingStatus.CONFIRMED:
                put_reminder(booking, seat.person, before)


def put_reminder(booking: Booking, person: Person, before: timedelta) -> None:
    minutes, starts_at = before // MINUTE, booking.starts_at
    outbox.put(
        "reminder",
        recipient=person.public_id,
        payload={"booking": booking.id, "before": minutes, "starts_at": starts_at.isoformat()},
        key=f"{reminders_of(booking)}{booking.sequence}:{minutes}:{person.public_id}",
        due_at=starts_at - before,
    )


def reminders_of(booking: Booking) -> str:
    """Return how the keys of all reminders of this booking begin."""
    return f"booking:{booking.public_id}:reminder:"


def call_off_reminders(booking: Booking, *, now: datetime) -> None:
    outbox.cancel(reminders_of(booking), now=now)


def open_reminder(row: sa.Row) -> None:
    """Write the mail and the push of one reminder, if the talk still is when it was to be."""
    now, before = clock.now(), timedelta(minutes=row.payload["before"])
    starts_at = datetime.fromisoformat(row.payload["starts_at"])
    if starts_at - NEXT[before] <= now:
        raise outbox.NotWanted
    with transaction():
        seat = seat_to_remind(row)
        if seat is None or seat.starts_at != starts_at:
            raise outbox.NotWanted
        remind(seat, before, key=f"{row.key}:told", now=now)


def seat_to_remind(row: sa.Row) -> Seat | None:
    """Find the seat, holding the booking: nobody calls it off while its reminder is written."""
    db.session.get_one(Booking, row.payload["booking"], with_for_update={"of": Booking})
    return db.session.scalar(
        sa.select(Seat)
        .join(Seat.person)
        .where(
            Seat.booking_id == row.payload["booking"],
            Seat.status == BookingStatus.CONFIRMED,
            Person.public_id == row.recipient,
        )
    )


def remind(seat: Seat, before: timedelta, *, key: str, now: datetime) -> None:
    booking, reader = seat.booking, seat.person
    if len(booking.seats) < 2:  # a group hour that nobody has come to yet
        return
    tell(
        reader,
        Kind.REMINDER,
        reminder_mail(booking, reader, before),
        key=key,
        due_at=now,
        push=reminder_note(booking, reader, before, now=now),
        until=booking.starts_at - NEXT[before],
    )


def put_missing_reminders(*, now: datetime) -> None:
    """Remind also of talks that were confirmed, and seats that were taken, some other way."""
    with transaction():
        for booking in db.session.scalars(bookings_without_reminders(now)):
            put_reminders(booking, now=now)


def bookings_without_reminders(now: datetime) -> sa.Select:
    sequence = sa.cast(Booking.sequence, sa.String)
    last_key = (
        sa.literal("booking:") + Booking.public_id + ":reminder:" + sequence
        + f":{SOON // MINUTE}:" + Person.public_id
    )  # fmt: skip
    missing = sa.exists().where(
        Seat.booking_id == Booking.id,
        Seat.status == BookingStatus.CONFIRMED,
        Person.id == Seat.person_id,
        ~sa.exists().where(Outbox.key == last_key),
    )
    is_near = Booking.starts_at.between(now + SOON + MINUTE, now + AHEAD)
    return sa.select(Booking).where(Booking.status == BookingStatus.CONFIRMED, is_near, missing)
