"""The mails about a talk that starts at another time than it did."""

from datetime import datetime

from webapp.booking.models import Booking
from webapp.booking.policy import free_until
from webapp.core.intervals import Interval
from webapp.core.links import absolute_url
from webapp.core.mail import Mail, write_mail
from webapp.core.zones import city
from webapp.notifications.letters import about_booking, calendar_entry
from webapp.notifications.wording import isolated, moment
from webapp.people.models import Person


def moved_mail(
    booking: Booking, reader: Person, *, by: Person | None, from_start: datetime, now: datetime
) -> Mail:
    about = about_change(booking, reader, now=now)
    return write_mail(
        "moved",
        subject=f"Moved to {about['moment']}: {about['talk']}",
        who=who_moved(booking, reader, by),
        before=moment(interval_from(booking, from_start), reader.time_zone),
        why=booking.changes[-1].why,
        **about,
    )


def clocks_mail(booking: Booking, reader: Person, *, now: datetime) -> Mail:
    """The moment is as before; what the wall clock shows then is not."""
    about = about_change(booking, reader, now=now)
    return write_mail(
        "clocks",
        subject=f"Now {about['moment']}: {about['talk']}",
        place=city(booking.time_zone),
        there=moment(booking.interval, booking.time_zone),
        **about,
    )


def about_change(booking: Booking, reader: Person, *, now: datetime) -> dict:
    is_booked = booking.is_confirmed
    return about_booking(booking, reader) | {
        "free_until": free_until(booking) if now < free_until(booking) else None,
        "move_link": absolute_url("booking.ask_to_move", public_id=booking.public_id),
        "cancel_link": absolute_url("booking.ask_to_cancel", public_id=booking.public_id),
        "calendar": calendar_entry(booking, reader, "REQUEST", now=now) if is_booked else "",
    }


def who_moved(booking: Booking, reader: Person, by: Person | None) -> str:
    if by is None:
        return (
            f"The clocks in {city(booking.time_zone)} are set differently from now on. "
            "The talk stays at the same time there, so the moment is another."
        )
    return "You moved this talk." if by.id == reader.id else f"{isolated(by.first_name)} moved it."


def interval_from(booking: Booking, start: datetime) -> Interval:
    return Interval(start, start + booking.interval.length)
