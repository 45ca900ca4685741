"""Writing into shared notes from a page: ticking a box, or writing on after the end."""

import hashlib
from datetime import datetime

from webapp.booking.models import Booking
from webapp.core.db import transaction
from webapp.live import notes
from webapp.live.note_errors import BoxIsGone, NotesChanged
from webapp.live.note_log import add_late_update, lock_notes
from webapp.live.note_markdown import DONE, OPEN, box_of, find_task
from webapp.live.queries import note_rows
from webapp.people.models import Person


def tick_box(booking: Booking, person: Person, key: str, *, is_done: bool, now: datetime) -> None:
    """Tick a box that a page has shown, or take its tick away. Twice is once.

    Raises BoxIsGone when nobody can say any more which one was meant.
    """
    with transaction():
        rows = note_rows(lock_notes(booking.id))
        text = notes.text_of(rows)
        task = find_task(text, key)
        if task is None:
            raise BoxIsGone
        if task.is_done == is_done:
            return
        at = box_of(text, task)
        ticked = text[:at] + (DONE if is_done else OPEN) + text[at + 1 :]
        add_late_update(booking, person.id, notes.rewrite(rows, ticked), now=now)


def write_notes(booking: Booking, person: Person, text: str, *, seen: str, now: datetime) -> None:
    """Let the notes say `text`, if they still are what the person has seen.

    Raises NotesChanged, or NotesFull.
    """
    with transaction():
        rows = note_rows(lock_notes(booking.id))
        current = notes.text_of(rows)
        if current == text:
            return
        if version_of(current) != seen:
            raise NotesChanged
        add_late_update(booking, person.id, notes.rewrite(rows, text), now=now)


def version_of(text: str) -> str:
    """Return a name for what the notes say."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
