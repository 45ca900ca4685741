"""What the two are told about a request; written with the change, sent after it.

Each letter has one key, so that a step done again tells nobody twice. What has not left is
called off when the request moves on.
"""

from webapp.booking.request_events import (
    MentorFellSilent,
    RequestAccepted,
    RequestAnswered,
    RequestAsked,
    RequestClosed,
    RequestExpired,
    RequestHandedOn,
    RequestPassed,
    RequestReminded,
    RequestSent,
    RequestThanked,
    RequestWithdrawn,
    RequestWritten,
)
from webapp.booking.request_models import EntryKind, Request, RequestEntry
from webapp.booking.request_queries import was_paused_by
from webapp.core import clock, outbox
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.core.mail import Mail
from webapp.notifications import request_letters as letters
from webapp.notifications.due import Kind
from webapp.notifications.request_frame import last
from webapp.notifications.telling import PushNote, tell
from webapp.people.models import Person


@subscribe(RequestSent)
def tell_it_was_sent(event: RequestSent) -> None:
    """Whoever was the next choice is told like every mentor; the mentee hears of that by itself."""
    asked = found(event)
    put(asked, "sent", letters.sent_to_mentor(asked), asked.mentor, "A brief waits for you")
    if asked.previous_id is None:
        put(asked, "sent", letters.sent_to_mentee(asked), asked.mentee)


@subscribe(RequestReminded)
def remind(event: RequestReminded) -> None:
    asked = found(event)
    put(asked, "reminded", letters.reminded(asked), asked.mentor, "A brief still waits for you")


@subscribe(RequestAsked)
def tell_the_question(event: RequestAsked) -> None:
    asked = found(event)
    call_off(asked)
    put(asked, "asked", letters.question(asked), asked.mentee, "One thing is asked of you")


@subscribe(RequestAnswered)
def tell_the_answer(event: RequestAnswered) -> None:
    asked = found(event)
    put(asked, "answered", letters.answered(asked), asked.mentor, "Your question is answered")


@subscribe(RequestAccepted)
@subscribe(RequestPassed)
def call_off_what_waits(event: RequestAccepted | RequestPassed) -> None:
    """A yes is told as a booking, or by the lines themselves; a no with what follows it."""
    call_off(found(event))


@subscribe(RequestWithdrawn)
def tell_it_is_withdrawn(event: RequestWithdrawn) -> None:
    asked = found(event)
    call_off(asked)
    put(asked, "withdrawn", letters.withdrawn(asked), asked.mentor)


@subscribe(RequestExpired)
def call_off_what_ran_out(event: RequestExpired) -> None:
    call_off(found(event))


@subscribe(RequestHandedOn)
def tell_what_follows(event: RequestHandedOn) -> None:
    """Tell the mentee how it ended and what is next; and the mentor, if it ran out."""
    asked = found(event)
    after = db.session.get_one(Request, event.to_id) if event.to_id else None
    letter = letters.came_to_nothing(asked, after, now=clock.now())
    put(asked, "ended", letter, asked.mentee, "There is an answer to your request")
    if last(asked, EntryKind.EXPIRED) and not was_paused_by(asked):
        put(asked, "ended", letters.ran_out(asked), asked.mentor)


@subscribe(MentorFellSilent)
def tell_of_the_pause(event: MentorFellSilent) -> None:
    asked = db.session.get_one(Request, event.at_request_id)
    put(asked, "paused", letters.paused(asked), asked.mentor)


@subscribe(RequestWritten)
def tell_what_was_written(event: RequestWritten) -> None:
    entry = db.session.get_one(RequestEntry, event.entry_id)
    asked = db.session.get_one(Request, entry.request_id)
    reader = asked.other(entry.person)
    put(asked, f"wrote:{entry.id}", letters.wrote(asked, entry), reader, "Somebody wrote to you")


@subscribe(RequestClosed)
def tell_it_is_closed(event: RequestClosed) -> None:
    """A thread that rests by itself is no news; one that the mentee closed is."""
    asked = found(event)
    if last(asked, EntryKind.CLOSED).person_id:
        put(asked, "closed", letters.closed(asked), asked.mentor)


@subscribe(RequestThanked)
def pass_thanks_on(event: RequestThanked) -> None:
    asked = found(event)
    put(asked, "thanked", letters.thanked(asked), asked.mentor)


def found(event) -> Request:
    """Return the request with its entries as they are now."""
    asked = db.session.get_one(Request, event.request_id)
    db.session.expire(asked, ["entries"])
    return asked


def put(asked: Request, what: str, letter: Mail, to: Person, rings: str = "") -> None:
    key = f"{key_of(asked)}{what}:{to.public_id}"
    note = note_of(asked, rings) if rings else None
    tell(to, Kind.REQUEST, letter, key=key, due_at=clock.now(), push=note)


def note_of(asked: Request, title: str) -> PushNote:
    """A lock screen names nobody and quotes nothing."""
    return PushNote(
        title=title,
        body="Open it to see who, when, and what it is about.",
        link=f"/requests/{asked.public_id}",
        about=f"request:{asked.public_id}",
        until=asked.due_at,
    )


def call_off(asked: Request) -> None:
    outbox.cancel(key_of(asked), now=clock.now())


def key_of(asked: Request) -> str:
    return f"request:{asked.public_id}:"
