"""What a lock screen says when a talk is booked, moved or cancelled; it names nobody."""

from webapp.booking.models import Booking
from webapp.core.links import path_to
from webapp.notifications.telling import PushNote
from webapp.notifications.wording import moment
from webapp.people.models import Person

TITLES = {
    "confirmed": "A talk is booked",
    "moved": "A talk is moved",
    "cancelled": "A talk is cancelled",
    "place": "A place in your group hour is taken",
    "left": "A place in your group hour is free again",
}


def booking_note(booking: Booking, what: str, reader: Person) -> PushNote | None:
    """Return what rings for this reader; None for whoever has just done it."""
    if booking.changes and booking.changes[-1].person_id == reader.id:
        return None
    return PushNote(
        TITLES[what],
        f"{moment(booking.interval, reader.time_zone)}.",
        path_to("booking.show", public_id=booking.public_id),
        about=f"booking:{booking.public_id}",
        until=booking.starts_at,
    )
