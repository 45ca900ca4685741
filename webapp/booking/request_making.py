"""Sending a brief to a mentor who reads it first: a time waits, or an answer in writing does."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from webapp.booking import request_times as times
from webapp.booking.errors import HoldLapsed, NotTakingBookings, OwnCalendar
from webapp.booking.holding import brief_beside
from webapp.booking.lifecycle import Actor
from webapp.booking.models import Booking, BookingStatus
from webapp.booking.request_errors import AnswersNoWriting, BooksAtOnce, TooManyRequests
from webapp.booking.request_events import RequestSent
from webapp.booking.request_lifecycle import Form, RequestStatus, require_transition
from webapp.booking.request_models import EntryKind, Request
from webapp.booking.request_queries import open_requests, request_for, request_from
from webapp.booking.request_steps import note
from webapp.booking.seats import change_status, lock_booking, lock_people
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.goals.models import Brief
from webapp.goals.prompts import Prompts
from webapp.goals.service import save_brief, send_brief
from webapp.people.models import Person
from webapp.scheduling.models import CalendarSettings

MOST_OPEN = 3  # requests that one mentee waits for


@dataclass(frozen=True)
class NextChoice:
    """Whom to ask if it comes to nothing, and for which time; a written answer needs none."""

    mentor_id: int
    starts_at: datetime | None = None


NOBODY = NextChoice(None)


def request_talk(
    hold: Booking,
    mentee: Person,
    prompts: Prompts,
    *,
    writing_is_fine: bool = False,
    next_choice: NextChoice = NOBODY,
    now: datetime,
) -> Request:
    """Let the mentor read the brief; the held time waits for a yes."""
    with transaction():
        hold.brief = hold.brief or brief_beside(mentee, "", now=now)
        save_brief(hold.brief, prompts, now=now)  # kept, whatever became of the time
    with transaction():
        lock_booking(hold)
        if hold.status == BookingStatus.PENDING:  # sent twice
            return request_for(hold)
        if not hold.is_held(now):
            raise HoldLapsed
        if not ways_of(hold.mentor).reads_first:
            raise BooksAtOnce
        refuse_if_too_many(mentee)
        change_status(hold, BookingStatus.PENDING, by=mentee, now=now)
        asked = Request(mentee=mentee, mentor=hold.mentor, brief=hold.brief, booking=hold)
        asked.form, asked.writing_is_fine = Form.TALK, writing_is_fine
        asked.next_mentor_id, asked.next_starts_at = next_choice.mentor_id, next_choice.starts_at
        return send(asked, by=mentee, now=now)


def request_in_writing(
    mentor: Person,
    mentee: Person,
    prompts: Prompts,
    *,
    hold: Booking | None = None,
    next_choice: NextChoice = NOBODY,
    form_key: str = "",
    now: datetime,
) -> Request:
    """Ask for an answer in writing: no time waits, and one that was held for it is given back."""
    key = f"{mentee.id} {form_key}" if form_key else None
    with transaction():
        lock_people([mentor.id, mentee.id])
        if same := request_from(key):
            return same
        refuse_unless_written(mentor, mentee)
        refuse_if_too_many(mentee)
        brief = brief_for(hold, mentee, now=now)
        save_brief(brief, prompts, now=now)
        let_go(hold, mentee, now=now)
        asked = Request(mentee=mentee, mentor=mentor, brief=brief, form=Form.WRITING, form_key=key)
        asked.writing_is_fine = True
        asked.next_mentor_id = next_choice.mentor_id
        return send(asked, by=mentee, now=now)


def brief_for(hold: Booking | None, mentee: Person, *, now: datetime) -> Brief:
    return hold.brief if hold and hold.brief else brief_beside(mentee, "", now=now)


def let_go(hold: Booking | None, mentee: Person, *, now: datetime) -> None:
    if hold is not None:
        lock_booking(hold)
        if hold.status == BookingStatus.HELD:
            change_status(hold, BookingStatus.LAPSED, by=mentee, now=now)


def refuse_unless_written(mentor: Person, mentee: Person) -> None:
    if mentor.id == mentee.id:
        raise OwnCalendar
    if mentor.is_disabled or not mentor.profile.is_accepting:
        raise NotTakingBookings
    if not ways_of(mentor).answers_in_writing:
        raise AnswersNoWriting


def refuse_if_too_many(mentee: Person) -> None:
    if len(open_requests(mentee)) >= MOST_OPEN:
        raise TooManyRequests


def ways_of(mentor: Person) -> CalendarSettings:
    """Read how a mentor is asked as it is now, and not as it was when the page was made."""
    mine = sa.select(CalendarSettings).where(CalendarSettings.person_id == mentor.id)
    return db.session.scalars(mine.execution_options(populate_existing=True)).one()


def send(asked: Request, *, by: Person | None, now: datetime) -> Request:
    """Write a new request; the clock sends it where the next choice is asked."""
    actor = Actor.MENTEE if by else Actor.CLOCK
    require_transition(asked.form, None, RequestStatus.OPEN, actor)
    send_brief(asked.brief, now=now)
    starts_at = asked.booking.starts_at if asked.booking else None
    asked.status, asked.created_at = RequestStatus.OPEN, now
    asked.due_at = times.answer_by(now, starts_at)
    asked.remind_at = times.remind_at(now, asked.due_at)
    db.session.add(asked)
    db.session.flush()
    note(asked, EntryKind.SENT, by=by, now=now)
    announce(RequestSent(asked.id))
    return asked
