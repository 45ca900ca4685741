"""What people are told when something happens; written with the change, sent after it."""

from webapp.booking.events import BookingCancelled, BookingConfirmed
from webapp.booking.models import Booking
from webapp.core import clock, outbox
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.core.mail import Mail
from webapp.notifications.booking_notes import booking_note
from webapp.notifications.letters import cancelled_mail, confirmed_mail
from webapp.notifications.telling import tell
from webapp.people.models import Person


@subscribe(BookingConfirmed)
def tell_both_it_is_booked(event: BookingConfirmed) -> None:
    booking, now = db.session.get_one(Booking, event.booking_id), clock.now()
    for reader in (booking.mentee, booking.mentor):
        put_about(booking, "confirmed", confirmed_mail(booking, reader, now=now), to=reader)


@subscribe(BookingCancelled)
def tell_both_it_is_off(event: BookingCancelled) -> None:
    booking, now = db.session.get_one(Booking, event.booking_id), clock.now()
    by, reason = db.session.get_one(Person, event.by_id), booking.changes[-1].why
    outbox.cancel(key_of(booking, "confirmed"), now=now)
    for reader in (booking.mentee, booking.mentor):
        letter = cancelled_mail(booking, reader, by=by, reason=reason, now=now)
        put_about(booking, "cancelled", letter, to=reader)


def put_about(booking: Booking, what: str, letter: Mail, *, to: Person) -> None:
    key = f"{key_of(booking, what)}{booking.sequence}:{to.public_id}"
    note = booking_note(booking, what, to)
    tell(to, "booking", letter, key=key, due_at=clock.now(), push=note)


def key_of(booking: Booking, what: str) -> str:
    return f"booking:{booking.public_id}:{what}:"
