"""After a no, or silence: the mentee's next choice is asked with the same brief.

Its own transaction, so that a process that dies after the no leaves this to the worker; and
written down as done in the same one, so that nobody is asked twice.
"""

from datetime import datetime

from webapp.booking.errors import SlotTaken
from webapp.booking.holding import new_hold
from webapp.booking.lifecycle import Actor
from webapp.booking.models import Booking, BookingStatus, Part
from webapp.booking.next_times import time_with_next
from webapp.booking.request_events import RequestHandedOn
from webapp.booking.request_lifecycle import WENT_ON, Form, RequestStatus
from webapp.booking.request_making import MOST_OPEN, send, ways_of
from webapp.booking.request_models import EntryKind, Request
from webapp.booking.request_queries import open_requests
from webapp.booking.request_steps import note, refresh_locked
from webapp.booking.seats import add_booking, lock_people, release_expired_holds
from webapp.core.db import transaction
from webapp.core.events import announce
from webapp.goals.models import Brief
from webapp.goals.service import keep_for_another
from webapp.people.models import Person


def hand_on(request: Request, *, now: datetime) -> None:
    """Ask the next choice, or leave the brief with the mentee; once, whoever comes first."""
    with transaction():
        # who is next cannot change any more: only requests that are over get here
        people = [request.mentee_id] + [request.next_mentor_id] * bool(request.next_mentor_id)
        lock_people(people)
        refresh_locked(request)
        if request.status not in WENT_ON or request.handed_on_at:
            return
        request.handed_on_at = now
        brief = keep_for_another(request.brief, request.mentee, now=now)
        asked = ask_next(request, brief, now=now) if may_ask_next(request) else None
        if asked:
            note(request, EntryKind.HANDED_ON, by=None, words=asked.mentor.name, now=now)
        announce(RequestHandedOn(request.id, asked.id if asked else None))


def may_ask_next(request: Request) -> bool:
    """Whoever left a question unanswered is not waiting for somebody else to read the brief."""
    ran_out_on_mentee = request.status == RequestStatus.EXPIRED and not request.silent_at
    mentor = request.next_mentor
    return (
        mentor is not None
        and not ran_out_on_mentee
        and not mentor.is_disabled
        and mentor.profile.is_accepting
        and len(open_requests(request.mentee)) < MOST_OPEN
    )


def ask_next(request: Request, brief: Brief, *, now: datetime) -> Request | None:
    """Send the brief on; who books at once is only offered, never booked without a tap."""
    mentor, ways = request.next_mentor, ways_of(request.next_mentor)
    if request.form == Form.WRITING:
        if not ways.answers_in_writing:
            return None
        return send(following(request, brief, mentor), by=None, now=now)
    booking = time_kept(request, mentor, now=now) if ways.reads_first else None
    if booking is None:
        return None
    booking.brief = brief
    asked = following(request, brief, mentor)
    asked.booking = booking
    return send(asked, by=None, now=now)


def following(request: Request, brief: Brief, mentor: Person) -> Request:
    asked = Request(mentee=request.mentee, mentor=mentor, brief=brief, previous=request)
    asked.form, asked.writing_is_fine = request.form, request.writing_is_fine
    return asked


def time_kept(request: Request, mentor: Person, *, now: datetime) -> Booking | None:
    release_expired_holds([request.mentee_id, mentor.id], now=now)
    slot = time_with_next(request, now=now)
    if slot is None:
        return None
    booking = new_hold(mentor, slot, now=now)
    booking.status, booking.held_until = BookingStatus.PENDING, None
    people = {Part.MENTOR: mentor, Part.MENTEE: request.mentee}
    try:
        add_booking(booking, people, by=Actor.CLOCK, now=now)
    except SlotTaken:  # by what the engine does not know of
        return None
    return booking
