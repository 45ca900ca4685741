"""Asking both for five more minutes, and what comes of their answers."""

from datetime import datetime

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
from webapp.live.models import Extension, LiveSession
from webapp.live.queries import meeting_in
from webapp.live.room_queries import next_claim, participants, running_session

WHY = "5 more minutes, both agreed"


def ask_extension(room: str, live_session_id: int, *, now: datetime) -> None:
    """Put the question to both; while one is open, asking again changes nothing.

    Raises NotRunning before the clock runs and after its end, NotFree where no time follows.
    A group hour ends on time: NotFree too.
    """
    with transaction():
        booking, live_session, countdown = locked_clock(room, live_session_id)
        if countdown.state(now) != RoomState.RUNNING:
            raise NotRunning
        if open_question(live_session.id, now=now):
            return
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


def open_question(live_session_id: int, *, now: datetime) -> Extension | None:
    latest = db.session.scalar(
        sa.select(Extension)
        .where(Extension.live_session_id == live_session_id)
        .order_by(Extension.id.desc())
        .limit(1)
    )
    is_open = latest and latest.outcome is None and question_of(latest).is_open(now)
    return latest if is_open else None


def open_question_json(live_session_id: int, *, now: datetime) -> dict | None:
    row = open_question(live_session_id, now=now)
    return row and question_json(row, now)


def question_of(row: Extension) -> Question:
    return Question(row.asked_at, row.answers)


def refuse_unless_free(booking: Booking, countdown: Countdown, *, now: datetime) -> None:
    taken_from = next_claim(booking, participants(booking), now=now)
    is_taken = taken_from and taken_from < countdown.ends_at + LONGER_BY
    if is_taken or booking.group:
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
        if row.outcome or not question_of(row).is_open(now):
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
        extend_booking(booking, max(booking.ends_at, longer.ends_at), why=WHY, now=now)
    except SlotTaken:
        return Outcome.TAKEN
    live_session.ends_at, live_session.rev = longer.ends_at, longer.rev
    db.session.flush()
    running = running_session(live_session.id)
    announce(ClockSet(booking.public_id, running[1].as_json(now)))
    return Outcome.ACCEPTED


def answer_json(row: Extension, part: str, accepts: bool) -> dict:
    outcome = row.outcome and row.outcome.value
    return {"question": row.id, "part": part, "accepts": accepts, "outcome": outcome}
