"""What becomes of a request: yes, one question and its answer, no, a change of mind, silence."""

from datetime import datetime

from webapp.booking import request_times as times
from webapp.booking.errors import RequestMovedOn
from webapp.booking.events import BookingConfirmed
from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import BookingStatus
from webapp.booking.request_errors import AskedBefore
from webapp.booking.request_events import (
    MentorFellSilent,
    RequestAccepted,
    RequestAnswered,
    RequestAsked,
    RequestExpired,
    RequestPassed,
    RequestReminded,
    RequestWithdrawn,
)
from webapp.booking.request_lifecycle import RequestStatus
from webapp.booking.request_making import NextChoice
from webapp.booking.request_models import EntryKind, PassReason, Request, SilentPause
from webapp.booking.request_queries import silences_of
from webapp.booking.request_steps import become, give_time_back, lock_request, note
from webapp.booking.seats import change_status
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.goals.service import close_brief, keep_for_another
from webapp.people.models import Person
from webapp.people.service import set_mentoring

OPEN, ASKED, ACCEPTED = RequestStatus.OPEN, RequestStatus.ASKED, RequestStatus.ACCEPTED
PASSED, EXPIRED, WITHDRAWN = RequestStatus.PASSED, RequestStatus.EXPIRED, RequestStatus.WITHDRAWN


def accept_request(request: Request, mentor: Person, *, now: datetime) -> None:
    """Say yes to the talk: the time that waited is booked."""
    with transaction():
        lock_request(request)
        if request.status == ACCEPTED:  # sent twice
            return
        refuse_if_over(request, now=now)
        if request.booking is None:  # an answer in writing is accepted by writing it
            raise RequestMovedOn
        become(request, ACCEPTED, by=mentor, now=now)
        request.reacted_at = request.reacted_at or now
        change_status(request.booking, BookingStatus.CONFIRMED, by=mentor, now=now)
        announce(BookingConfirmed(request.booking_id))
        announce(RequestAccepted(request.id))


def ask_one_thing(request: Request, mentor: Person, question: str, *, now: datetime) -> None:
    """Ask before deciding, once; until the mentee answers the mentor's 48 hours stand still."""
    with transaction():
        lock_request(request)
        if request.status == ASKED:  # sent twice
            return
        refuse_if_over(request, now=now)
        if request.status == OPEN and request.asked_at:
            raise AskedBefore
        become(request, ASKED, by=mentor, words=question, now=now)
        request.asked_at, request.reacted_at = now, request.reacted_at or now
        request.due_at = times.mentee_answers_by(now, starts_at(request))
        announce(RequestAsked(request.id))


def answer_question(request: Request, mentee: Person, answer: str, *, now: datetime) -> None:
    """Answer the one thing; the mentor decides, and has what was left of the 48 hours."""
    with transaction():
        lock_request(request)
        if request.status == OPEN and request.asked_at:  # sent twice
            return
        refuse_if_over(request, now=now)
        become(request, OPEN, by=mentee, as_=EntryKind.ANSWERED, words=answer, now=now)
        used = request.asked_at - request.created_at
        request.due_at = times.answer_by(now, starts_at(request), used=used)
        request.remind_at = times.remind_at(now, request.due_at, used=used)
        announce(RequestAnswered(request.id))


def pass_request(
    request: Request, mentor: Person, reason: PassReason, *, line: str = "", now: datetime
) -> None:
    """Say no, and why: the time is free again, and the next choice is asked after that."""
    with transaction():
        lock_request(request)
        if request.status == PASSED:  # sent twice
            return
        refuse_if_over(request, now=now)
        become(request, PASSED, by=mentor, words=line, now=now)
        request.pass_reason, request.reacted_at = reason, request.reacted_at or now
        give_time_back(request, EndedReason.PASSED, by=mentor, now=now)
        close_brief(request.brief, now=now)
        announce(RequestPassed(request.id))


def withdraw_request(request: Request, mentee: Person, *, now: datetime) -> None:
    """Take it back while nobody has said yes or no; the brief is kept for another mentor."""
    with transaction():
        lock_request(request)
        if request.status == WITHDRAWN:  # sent twice
            return
        refuse_if_over(request, now=now)
        become(request, WITHDRAWN, by=mentee, now=now)
        give_time_back(request, EndedReason.WITHDRAWN, by=mentee, now=now)
        close_brief(request.brief, now=now)
        keep_for_another(request.brief, request.mentee, now=now)
        announce(RequestWithdrawn(request.id))


def choose_next(request: Request, choice: NextChoice, *, now: datetime) -> None:
    """Say whom to ask if it comes to nothing."""
    with transaction():
        lock_request(request)
        refuse_if_over(request, now=now)
        if not request.is_waiting:
            raise RequestMovedOn
        request.next_mentor_id, request.next_starts_at = choice.mentor_id, choice.starts_at


def remind_mentor(request: Request, *, now: datetime) -> None:
    """Remind once; a request that moved on, or was reminded by somebody else, is left alone."""
    with transaction():
        lock_request(request)
        if request.status == OPEN and request.remind_at and request.remind_at <= now:
            request.remind_at = None
            note(request, EntryKind.REMINDED, by=None, now=now)
            announce(RequestReminded(request.id))


def expire_request(request: Request, *, now: datetime) -> None:
    """Give the time back when nobody answered; only a mentor's silence counts against one."""
    with transaction():
        lock_request(request)
        if not is_over(request, now=now):
            return
        is_mentors = request.status == OPEN
        become(request, EXPIRED, now=now)
        give_time_back(request, EndedReason.EXPIRED, by=None, now=now)
        close_brief(request.brief, now=now)
        announce(RequestExpired(request.id))
        if is_mentors:
            count_silence(request, now=now)


def count_silence(request: Request, *, now: datetime) -> None:
    """Pause a mentor whose second request in 30 days has run out; the person is locked."""
    request.silent_at = now
    db.session.flush()
    profile = request.mentor.profile
    if not profile.is_accepting or silences_of(request.mentor_id, now=now) < times.MOST_SILENCES:
        return
    set_mentoring(
        request.mentor, is_mentor=True, is_paused=True, minutes_a_week=profile.minutes_a_week
    )
    db.session.add(SilentPause(person_id=request.mentor_id, at=now))
    announce(MentorFellSilent(request.mentor_id, request.id))


def come_back(mentor: Person) -> None:
    """Put one's page back after a pause."""
    minutes = mentor.profile.minutes_a_week
    set_mentoring(mentor, is_mentor=True, is_paused=False, minutes_a_week=minutes)


def refuse_if_over(request: Request, *, now: datetime) -> None:
    """What has run out is over, also in the minute before it is written down."""
    if is_over(request, now=now):
        raise RequestMovedOn


def is_over(request: Request, *, now: datetime) -> bool:
    return request.is_waiting and request.due_at <= now


def starts_at(request: Request) -> datetime | None:
    return request.booking.starts_at if request.booking else None
