"""Somebody's talks as a calendar that their calendar program asks for again and again. Pure.

The events are the ones of the invitations: the same UID and SEQUENCE, so a program that has
both shows one. The text is the same until something changes: its hash is the ETag.
"""

import hashlib
from collections.abc import Callable, Iterable

from icalendar import Calendar, Event

from webapp.booking.invitation import PRODUCT, event_of
from webapp.booking.lifecycle import BookingStatus

NAME = "Momentor"
ASK_AGAIN = "PT15M"


def feed_text(
    bookings: Iterable, reader, *, link_to: Callable, shows_details: bool = False
) -> bytes:
    """Return the calendar; without details every talk is "Busy" and leads nowhere."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"}, encode=False)
    calendar.add("x-published-ttl", ASK_AGAIN)
    for booking in bookings:
        calendar.add_component(entry(booking, reader, link_to(booking), shows_details))
    return calendar.to_ical()


def entry(booking, reader, link: str, shows_details: bool) -> Event:
    event = event_of(booking, reader, link=link, now=changed_at(booking))
    is_off = booking.status == BookingStatus.CANCELLED
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("last-modified", changed_at(booking))
    if shows_details:
        add_question(event, booking, reader)
    else:
        hide_details(event)
    return event


def add_question(event: Event, booking, reader) -> None:
    question = booking.brief.question if booking.brief else booking.seat_of(reader).question
    if question:
        del event["description"]
        event.add("description", f"{question}\n\n{event['url']}")


def hide_details(event: Event) -> None:
    for name in ("summary", "description", "url", "location"):
        event.pop(name, None)
    event.add("summary", "Busy")


def changed_at(booking):
    return booking.changes[-1].at if booking.changes else booking.created_at


def etag_of(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:32]
