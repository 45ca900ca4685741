"""An answer in writing: the mentor's first lines say yes, then both write until it is closed."""

from datetime import datetime

from webapp.booking.errors import RequestMovedOn
from webapp.booking.lifecycle import EndedReason
from webapp.booking.request_answers import refuse_if_over
from webapp.booking.request_errors import ThreadIsClosed
from webapp.booking.request_events import (
    RequestAccepted,
    RequestClosed,
    RequestThanked,
    RequestWritten,
)
from webapp.booking.request_lifecycle import Form, RequestStatus
from webapp.booking.request_models import EntryKind, Request, RequestEntry
from webapp.booking.request_queries import entry_from
from webapp.booking.request_steps import become, give_time_back, lock_request, note
from webapp.booking.request_times import THREAD_RESTS
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.goals.service import close_brief
from webapp.people.models import Person

OPEN, ACCEPTED, CLOSED = RequestStatus.OPEN, RequestStatus.ACCEPTED, RequestStatus.CLOSED


def write(
    request: Request, person: Person, words: str, *, form_key: str = "", now: datetime
) -> RequestEntry:
    """Add to the thread; the same form sent twice adds once."""
    key = f"{person.id} {form_key}" if form_key else None
    with transaction():
        lock_request(request)
        if same := entry_from(key):
            return same
        if request.status == CLOSED:
            raise ThreadIsClosed
        if request.status == OPEN:
            begin_thread(request, person, now=now)
        if request.status != ACCEPTED or request.form != Form.WRITING:
            raise RequestMovedOn
        request.due_at = now + THREAD_RESTS
        entry = note(request, EntryKind.WROTE, by=person, words=words, now=now)
        entry.form_key = key
        announce(RequestWritten(entry.id))
    return entry


def begin_thread(request: Request, mentor: Person, *, now: datetime) -> None:
    """Say yes by writing; a time that waited for a talk is free again."""
    refuse_if_over(request, now=now)
    if not request.writing_is_fine:
        raise RequestMovedOn
    request.form = Form.WRITING
    become(request, ACCEPTED, by=mentor, now=now)
    request.reacted_at = request.reacted_at or now
    give_time_back(request, EndedReason.IN_WRITING, by=mentor, now=now)
    announce(RequestAccepted(request.id))


def close_thread(request: Request, mentee: Person | None, *, now: datetime) -> None:
    """End a written answer: the mentee has what was asked for, or nobody wrote for long."""
    with transaction():
        lock_request(request)
        if request.status == CLOSED:  # sent twice, or by both at once
            return
        become(request, CLOSED, by=mentee, now=now)
        request.closed_at = now
        close_brief(request.brief, now=now)
        announce(RequestClosed(request.id))


def thank_for_thread(request: Request, mentee: Person, line: str, *, now: datetime) -> None:
    """Leave a line of thanks once it is closed; whatever is sent after that changes nothing."""
    with transaction():
        lock_request(request)
        if request.status != CLOSED:
            raise RequestMovedOn
        if thanks_in(request):
            return
        note(request, EntryKind.THANKED, by=mentee, words=line, now=now)
        db.session.expire(request, ["entries"])
        announce(RequestThanked(request.id))


def thanks_in(request: Request) -> str:
    """Return the line of thanks, or nothing."""
    return next((one.words for one in request.entries if one.kind == EntryKind.THANKED), "")


def close_if_resting(request: Request, *, now: datetime) -> None:
    with transaction():
        lock_request(request)
        if request.status == ACCEPTED and request.due_at and request.due_at <= now:
            close_thread(request, None, now=now)
