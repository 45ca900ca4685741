"""From a hold to a booking and to its end: one function is one use case, one transaction."""

from datetime import datetime

from webapp.booking import policy
from webapp.booking.errors import BookingMovedOn, HoldLapsed, KeptLongest, TalkHasBegun
from webapp.booking.events import BookingCancelled, BookingConfirmed, BookingEnded
from webapp.booking.holding import (
    booking_from,
    brief_beside,
    give_back,
    holds_with,
    key_of,
    new_hold,
    refuse_latecomers,
    refuse_unless_offered,
)
from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking, BookingStatus, Part
from webapp.booking.request_errors import ReadsFirst
from webapp.booking.request_making import ways_of
from webapp.booking.seats import (
    add_booking,
    change_status,
    hold_until,
    lock_booking,
    lock_people,
    release_expired_holds,
)
from webapp.core.db import transaction
from webapp.core.events import announce
from webapp.core.intervals import Interval
from webapp.goals.prompts import Prompts
from webapp.goals.service import close_brief, keep_for_another, save_brief, send_brief
from webapp.people.models import Person


def hold_slot(
    mentor: Person,
    mentee: Person,
    slot: Interval,
    *,
    line: str = "",
    form_key: str = "",
    now: datetime,
) -> Booking:
    """Keep a slot for the mentee for five minutes, with a brief beside it.

    The same form sent twice holds once. What the mentee held with this mentor before is
    given back for it.
    """
    refuse_latecomers(mentor, mentee, slot, now=now)
    with transaction():
        lock_people([mentor.id, mentee.id])
        release_expired_holds([mentor.id, mentee.id], now=now)
        before = holds_with(mentor, mentee, now=now)
        key = key_of(mentee, slot, form_key)
        if same := booking_from(key) or next((b for b in before if b.interval == slot), None):
            return same
        give_back(before, mentee, now=now)
        refuse_unless_offered(mentor, mentee, slot, now=now)
        hold = new_hold(mentor, slot, now=now)
        hold.form_key, hold.brief = key, brief_beside(mentee, line, now=now)
        add_booking(hold, {Part.MENTOR: mentor, Part.MENTEE: mentee}, now=now)
    return hold


def keep_hold(booking: Booking, *, prompts: Prompts | None = None, now: datetime) -> None:
    """Hold it for five minutes from now, never past fifteen in all; what is typed is kept too."""
    with transaction():
        if prompts and booking.brief:
            save_brief(booking.brief, prompts, now=now)
    with transaction():
        lock_booking(booking)
        if not booking.is_held(now):
            raise HoldLapsed
        if not policy.may_be_kept(booking, now=now):
            raise KeptLongest
        hold_until(booking, policy.kept_until(booking, now=now))


def let_go(booking: Booking, mentee: Person, *, now: datetime) -> None:
    with transaction():
        lock_booking(booking)
        if booking.is_held(now):
            change_status(booking, BookingStatus.LAPSED, by=mentee, now=now)


def confirm_booking(booking: Booking, mentee: Person, prompts: Prompts, *, now: datetime) -> None:
    """Make the hold a booking and let the mentor read the brief."""
    with transaction():
        booking.brief = booking.brief or brief_beside(mentee, "", now=now)
        save_brief(booking.brief, prompts, now=now)  # kept, whatever became of the time
    with transaction():
        lock_booking(booking)
        if booking.is_confirmed:  # sent twice
            return
        if not booking.is_held(now):
            raise HoldLapsed
        if ways_of(booking.mentor).reads_first:
            raise ReadsFirst
        send_brief(booking.brief, now=now)
        change_status(booking, BookingStatus.CONFIRMED, by=mentee, now=now)
        announce(BookingConfirmed(booking.id))


def cancel_booking(booking: Booking, person: Person, *, why: str = "", now: datetime) -> None:
    """Call a talk off before it begins; the mentee's brief is kept for another mentor."""
    with transaction():
        lock_booking(booking)
        if booking.status == BookingStatus.CANCELLED:  # sent twice, or by both at once
            return
        if booking.status == BookingStatus.PENDING:  # its request is withdrawn or passed instead
            raise BookingMovedOn
        if booking.group:  # has more than one mentee: see `group_service`
            raise BookingMovedOn
        if booking.is_confirmed and not policy.may_cancel(booking, now=now):
            raise TalkHasBegun
        change_status(booking, BookingStatus.CANCELLED, by=person, why=why, now=now)
        by_mentor = person.id == booking.mentor.id
        booking.ended_reason = EndedReason.BY_MENTOR if by_mentor else EndedReason.BY_MENTEE
        booking.sequence += 1
        if booking.brief:
            close_brief(booking.brief, now=now)
            if booking.brief.question:
                keep_for_another(booking.brief, booking.mentee, now=now)
        announce(BookingCancelled(booking.id, person.id))


def end_booking(booking: Booking, reason: EndedReason | None, *, now: datetime) -> None:
    """Note that a talk is over; without a reason nobody knows how it went."""
    with transaction():
        lock_booking(booking)
        if not booking.is_confirmed:
            return
        change_status(booking, BookingStatus.ENDED, now=now)
        booking.ended_reason = reason
        if booking.brief:
            close_brief(booking.brief, now=now)
        announce(BookingEnded(booking.id))
