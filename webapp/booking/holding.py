"""The steps of taking a time: what is given back for it, what is refused, what is written."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from webapp.booking import policy
from webapp.booking.errors import NotTakingBookings, OwnCalendar, SlotTaken, TooManyHolds
from webapp.booking.free_now_queries import blocking
from webapp.booking.models import Booking, BookingStatus, Seat
from webapp.booking.queries import live_holds, offers_to
from webapp.booking.seats import change_status
from webapp.booking.waitlist_queries import is_for_the_line
from webapp.booking.wall_clock import wall_time
from webapp.core.db import db
from webapp.core.intervals import Interval
from webapp.goals.models import Brief
from webapp.goals.service import begin_brief, keep_for_another
from webapp.people.models import Person
from webapp.scheduling.queries import schedules_of


def key_of(mentee: Person, slot: Interval, form_key: str) -> str | None:
    """Return the key of one form's wish; it is the person's own, whatever others may send."""
    return f"{mentee.id} {form_key} {slot.start.isoformat()} {slot.length}" if form_key else None


def booking_from(key: str | None) -> Booking | None:
    return db.session.scalar(sa.select(Booking).where(Booking.form_key == key)) if key else None


def holds_with(mentor: Person, mentee: Person, *, now: datetime) -> list[Booking]:
    return [hold for hold in live_holds(mentee, now=now) if hold.mentor.id == mentor.id]


def give_back(holds: Iterable[Booking], mentee: Person, *, now: datetime) -> None:
    for hold in holds:
        change_status(hold, BookingStatus.LAPSED, by=mentee, now=now)


def refuse_latecomers(mentor: Person, mentee: Person, slot: Interval, *, now: datetime) -> None:
    """Say no to whoever wants what others have, before anybody is locked for it.

    Where many want one time, those who lose wait for nobody and keep nobody waiting.
    """
    own = sa.select(Seat.booking_id).where(Seat.person_id == mentee.id)
    theirs = sa.select(Seat.id).where(
        blocking(mentor.id, now),
        Seat.starts_at < slot.end,
        Seat.ends_at > slot.start,
        Seat.booking_id.not_in(own),
    )
    is_taken = db.session.scalar(theirs.limit(1)) is not None
    if is_taken and mentor.id != mentee.id and mentor.profile.is_accepting:
        raise SlotTaken


def refuse_unless_offered(mentor: Person, mentee: Person, slot: Interval, *, now: datetime) -> None:
    """The people are locked: what is on offer now stays so until this is written."""
    if mentor.id == mentee.id:
        raise OwnCalendar
    if mentor.is_disabled or not mentor.profile.is_accepting:
        raise NotTakingBookings
    if len(live_holds(mentee, now=now)) >= policy.MOST_HOLDS:
        raise TooManyHolds
    offer = offers_to(mentee, [mentor], now=now).get(mentor.id)
    if offer is None or not offer.has(slot):
        raise SlotTaken
    if is_for_the_line(mentor.id, slot, besides=[mentee.id], now=now):
        raise SlotTaken


def new_hold(mentor: Person, slot: Interval, *, now: datetime) -> Booking:
    """The time is also kept as the mentor's clock shows it, should the zone's rules change."""
    calendar = schedules_of([mentor])[mentor.id]
    name = calendar.schedule.zone_at(slot.start)
    return Booking(
        status=BookingStatus.HELD,
        starts_at=slot.start,
        ends_at=slot.end,
        wall_start=wall_time(slot.start, name),
        time_zone=name,
        change_notice_minutes=calendar.change_notice,
        held_until=now + policy.HOLD_LASTS,
        created_at=now,
    )


def brief_beside(mentee: Person, line: str, *, now: datetime) -> Brief:
    """Return the brief for a hold; one that lies beside another hold already is copied."""
    brief = begin_brief(mentee, line=line, now=now)
    if any(hold.brief_id == brief.id for hold in live_holds(mentee, now=now)):
        return keep_for_another(brief, mentee, now=now)
    return brief
