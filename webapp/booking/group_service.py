"""Group hours: offer one, take a place in it, give it back, call it off."""

from datetime import datetime

from webapp.booking import policy
from webapp.booking.errors import BookingMovedOn, OwnCalendar, SlotTaken
from webapp.booking.group_errors import (
    BookedThen,
    HourIsOver,
    NoPlaceLeft,
    TooLateToGiveBack,
    TooManyHours,
)
from webapp.booking.group_events import (
    GroupHourCancelled,
    GroupHourLapsed,
    PlaceGivenBack,
    PlaceTaken,
)
from webapp.booking.group_models import GroupHour
from webapp.booking.group_queries import empty_hours, hours_of
from webapp.booking.holding import booking_from
from webapp.booking.lifecycle import Actor, BookingStatus, EndedReason, Part, require_transition
from webapp.booking.models import Booking, Seat
from webapp.booking.seats import (
    change_status,
    flush_or_taken,
    is_taken,
    lock_booking,
    lock_people,
    record,
    release_expired_holds,
    seat_of,
)
from webapp.booking.wall_clock import wall_time
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.intervals import Interval
from webapp.people.models import Person
from webapp.scheduling.models import CalendarSettings

MOST_HOURS = 20  # ahead, for one mentor
AT_ONCE = 50


def offer_hour(
    mentor: Person, when: Interval, *, topic: str, places: int, form_key: str = "", now: datetime
) -> Booking:
    """Offer time to several at once; it is the mentor's from now on. One form, one hour."""
    with transaction():
        lock_people([mentor.id])
        release_expired_holds([mentor.id], now=now)
        key = f"{mentor.id} group {form_key}" if form_key else None
        if same := booking_from(key):
            return same
        hour = new_hour(mentor, when, now=now)
        refuse_unless_possible(mentor, hour, now=now)
        hour.form_key, hour.group = key, GroupHour(topic=topic, places=places)
        hour.seats.append(seat_of(hour, mentor, Part.MENTOR))
        db.session.add(hour)
        flush_or_taken()
        record(hour, None, by=mentor, now=now)
    return hour


def refuse_unless_possible(mentor: Person, hour: Booking, *, now: datetime) -> None:
    require_transition(None, hour.status, Actor.MENTOR)
    if hour.starts_at <= now:
        raise HourIsOver
    if is_taken([mentor.id], hour):
        raise BookedThen
    if len(hours_of(mentor, now=now)) >= MOST_HOURS:
        raise TooManyHours


def new_hour(mentor: Person, when: Interval, *, now: datetime) -> Booking:
    name = db.session.get_one(CalendarSettings, mentor.id).time_zone
    return Booking(
        status=BookingStatus.CONFIRMED,
        starts_at=when.start,
        ends_at=when.end,
        wall_start=wall_time(when.start, name),
        time_zone=name,
        created_at=now,
    )


def take_place(hour: Booking, mentee: Person, *, question: str = "", now: datetime) -> None:
    """Give the mentee one of the places, with the question they bring. Once is enough."""
    with transaction():
        lock_with(hour, mentee)
        if any(seat.person_id == mentee.id and seat.part == Part.MENTEE for seat in hour.seats):
            return
        release_expired_holds([mentee.id], now=now)
        refuse_unless_open(hour, mentee, now=now)
        seat = seat_of(hour, mentee, Part.MENTEE)
        seat.question = question or None
        add_seat(hour, seat)
        hour.sequence += 1  # perhaps they had this place before: calendars forget an older entry
        record(hour, hour.status, by=mentee, why="took a place", now=now)
        announce(PlaceTaken(hour.id, mentee.id))


def refuse_unless_open(hour: Booking, mentee: Person, *, now: datetime) -> None:
    if hour.mentor.id == mentee.id:
        raise OwnCalendar
    if not hour.is_confirmed or hour.starts_at <= now:
        raise HourIsOver
    if hour.group.places <= len(hour.mentees):
        raise NoPlaceLeft
    if is_taken([mentee.id], hour):
        raise BookedThen


def add_seat(hour: Booking, seat: Seat) -> None:
    hour.seats.append(seat)
    try:
        flush_or_taken()
    except SlotTaken as error:
        raise BookedThen from error


def give_back_place(hour: Booking, mentee: Person, *, now: datetime) -> None:
    """Let somebody else have the place; what was asked with it is forgotten."""
    with transaction():
        lock_with(hour, mentee)
        seat = next((s for s in hour.seats if s.person_id == mentee.id), None)
        if seat is None or seat.part != Part.MENTEE:  # sent twice
            return
        if not policy.may_give_back(hour, now=now):
            raise TooLateToGiveBack
        hour.seats.remove(seat)
        db.session.delete(seat)
        hour.sequence += 1
        record(hour, hour.status, by=mentee, why="gave a place back", now=now)
        announce(PlaceGivenBack(hour.id, mentee.id))


def cancel_hour(hour: Booking, mentor: Person, *, why: str = "", now: datetime) -> None:
    with transaction():
        lock_booking(hour)
        if hour.status == BookingStatus.CANCELLED:  # sent twice
            return
        if not policy.may_cancel(hour, now=now):
            raise HourIsOver
        change_status(hour, BookingStatus.CANCELLED, by=mentor, why=why, now=now)
        hour.ended_reason = EndedReason.BY_MENTOR
        hour.sequence += 1
        announce(GroupHourCancelled(hour.id))


def lapse_empty_hours(*, now: datetime) -> int:
    """Give the mentor's time back where nobody took a place until the start."""
    hours = empty_hours(now=now, limit=AT_ONCE)
    for hour in hours:
        with transaction():
            lock_booking(hour)
            if hour.is_confirmed and not hour.mentees:
                change_status(hour, BookingStatus.LAPSED, now=now)
                announce(GroupHourLapsed(hour.id))
    return len(hours)


def lock_with(hour: Booking, person: Person) -> None:
    """Lock the mentor and this person, in id order as everybody does, and then the hour."""
    lock_people([hour.mentor.id, person.id])
    db.session.refresh(hour, with_for_update={"of": Booking})
    if hour.group is None:
        raise BookingMovedOn
