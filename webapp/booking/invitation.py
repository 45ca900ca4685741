"""A booking as a calendar entry (RFC 5545, and RFC 5546 for mails). Pure.

Organizer is the product's own address and the only attendee is who receives it, so that
nobody learns the other person's e-mail. The brief is not in it: calendars are shared.
Times are UTC, which every calendar shows in its owner's zone.
"""

from datetime import datetime
from email.utils import parseaddr

from icalendar import Calendar, Event, vCalAddress

PRODUCT = "-//Momentor//Momentor//EN"


def invitation(
    booking, reader, *, organizer: str, link: str, method: str = "REQUEST", now: datetime
) -> str:
    """Return the iCalendar text for one of the two people.

    `organizer` is the sender of our mails ("Momentor <hello@example.org>"), `link` the
    booking's page. `method` is REQUEST, CANCEL, or PUBLISH for a file to download.
    """
    event = event_of(booking, reader, link=link, now=now)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    if method != "PUBLISH":  # there nobody is invited
        event.add("organizer", address(organizer))
        event.add("attendee", attendee(reader))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def event_of(booking, reader, *, link: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{booking.public_id}@momentor")  # the same for ever, wherever we live
    event.add("sequence", booking.sequence)
    event.add("dtstamp", now)
    event.add("created", booking.created_at)
    event.add("dtstart", booking.starts_at)
    event.add("dtend", booking.ends_at)
    event.add("summary", summary_of(booking, reader))
    event.add("description", f"Both times, the brief and the way into the room:\n{link}")
    event.add("url", link)
    event.add("location", link)
    event.add("transp", "OPAQUE")
    return event


def summary_of(booking, reader) -> str:
    if booking.group is None:
        return f"{booking.minutes} minutes with {booking.other(reader).name}"
    mentor = booking.mentor
    hour = f"Group hour: {booking.group.topic}"
    return hour if reader.id == mentor.id else f"{hour}, with {mentor.name}"


def address(sender: str) -> vCalAddress:
    name, email = parseaddr(sender)
    organizer = vCalAddress(f"mailto:{email}")
    organizer.params["CN"] = name or email
    return organizer


def attendee(reader) -> vCalAddress:
    person = vCalAddress(f"mailto:{reader.email}")
    person.params["CN"] = reader.name
    person.params["ROLE"] = "REQ-PARTICIPANT"
    person.params["PARTSTAT"] = "ACCEPTED"  # both have said yes before there is a booking
    person.params["RSVP"] = "FALSE"
    return person
