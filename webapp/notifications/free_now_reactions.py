"""Telling mentors that somebody asks now, and whoever asked what came of it.

What waits to be sent about a request is called off with it: nobody is rung about what is over.
"""

from webapp.booking.instant_events import InstantRequestClosed, MentorAskedNow
from webapp.booking.instant_lifecycle import InstantStatus
from webapp.booking.instant_models import InstantAsk, InstantRequest
from webapp.booking.instant_times import ends_by, next_at
from webapp.core import clock, outbox
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.notifications.due import Kind
from webapp.notifications.free_now_letters import (
    asked_now_mail,
    asked_now_note,
    nobody_mail,
    nobody_note,
    said_yes_note,
)
from webapp.notifications.telling import put_note, tell


@subscribe(MentorAskedNow)
def ask_the_mentor(event: MentorAskedNow) -> None:
    ask, now = db.session.get_one(InstantAsk, event.ask_id), clock.now()
    asking = ask.request
    left = len(asking.ranked) - len(asking.asks)
    until = ends_by(next_at(now, left), left)
    tell(
        ask.mentor,
        Kind.FREE_NOW,
        asked_now_mail(asking, ask.mentor, until=until),
        key=f"{key_of(asking)}{ask.mentor.public_id}",
        due_at=now,
        push=asked_now_note(asking, until=until),
        until=until,
    )


@subscribe(InstantRequestClosed)
def tell_what_came_of_it(event: InstantRequestClosed) -> None:
    asking, now = db.session.get_one(InstantRequest, event.request_id), clock.now()
    outbox.cancel(key_of(asking), now=now)
    key = f"{key_of(asking)}outcome"
    if asking.status == InstantStatus.ACCEPTED:
        # the booking itself comes by mail
        put_note(asking.mentee, Kind.FREE_NOW, said_yes_note(asking), key=f"{key}:push", due_at=now)
    elif asking.status == InstantStatus.EXPIRED and asking.asks:
        letter, note = nobody_mail(asking), nobody_note(asking)
        tell(asking.mentee, Kind.FREE_NOW, letter, key=key, due_at=now, push=note)


def key_of(asking: InstantRequest) -> str:
    return f"now:{asking.public_id}:"
