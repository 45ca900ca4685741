"""What is said before a talk: a day ahead with three ways to answer, then shorter and shorter."""

from datetime import datetime, timedelta

from webapp.booking.models import Booking
from webapp.booking.policy import free_until
from webapp.core.links import absolute_url, path_to
from webapp.core.mail import Mail, write_mail
from webapp.core.times import clock_time
from webapp.core.zones import city
from webapp.notifications.letters import about_booking, brief_for
from webapp.notifications.telling import PushNote
from webapp.notifications.wording import moment
from webapp.people.models import Person

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def reminder_mail(booking: Booking, reader: Person, before: timedelta) -> Mail:
    about = about_booking(booking, reader)
    ways = {"day": before == DAY, "soon": before < HOUR, "is_group": booking.group is not None}
    return write_mail(
        "reminder",
        subject=f"{first_words(booking, reader, before)}: {about['talk']}",
        brief_lines=brief_for(booking, reader)[:1],
        free_until=free_until(booking),
        room_link=absolute_url("live.room", public_id=booking.public_id),
        still_right_link=absolute_url("booking.ask_if_still_right", public_id=booking.public_id),
        move_link=absolute_url("booking.ask_to_move", public_id=booking.public_id),
        cancel_link=absolute_url("booking.ask_to_cancel", public_id=booking.public_id),
        **ways,
        **about,
    )


def first_words(booking: Booking, reader: Person, before: timedelta) -> str:
    """Begin a subject with what is true whenever it is read: the day, the time, the room."""
    if before == DAY:
        return f"Still right? {moment(booking.interval, reader.time_zone)}"
    starts = clock_time(booking.starts_at, reader.time_zone)
    return f"At {starts}" if before == HOUR else f"The room is open, {starts}"


def reminder_note(
    booking: Booking, reader: Person, before: timedelta, *, now: datetime
) -> PushNote:
    title, body, link = note_words(booking, reader, before, now=now)
    about = f"booking:{booking.public_id}"
    return PushNote(title, body, link, about=about, until=booking.starts_at)


def note_words(booking: Booking, reader: Person, before: timedelta, *, now: datetime) -> tuple:
    starts = clock_time(booking.starts_at, reader.time_zone)
    if before == DAY:
        day = moment(booking.interval, reader.time_zone)
        return f"Your talk on {day}", "Still right?", talk_path("ask_if_still_right", booking)
    left = time_left(booking.starts_at - now)
    if before == HOUR:
        where = city(reader.time_zone)
        return f"Your talk starts in {left}", f"At {starts} in {where}.", talk_path("show", booking)
    room = path_to("live.room", public_id=booking.public_id)
    return f"Your talk starts in {left}", "Open the room.", room


def talk_path(view: str, booking: Booking) -> str:
    return path_to(f"booking.{view}", public_id=booking.public_id)


def time_left(left: timedelta) -> str:
    """Return "5 minutes" or "an hour", rounded as one says it."""
    minutes = max(1, round(left / timedelta(minutes=1)))
    if minutes == 60:
        return "an hour"
    return "a minute" if minutes == 1 else f"{minutes} minutes"
