"""Who is told what after a talk: asked about actions, thanked, or missed."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.events import BookingEnded
from webapp.booking.lifecycle import EndedReason
from webapp.booking.models import Booking
from webapp.core import clock, outbox
from webapp.core.db import db
from webapp.core.events import subscribe
from webapp.core.links import path_to
from webapp.core.mail import Mail
from webapp.core.outbox import Outbox
from webapp.followup.chain_models import FollowUp, Outcome
from webapp.followup.evening import evening_of
from webapp.followup.events import (
    AbsenceAppealed,
    AbsenceNoted,
    ActionAnswered,
    FollowUpAsked,
    LineAdded,
    OutcomeTold,
    Reflected,
    SomebodyWaits,
    StrengthNamed,
    Thanked,
)
from webapp.followup.models import Action
from webapp.followup.no_show_queries import attended_by
from webapp.followup.policy import leads_group
from webapp.followup.queries import closing_of
from webapp.notifications import followup_letters as letters
from webapp.notifications.due import Kind
from webapp.notifications.followup_wording import note_of, somebody_waits
from webapp.notifications.telling import PushNote, tell
from webapp.people.models import Person

A_LINE_TAKES = timedelta(minutes=10)  # a note waits for the line that may come with the answer


@subscribe(FollowUpAsked)
def ask_the_owner(event: FollowUpAsked) -> None:
    follow_up = db.session.get_one(FollowUp, event.follow_up_id)
    owner = follow_up.person
    letter, note = letters.follow_up_mail(follow_up, owner), note_of(follow_up.kind)
    link = path_to("followup.follow_up", public_id=follow_up.public_id)
    push = PushNote(*note, link=link, about=f"action:{follow_up.action.public_id}")
    say(owner, letter, key=f"follow-up:{follow_up.public_id}", push=push)


@subscribe(ActionAnswered)
def tell_what_became_of_it(event: ActionAnswered) -> None:
    """Write the note, and leave the owner time to add a line to it."""
    action = db.session.get_one(Action, event.action_id)
    if not action.is_open:
        tell_the_other(action, action.status, action.note, part="answer", after=A_LINE_TAKES)


@subscribe(LineAdded)
def tell_how_it_went(event: LineAdded) -> None:
    action = db.session.get_one(Action, event.action_id)
    tell_the_other(action, action.status, action.note, part="answer")


@subscribe(OutcomeTold)
def tell_what_came_of_it(event: OutcomeTold) -> None:
    outcome = db.session.scalars(sa.select(Outcome).filter_by(action_id=event.action_id)).one()
    after = timedelta() if outcome.line else A_LINE_TAKES
    tell_the_other(outcome.action, outcome.kind, outcome.line, part="outcome", after=after)


def tell_the_other(
    action: Action, answer, line: str, *, part: str, after: timedelta = timedelta()
) -> None:
    """Send one note with the line, or two where the line came late; and never a third."""
    reader = action.other
    if reader is None:
        return
    key = f"result:{action.public_id}:{part}:"
    outbox.cancel(key, now=clock.now())
    letter = letters.result_mail(action, reader, answer, line)
    say(reader, letter, key=key + ("line" if line else "tap"), due_at=clock.now() + after)


@subscribe(Thanked)
def pass_thanks_on(event: Thanked) -> None:
    booking = db.session.get_one(Booking, event.booking_id)
    mentee = db.session.get_one(Person, event.person_id)
    letter = letters.thanks_mail(booking, mentee, closing_of(mentee, booking).thanks)
    replace(booking.mentor, letter, f"thanks:{booking.public_id}:{mentee.public_id}:")


@subscribe(StrengthNamed)
def pass_strength_on(event: StrengthNamed) -> None:
    booking = db.session.get_one(Booking, event.booking_id)
    line = closing_of(booking.mentor, booking).strength
    letter = letters.strength_mail(booking, line)
    replace(booking.mentee, letter, f"strength:{booking.public_id}:")


@subscribe(BookingEnded)
def offer_a_minute(event: BookingEnded) -> None:
    """Offer the reflection once more that evening, to each who has not written one."""
    booking, now = db.session.get_one(Booking, event.booking_id), clock.now()
    if booking.ended_reason != EndedReason.COMPLETED:
        return
    for reader in (seat.person for seat in booking.seats):
        if leads_group(reader, booking):
            continue
        closing = closing_of(reader, booking)
        evening = evening_of(max(booking.ends_at, now), reader.time_zone)
        if evening and not (closing and closing.reflected_at):
            letter, key = (
                letters.reflection_mail(booking, reader),
                reflection_key(booking, reader.id),
            )
            say(reader, letter, key=key, due_at=evening.start, until=evening.end)


@subscribe(Reflected)
def offer_no_more(event: Reflected) -> None:
    booking = db.session.get_one(Booking, event.booking_id)
    outbox.cancel(reflection_key(booking, event.person_id), now=clock.now())


@subscribe(AbsenceNoted)
def tell_who_was_missing(event: AbsenceNoted) -> None:
    booking, absent = about(event)
    letter = letters.absence_mail(booking, absent)
    say(absent, letter, kind=Kind.BOOKING, key=f"absence:{booking.public_id}:{absent.public_id}")


@subscribe(AbsenceAppealed)
def tell_why(event: AbsenceAppealed) -> None:
    booking, absent = about(event)
    line = attended_by(booking, absent.id).appeal
    reader = booking.other(absent)
    letter = letters.appeal_mail(booking, reader, line)
    say(reader, letter, kind=Kind.BOOKING, key=f"appeal:{booking.public_id}:{absent.public_id}")


@subscribe(SomebodyWaits)
def call_who_is_late(event: SomebodyWaits) -> None:
    booking, waiting = db.session.get_one(Booking, event.booking_id), event.person_id
    late = booking.other(db.session.get_one(Person, waiting))
    link = path_to("live.room", public_id=booking.public_id)
    about, until = f"talk:{booking.public_id}", booking.ends_at
    push = PushNote(*somebody_waits(), link=link, about=about, until=until)
    key, letter = f"waiting:{booking.public_id}:{waiting}", letters.waiting_mail(booking, late)
    say(late, letter, kind=Kind.REMINDER, key=key, until=until, push=push)


def about(event: AbsenceNoted | AbsenceAppealed) -> tuple[Booking, Person]:
    booking = db.session.get_one(Booking, event.booking_id)
    return booking, db.session.get_one(Person, event.absent_id)


def replace(person: Person, letter: Mail, key: str) -> None:
    """Tell it in a minute, so that a word can still be put right; what has left stays said."""
    outbox.cancel(key, now=clock.now())
    said = sa.select(sa.func.count()).where(Outbox.key.startswith(key, autoescape=True))
    if db.session.scalar(said.where(Outbox.sent_at.is_not(None))):
        return
    number = db.session.scalar(said)
    say(person, letter, key=f"{key}{number}", due_at=clock.now() + timedelta(minutes=1))


def reflection_key(booking: Booking, person_id: int) -> str:
    return f"reflection:{booking.public_id}:{person_id}:"


def say(
    person: Person,
    letter: Mail,
    *,
    key: str,
    kind: Kind = Kind.FOLLOWUP,
    due_at: datetime | None = None,
    until: datetime | None = None,
    push: PushNote | None = None,
) -> None:
    due_at = due_at or clock.now()
    tell(person, kind, letter, key=key, due_at=due_at, until=until, push=push)
