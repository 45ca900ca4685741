"""Lock, look, write: the steps every change of a request is made of, inside a transaction."""

from datetime import datetime

from webapp.booking.lifecycle import Actor, EndedReason
from webapp.booking.models import Booking, BookingStatus
from webapp.booking.request_lifecycle import RequestStatus, require_transition
from webapp.booking.request_models import EntryKind, Request, RequestEntry
from webapp.booking.seats import change_status, lock_people
from webapp.core.db import db
from webapp.people.models import Person


def lock_request(request: Request) -> None:
    """Lock both people, then the rows, and read them again as they are now."""
    lock_people([request.mentee_id, request.mentor_id])
    refresh_locked(request)


def refresh_locked(request: Request) -> None:
    db.session.refresh(request, with_for_update={"of": Request})
    if request.booking:
        db.session.refresh(request.booking, with_for_update={"of": Booking})


def become(
    request: Request,
    status: RequestStatus,
    *,
    by: Person | None = None,
    as_: EntryKind | None = None,
    words: str = "",
    now: datetime,
) -> RequestEntry:
    """Bring a request to a status and write down who did it; without a person the clock did."""
    require_transition(request.form, request.status, status, actor_of(request, by))
    request.status = status
    request.remind_at = None
    if not request.is_waiting:
        request.due_at = None
    return note(request, as_ or EntryKind(status), by=by, words=words, now=now)


def actor_of(request: Request, person: Person | None) -> Actor:
    if person is None:
        return Actor.CLOCK
    return Actor.MENTOR if person.id == request.mentor_id else Actor.MENTEE


def note(
    request: Request, kind: EntryKind, *, by: Person | None, words: str = "", now: datetime
) -> RequestEntry:
    entry = RequestEntry(request_id=request.id, kind=kind, words=words, at=now)
    entry.person_id = by.id if by else None
    db.session.add(entry)
    db.session.flush()
    return entry


def give_time_back(
    request: Request, reason: EndedReason, *, by: Person | None, now: datetime
) -> None:
    """Free the time that waited for a yes. Its booking never was one, and nobody is told of it."""
    if request.booking:
        change_status(request.booking, BookingStatus.CANCELLED, by=by, now=now)
        request.booking.ended_reason = reason
