"""The mentor leads through the agenda, and may make another one of it."""

from collections.abc import Sequence
from datetime import datetime

from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.live.agenda import planned_with
from webapp.live.countdown import Countdown, RoomState
from webapp.live.errors import MentorOnly, NoSuchRoom, NotRunning
from webapp.live.events import ClockSet
from webapp.live.models import LiveSession
from webapp.live.room_queries import running_session

BEFORE_THE_END = (RoomState.WAITING, RoomState.RUNNING)


def set_phase(room: str, live_session_id: int, phase: str, *, part: str, now: datetime) -> None:
    """Go on to a phase now; those after it share the time that is left."""
    with transaction():
        live_session, countdown = led_by(part, live_session_id)
        if countdown.state(now) != RoomState.RUNNING:
            raise NotRunning
        live_session.phase, live_session.phase_at = phase, now
        say_what_is_on(room, live_session, now)


def set_agenda(
    room: str,
    live_session_id: int,
    titles_and_minutes: Sequence[tuple[str, int]],
    *,
    part: str,
    now: datetime,
) -> None:
    """Call the phases something else, or share the time another way; what has been stays."""
    with transaction():
        live_session, countdown = led_by(part, live_session_id)
        if countdown.state(now) not in BEFORE_THE_END:
            raise NotRunning
        keep_what_has_been(live_session, countdown, now)
        plan = planned_with(countdown.plan, titles_and_minutes, after=live_session.phase)
        live_session.agenda = [[planned.title, planned.minutes] for planned in plan]
        say_what_is_on(room, live_session, now)


def led_by(part: str, live_session_id: int) -> tuple[LiveSession, Countdown]:
    if part != "mentor":
        raise MentorOnly
    running = running_session(live_session_id, lock=True)
    if running is None:
        raise NoSuchRoom
    return running


def keep_what_has_been(live_session: LiveSession, countdown: Countdown, now: datetime) -> None:
    """Hold the phase that is on where it began; only it and what comes after may change."""
    if mark := countdown.here(now):
        live_session.phase, live_session.phase_at = mark.phase, mark.at


def say_what_is_on(room: str, live_session: LiveSession, now: datetime) -> None:
    live_session.rev += 1
    db.session.flush()
    _live_session, countdown = running_session(live_session.id)
    announce(ClockSet(room, countdown.as_json(now)))
