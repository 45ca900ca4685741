"""The mails about a group hour. Nobody reads another's address or question but the mentor."""

from datetime import datetime

from webapp.booking.models import Booking, Seat
from webapp.core.links import absolute_url
from webapp.core.mail import Mail, write_mail
from webapp.notifications.letters import about_hour, calendar_entry
from webapp.notifications.wording import isolated
from webapp.people.models import Person


def place_mail(hour: Booking, seat: Seat, *, now: datetime) -> Mail:
    """To the mentee: the place is theirs."""
    lines = [("Your question", seat.question)] if seat.question else []
    return hour_mail(
        hour,
        seat.person,
        subject="{moment}: {talk}",
        said="A place is yours.",
        after="You can give it back from there, until 15 minutes before.",
        lines=lines,
        now=now,
    )


def taken_mail(hour: Booking, seat: Seat, *, now: datetime) -> Mail:
    """To the mentor: somebody has taken a place."""
    name = isolated(seat.person.first_name)
    lines = [(f"{name}’s question", seat.question)] if seat.question else []
    return hour_mail(
        hour,
        hour.mentor,
        subject=f"{name} comes: {{moment}}, {{talk}}",
        said=f"{isolated(seat.person.name)} takes a place. {places_words(hour)}",
        after="The room opens from there, shortly before.",
        lines=lines,
        now=now,
    )


def given_back_mail(hour: Booking, mentee: Person, *, now: datetime) -> Mail:
    """To the mentee, whose calendar loses the entry."""
    link = absolute_url("groups.hour", public_id=hour.public_id)
    return hour_mail(
        hour,
        mentee,
        subject="Given back: {moment}, {talk}",
        said="You gave your place back.",
        after="The attached file takes the entry out of your calendar.",
        method="CANCEL",
        link=link,
        now=now,
    )


def left_mail(hour: Booking, mentee: Person, *, now: datetime) -> Mail:
    """To the mentor: a place is free again."""
    name = isolated(mentee.first_name)
    return hour_mail(
        hour,
        hour.mentor,
        subject=f"{name} gives a place back: {{moment}}, {{talk}}",
        said=f"{name} cannot come. {places_words(hour)}",
        after="If no place is taken, the hour lapses when it would begin.",
        now=now,
    )


def hour_off_mail(hour: Booking, reader: Person, *, why: str, now: datetime) -> Mail:
    mentor = hour.mentor
    who = "You" if reader.id == mentor.id else isolated(mentor.first_name)
    return hour_mail(
        hour,
        reader,
        subject="Cancelled: {moment}, {talk}",
        said=f"{who} cancelled this hour.",
        after="The attached file takes the entry out of your calendar.",
        lines=[("The reason given", why)] if why else [],
        method="CANCEL",
        now=now,
    )


def lapsed_mail(hour: Booking, *, now: datetime) -> Mail:
    return hour_mail(
        hour,
        hour.mentor,
        subject="Nobody came to it: {moment}, {talk}",
        said="No place was taken, so the hour has lapsed. The time is yours again.",
        after="The attached file takes the entry out of your calendar.",
        method="CANCEL",
        link=absolute_url("groups.index"),
        now=now,
    )


def hour_mail(
    hour: Booking,
    reader: Person,
    *,
    subject: str,
    said: str,
    after: str,
    lines: list | None = None,
    method: str = "REQUEST",
    link: str | None = None,
    now: datetime,
) -> Mail:
    about = about_hour(hour, reader)
    return write_mail(
        "group",
        **about | {"link": link or about["link"]},
        subject=subject.format(moment=about["moment"], talk=about["talk"]),
        said=said,
        after=after,
        lines=lines or [],
        calendar=calendar_entry(hour, reader, method, now=now),
        method=method,
    )


def places_words(hour: Booking) -> str:
    free = hour.group.places - len(hour.mentees)
    if free == 0:
        return "Every place is taken."
    return "One place is left." if free == 1 else f"{free} places are left."
