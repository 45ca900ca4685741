"""Telling both of the two when a talk moves, or when the clocks under it do."""

from webapp.booking.events import BookingCancelled, BookingMoved, ClocksChanged
from webapp.booking.models import Booking, BookingStatus
from webapp.core import clock, outbox
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.notifications.booking_change_letters import clocks_mail, moved_mail
from webapp.notifications.reactions import key_of, put_about
from webapp.people.models import Person


@subscribe(BookingMoved)
def tell_both_it_moved(event: BookingMoved) -> None:
    booking, now = db.session.get_one(Booking, event.booking_id), clock.now()
    if booking.status == BookingStatus.HELD:  # nobody has been told of it yet
        return
    by = db.session.get_one(Person, event.by_id) if event.by_id else None
    outbox.cancel(key_of(booking, "moved"), now=now)  # an older move that nobody has read of yet
    for seat in booking.seats:
        letter = moved_mail(booking, seat.person, by=by, from_start=event.from_start, now=now)
        put_about(booking, "moved", letter, to=seat.person)


@subscribe(ClocksChanged)
def tell_both_what_the_clock_says(event: ClocksChanged) -> None:
    booking, now = db.session.get_one(Booking, event.booking_id), clock.now()
    if booking.status == BookingStatus.HELD:
        return
    for seat in booking.seats:
        letter = clocks_mail(booking, seat.person, now=now)
        put_about(booking, "moved", letter, to=seat.person)


@subscribe(BookingCancelled)
def tell_no_more_of_moves(event: BookingCancelled) -> None:
    booking = db.session.get_one(Booking, event.booking_id)
    outbox.cancel(key_of(booking, "moved"), now=clock.now())
