"""Reminders follow the talk: written with it, moved with it, called off with it."""

from webapp.booking.events import BookingCancelled, BookingConfirmed, BookingMoved
from webapp.booking.models import Booking
from webapp.core import clock
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.notifications.reminders import call_off_reminders, put_reminders


@subscribe(BookingConfirmed)
def remind_of_it(event: BookingConfirmed) -> None:
    put_reminders(db.session.get_one(Booking, event.booking_id), now=clock.now())


@subscribe(BookingMoved)
def remind_of_the_new_time(event: BookingMoved) -> None:
    booking, now = db.session.get_one(Booking, event.booking_id), clock.now()
    call_off_reminders(booking, now=now)
    if booking.is_confirmed:  # one that waits for a yes moves too when a zone's clocks change
        put_reminders(booking, now=now)


@subscribe(BookingCancelled)
def remind_of_nothing(event: BookingCancelled) -> None:
    call_off_reminders(db.session.get_one(Booking, event.booking_id), now=clock.now())
