"""Lines with a day in the notes of a talk, and the actions they become.

A line is told from others by its words, so that it becomes one action, whoever taps it and how
often; what is written differently is another line.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from webapp.booking.models import Booking
from webapp.core.db import db, transaction
from webapp.core.events import announce
from webapp.core.folding import fold
from webapp.core.text import one_line
from webapp.core.times import day_of
from webapp.core.zones import zone
from webapp.followup.errors import DayHasPassed, EnoughNoted, LineIsGone
from webapp.followup.events import ActionKept
from webapp.followup.models import Action, ActionStatus
from webapp.followup.noted_days import NotedDay, noted_day
from webapp.followup.policy import refuse_unless_begun
from webapp.followup.queries import has_met
from webapp.live.note_markdown import tasks_in
from webapp.live.note_texts import text_on_page
from webapp.live.queries import notes_text
from webapp.people.models import Person

MOST_NOTED = 10  # actions of one person from the notes of one talk
LONGEST = 300  # characters, as in the form


@dataclass(frozen=True)
class NotedLine:
    key: str
    will: str
    due_on: date
    action: Action | None  # what it has become
    has_passed: bool = False


def noted_lines(booking: Booking, reader: Person, *, now: datetime) -> list[NotedLine]:
    """Return the open boxes with a day, each line once, with what they have become."""
    found = days_in(text_on_page(booking), booking, reader)
    kept = {action.noted_key: action for action in noted_actions(booking)} if found else {}
    today = now.astimezone(zone(reader.time_zone)).date()
    return [
        NotedLine(key, noted.will, noted.due_on, kept.get(key), noted.due_on < today)
        for key, noted in found.items()
    ]


def days_in(text: str, booking: Booking, writer: Person) -> dict[str, NotedDay]:
    """Return what the open boxes say with a day, by the key of their line."""
    written_on = booking.starts_at.astimezone(zone(writer.time_zone)).date()
    found = {}
    for task in tasks_in(text):
        noted = noted_day(task.words, written_on)
        if noted and not task.is_done:
            found.setdefault(key_of(task.words), noted)
    return found


def key_of(words: str) -> str:
    return hashlib.sha256(fold(one_line(words)).encode()).hexdigest()[:16]


def noted_actions(booking: Booking) -> list[Action]:
    return list(db.session.scalars(sa.select(Action).where(Action.noted_in_id == booking.id)))


def keep_noted(
    booking: Booking, author: Person, key: str, *, owner: Person | None = None, now: datetime
) -> Action:
    """Make an action of a line, for the author or for the other of the two.

    Whoever was first has it: asked again, by either, it is the same action.
    """
    owner = owner or author
    with transaction():
        db.session.execute(sa.select(Booking.id).where(Booking.id == booking.id).with_for_update())
        refuse_unless_begun(booking, has_met=has_met(booking), now=now)
        kept = noted_actions(booking)
        if same := next((action for action in kept if action.noted_key == key), None):
            return same
        noted = days_in(notes_text(booking), booking, author).get(key)
        if noted is None:
            raise LineIsGone
        if noted.due_on < now.astimezone(zone(author.time_zone)).date():
            raise DayHasPassed
        if sum(action.owner_id == owner.id for action in kept) >= MOST_NOTED:
            raise EnoughNoted
        action = new_noted(booking, owner, noted, now=now)
        action.noted_key, action.said_by_id = key, author.id
        db.session.add(action)
        db.session.flush()
        announce(ActionKept(action.id))
    return action


def new_noted(booking: Booking, owner: Person, noted: NotedDay, *, now: datetime) -> Action:
    action = Action(noted_in=booking, owner_id=owner.id, status=ActionStatus.OPEN)
    action.goal_id = booking.brief and booking.brief.goal_id
    action.when_text = f"it is {day_of(noted.due_on)}"
    action.will_text, action.due_on = noted.will[:LONGEST], noted.due_on
    action.created_at = action.updated_at = now
    return action
