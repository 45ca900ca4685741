"""Asking both for five more minutes, and what comes of their answers."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from webapp.booking.errors import SlotTaken
from webapp.booking.extending import extend_booking
from webapp.booking.models import Booking
from webapp.booking.seats import lock_booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.live.countdown import Countdown, RoomState, milliseconds
from webapp.live.errors import NoSuchRoom, NotFree, NotRunning, QuestionClosed
from webapp.live.events import ClockSet, ExtensionAnswered, ExtensionAsked
from webapp.live.extension import LONGER_BY, Outcome, Question
from webapp.live.leading import keep_what_has_been
from webapp.live.models import Extension, LiveSession
from webapp.live.queries import meeting_in
from webapp.live.room_queries import has_entry, next_claim, participants, running_session

WHY = "5 more minutes, both agreed"
JUST_NOW = timedelta(minutes=3)  # the two in which it is asked, and the one for which it is open


def ask_extension(
    room: str, live_session_id: int, *, by_itself: bool = False, now: datetime
) -> None:
    """Put the question to both; while one is open, asking again changes nothing.

    A page that asks `by_itself` does not put again what was settled in these last minutes: then
    QuestionClosed. Raises NotRunning before the clock runs and after its end, NotFree where no
    time follows. A group hour ends on time: NotFree too.
    """
    with transaction():
        booking, live_session, countdown = locked_clock(room, live_session_id)
        if countdown.state(now) != RoomState.RUNNING:
            raise NotRunning
        latest = latest_question(live_session.id)
        if is_open(latest, now):
            return
        if by_itself and latest and countdown.ends_at - latest.asked_at < JUST_NOW:
            raise QuestionClosed
        refuse_unless_free(booking, countdown, now=now)
        row = Extension(live_session_id=live_session.id, asked_at=now)
        db.session.add(row)
        db.session.flush()
        announce(ExtensionAsked(room, question_json(row, now)))


def locked_clock(room: str, live_session_id: int) -> tuple[Booking, LiveSession, Countdown]:
    """Lock people, booking and clock, in the order in which everybody locks them."""
    booking = meeting_in(room)
    if booking is None:
        raise NoSuchRoom
    lock_booking(booking)
    running = running_session(live_session_id, lock=True)
    if running is None:
        raise NoSuchRoom
    return booking, *running


def latest_question(live_session_id: int) -> Extension | None:
    return db.session.scalar(
        sa.select(Extension)
        .where(Extension.live_session_id == live_session_id)
        .order_by(Extension.id.desc())
        .limit(1)
    )


def is_open(row: Extension | None, now: datetime) -> bool:
    return row is not None and row.outcome is None and question_of(row).is_open(now)


def open_question_json(live_session_id: int, *, now: datetime) -> dict | None:
    row = latest_question(live_session_id)
    return question_json(row, now) if is_open(row, now) else None


def question_of(row: Extension) -> Question:
    return Question(row.asked_at, row.answers)


def refuse_unless_free(booking: Booking, countdown: Countdown, *, now: datetime) -> None:
    people, until = participants(booking), countdown.ends_at + LONGER_BY
    is_taken = next_claim(booking, people, until=until, now=now) is not None
    if booking.group or is_taken or has_entry(people, countdown.ends_at, until):
        raise NotFree


def question_json(row: Extension, now: datetime) -> dict:
    return {
        "question": row.id,
        "now": milliseconds(now),
        "open_until": milliseconds(question_of(row).open_until),
        "minutes": int(LONGER_BY.total_seconds() // 60),
        "answers": dict(row.answers),
    }


def answer_extension(
    room: str, live_session_id: int, question: int, part: str, *, accepts: bool, now: datetime
) -> None:
    """Note one part's answer; a no settles it, and so does the second yes.

    The same answer twice is one. Raises QuestionClosed for another answer, or too late.
    """
    with transaction():
        booking, live_session, countdown = locked_clock(room, live_session_id)
        row = db.session.get(Extension, question)
        if row is None or row.live_session_id != live_session.id:
            raise QuestionClosed
        if row.answers.get(part) == accepts:
            return
        if not is_open(row, now) or not booking.is_confirmed:
            raise QuestionClosed
        row.answers = row.answers | {part: accepts}
        row.outcome = question_of(row).outcome()
        if row.outcome == Outcome.ACCEPTED:
            row.outcome = extend(booking, live_session, countdown, now=now)
        announce(ExtensionAnswered(room, answer_json(row, part, accepts)))


def extend(
    booking: Booking, live_session: LiveSession, countdown: Countdown, *, now: datetime
) -> Outcome:
    """Set clock and booking to the later end, or say that the time is taken."""
    longer = countdown.longer(LONGER_BY)
    try:
        if longer.ends_at > booking.ends_at:  # a talk that began early has that time anyway
            extend_booking(booking, longer.ends_at, why=WHY, now=now)
    except SlotTaken:
        return Outcome.TAKEN
    keep_what_has_been(live_session, countdown, now)
    live_session.ends_at, live_session.rev = longer.ends_at, longer.rev
    db.session.flush()
    running = running_session(live_session.id)
    announce(ClockSet(booking.public_id, running[1].as_json(now)))
    return Outcome.ACCEPTED


def answer_json(row: Extension, part: str, accepts: bool) -> dict:
    outcome = row.outcome and row.outcome.value
    return {"question": row.id, "part": part, "accepts": accepts, "outcome": outcome}
