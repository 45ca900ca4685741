"""Standing in line for a mentor's time, and what is offered to the first.

An offer is a hold of fifteen minutes made by the clock: nobody else can take the time, and
it becomes a booking the usual way. Everybody who writes about a place locks its person.
"""

from datetime import datetime

from webapp.booking import service
from webapp.booking.errors import NotTakingBookings, OwnCalendar, SlotTaken
from webapp.booking.holding import brief_beside, new_hold
from webapp.booking.lengths import chosen_length
from webapp.booking.lifecycle import Actor, BookingStatus, Part
from webapp.booking.models import Booking
from webapp.booking.queries import offers_to
from webapp.booking.seats import (
    add_booking,
    change_status,
    lock_booking,
    lock_people,
    release_expired_holds,
)
from webapp.booking.waitlist_errors import OfferOver, TooManyLines
from webapp.booking.waitlist_events import TimeOffered
from webapp.booking.waitlist_lifecycle import WaitlistStatus, require_transition
from webapp.booking.waitlist_models import WaitlistEntry, WaitlistOffer
from webapp.booking.waitlist_queries import (
    is_behind_others,
    open_offer_to,
    place_with,
    places_of,
    starts_offered_to,
)
from webapp.booking.waitlist_times import OFFER_LASTS, Wanted, first_fitting, today_in
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.intervals import Interval
from webapp.people.models import Person

MOST_LINES = 10  # that one person stands in


def join_line(
    person: Person, mentor: Person, wanted: Wanted, *, minutes: int, line: str = "", now: datetime
) -> WaitlistEntry:
    """Wait for a time with a mentor. Who waits already keeps the place, for other days perhaps.

    A time that fits and is free already is offered at once.
    """
    if person.id == mentor.id:
        raise OwnCalendar
    with transaction():
        lock_people([person.id])
        if not mentor.profile.is_accepting:
            raise NotTakingBookings
        entry = place_with(person, mentor) or new_place(person, mentor, now=now)
        entry.minutes, entry.line = minutes, line
        write_wish(entry, wanted, now=now)
    offer_time(entry, now=now)
    return entry


def new_place(person: Person, mentor: Person, *, now: datetime) -> WaitlistEntry:
    if len(places_of(person)) >= MOST_LINES:
        raise TooManyLines
    require_transition(None, WaitlistStatus.WAITING, Actor.MENTEE)
    entry = WaitlistEntry(person=person, mentor=mentor, created_at=now)
    entry.status = WaitlistStatus.WAITING
    db.session.add(entry)
    return entry


def write_wish(entry: WaitlistEntry, wanted: Wanted, *, now: datetime) -> None:
    entry.first_day, entry.last_day = wanted.first_day, wanted.last_day
    entry.parts, entry.at_short_notice = sorted(wanted.parts), wanted.at_short_notice
    entry.stirred_at = now
    db.session.flush()


def change_wish(entry: WaitlistEntry, wanted: Wanted, *, now: datetime) -> None:
    """Wait for other days or hours; the place stays."""
    with transaction():
        lock_entry(entry)
        if entry.status == WaitlistStatus.WAITING:
            write_wish(entry, wanted, now=now)
    offer_time(entry, now=now)


def lock_entry(entry: WaitlistEntry) -> None:
    lock_people([entry.person_id, entry.mentor_id])
    db.session.refresh(entry, with_for_update={"of": WaitlistEntry})


def become(entry: WaitlistEntry, status: WaitlistStatus, *, by: Actor, now: datetime) -> None:
    require_transition(entry.status, status, by)
    entry.status = status
    if status in (WaitlistStatus.BOOKED, WaitlistStatus.LEFT, WaitlistStatus.OVER):
        entry.closed_at = now
    db.session.flush()


def leave_line(entry: WaitlistEntry, *, now: datetime) -> None:
    """Wait no more; a time that is held goes to the next in line."""
    with transaction():
        lock_entry(entry)
        if entry.status == WaitlistStatus.LEFT:  # sent twice
            return
        offer = open_offer_to(entry, now=now)
        become(entry, WaitlistStatus.LEFT, by=Actor.MENTEE, now=now)
        if offer:
            change_status(offer.booking, BookingStatus.LAPSED, by=entry.person, now=now)


def offer_time(entry: WaitlistEntry, *, now: datetime) -> WaitlistOffer | None:
    """Hold the soonest time that fits for whoever waits here; once, whoever comes first."""
    with transaction():
        lock_entry(entry)
        if entry.status != WaitlistStatus.WAITING or entry.stirred_at is None:
            return None
        if is_behind_others(entry):
            return None  # it stays stirred
        entry.stirred_at = None
        if entry.last_day < today_in(entry.person.time_zone, now):
            become(entry, WaitlistStatus.OVER, by=Actor.CLOCK, now=now)
            return None
        release_expired_holds([entry.person_id, entry.mentor_id], now=now)
        slot = slot_for(entry, now=now)
        hold = held_for(entry, slot, now=now) if slot else None
        return offer_with_hold(entry, hold, now=now) if hold else None


def slot_for(entry: WaitlistEntry, *, now: datetime) -> Interval | None:
    if entry.person.is_disabled or entry.mentor.is_disabled:
        return None
    if not entry.mentor.profile.is_accepting:
        return None
    offer = offers_to(entry.person, [entry.mentor], now=now).get(entry.mentor_id)
    if offer is None:
        return None
    length = chosen_length(entry.minutes, offer.calendar.lengths, offer.extra_time)
    return first_fitting(
        offer.slots(length or offer.usual_length),
        entry.wanted,
        besides=starts_offered_to(entry),
        zone_name=entry.person.time_zone,
        now=now,
    )


def held_for(entry: WaitlistEntry, slot: Interval, *, now: datetime) -> Booking | None:
    hold = new_hold(entry.mentor, slot, now=now)
    hold.held_until = now + OFFER_LASTS
    hold.brief = brief_beside(entry.person, entry.line, now=now)
    people = {Part.MENTOR: entry.mentor, Part.MENTEE: entry.person}
    try:
        add_booking(hold, people, by=Actor.CLOCK, now=now)
    except SlotTaken:  # by what the engine does not know of
        return None
    return hold


def offer_with_hold(entry: WaitlistEntry, hold: Booking, *, now: datetime) -> WaitlistOffer:
    offer = WaitlistOffer(entry=entry, booking=hold, starts_at=hold.starts_at, offered_at=now)
    offer.until = hold.held_until
    db.session.add(offer)
    become(entry, WaitlistStatus.OFFERED, by=Actor.CLOCK, now=now)
    announce(TimeOffered(offer.id))
    return offer


def take_offer(offer: WaitlistOffer, *, now: datetime) -> Booking:
    """Book the held time with the brief beside it."""
    booking = offer.booking
    if booking.status == BookingStatus.HELD and not booking.is_held(now):
        raise OfferOver
    if booking.status == BookingStatus.LAPSED:
        raise OfferOver
    service.confirm_booking(booking, offer.entry.person, booking.brief.prompts, now=now)
    return booking


def decline_offer(offer: WaitlistOffer, *, now: datetime) -> None:
    """Give the time on at once; the place in the line stays."""
    with transaction():
        lock_booking(offer.booking)
        if offer.booking.is_held(now):
            change_status(offer.booking, BookingStatus.LAPSED, by=offer.entry.person, now=now)


def lapse_offer(booking: Booking, *, now: datetime) -> None:
    with transaction():
        lock_booking(booking)
        if booking.status == BookingStatus.HELD and not booking.is_held(now):
            change_status(booking, BookingStatus.LAPSED, now=now)
