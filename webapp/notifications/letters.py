"""The mails, each for one reader: in their time zone, with what concerns them."""

from datetime import datetime

from flask import current_app

from webapp.booking.invitation import invitation
from webapp.booking.models import Booking
from webapp.booking.policy import free_until
from webapp.core.links import absolute_url
from webapp.core.mail import Mail, write_mail
from webapp.notifications.wording import (
    both_times,
    brief_lines,
    isolated,
    moment,
    next_thing,
    talk_with,
    who_cancelled,
)
from webapp.people.models import Person

PROMPTS = ("question", "situation", "tried", "done")


def confirmed_mail(booking: Booking, reader: Person, *, now: datetime) -> Mail:
    about = about_booking(booking, reader)
    return write_mail(
        "confirmed",
        subject=f"{about['moment']}: {about['talk']}",
        free_until=free_until(booking) if now < free_until(booking) else None,
        brief_lines=brief_for(booking, reader),
        cancel_link=absolute_url("booking.ask_to_cancel", public_id=booking.public_id),
        calendar=calendar_entry(booking, reader, "REQUEST", now=now),
        **about,
    )


def brief_for(booking: Booking, reader: Person) -> list[tuple[str, str]]:
    if booking.brief is None:
        return []
    prompts = {name: getattr(booking.brief, name) for name in PROMPTS}
    is_own = reader.id == booking.mentee.id
    return brief_lines(**prompts, of=None if is_own else booking.mentee.first_name)


def cancelled_mail(
    booking: Booking, reader: Person, *, by: Person, reason: str, now: datetime
) -> Mail:
    about = about_booking(booking, reader)
    return write_mail(
        "cancelled",
        subject=f"Cancelled: {about['moment']}, {about['talk']}",
        who=who_cancelled(by_reader=by.id == reader.id, other=about["other"].first_name),
        reason=reason,
        next_thing=next_thing(is_mentor=about["is_mentor"]),
        calendar=calendar_entry(booking, reader, "CANCEL", now=now),
        method="CANCEL",
        **about,
    )


def calendar_entry(booking: Booking, reader: Person, method: str, *, now: datetime) -> str:
    return invitation(
        booking,
        reader,
        organizer=current_app.config["MAIL_FROM"],
        link=link_to(booking),
        method=method,
        now=now,
    )


def link_to(booking: Booking) -> str:
    return absolute_url("booking.show", public_id=booking.public_id)


def about_booking(booking: Booking, reader: Person) -> dict:
    """Return what every mail about a booking says, seen by this reader."""
    if booking.group:
        return about_hour(booking, reader)
    other, mine = booking.other(reader), reader.time_zone
    return {
        "moment": moment(booking.interval, mine),
        "talk": talk_with(booking.minutes, other.name),
        "times": both_times(
            booking.interval,
            mine=mine,
            theirs=booking.zone_of(other),
            other=isolated(other.first_name),
        ),
        "minutes": booking.minutes,
        "other": other,
        "zone": mine,
        "is_mentor": reader.id == booking.mentor.id,
        "link": link_to(booking),
    }


def about_hour(booking: Booking, reader: Person) -> dict:
    """Return the same about an hour with a group: it has a topic, and a mentor."""
    mentor, mine = booking.mentor, reader.time_zone
    is_mentor = reader.id == mentor.id
    return {
        "moment": moment(booking.interval, mine),
        "talk": f"{booking.minutes} minutes in a group: {isolated(booking.group.topic)}",
        "times": both_times(
            booking.interval,
            mine=mine,
            theirs=mine if is_mentor else booking.time_zone,
            other=isolated(mentor.first_name),
            together="all of you",
        ),
        "minutes": booking.minutes,
        "other": mentor,
        "zone": mine,
        "is_mentor": is_mentor,
        "link": link_to(booking),
    }
