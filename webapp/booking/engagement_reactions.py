"""An engagement ends with its last talk, whatever became of that."""

from webapp.booking.engagement import close_if_over
from webapp.booking.events import BookingCancelled, BookingEnded
from webapp.booking.models import Booking
from webapp.core import clock
from webapp.core.db import db
from webapp.core.events import subscribe


@subscribe(BookingEnded)
@subscribe(BookingCancelled)
def end_with_the_last_talk(event: BookingEnded | BookingCancelled) -> None:
    booking = db.session.get_one(Booking, event.booking_id)
    if booking.engagement:
        close_if_over(booking.engagement, now=clock.now())
